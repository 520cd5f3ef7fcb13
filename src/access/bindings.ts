import { createHmac } from 'node:crypto';
import type { CardRecord, CertificateCard } from '../../agent/protocol.ts';
import type { VerifiedCard } from '../cards/index.ts';
import type { House } from '../house.ts';
import { personKeyOf, readNumber } from '../people/index.ts';
import type { Db, Tx } from '../platform/db.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import { ensureInstitutionAccount, insertAppointment } from './appointment-queries.ts';
import * as queries from './binding-queries.ts';
import { findAccount } from './queries.ts';
import { findEnrolled } from './workstation-queries.ts';

/** The mark of a binding, as institution choices carry it. */
export const markOfBinding = (id: string): string => `card ${id}`;

export const findLiveBindings = async (db: Db, accountId: string): Promise<{ mark: string }[]> =>
  (await queries.findBindingIds(db, accountId)).map((id) => ({ mark: markOfBinding(id) }));

/** The keyed mark of the last four of an ID number, with which a 自然人憑證 finds its holder. */
export const lastFourMarkOf = (staffKey: Buffer, lastFour: string): Buffer =>
  createHmac('sha256', staffKey).update(`last four ${lastFour}`).digest().subarray(0, 16);

/** Names are compared as they are read: without blanks, full width as half width. */
const plain = (name: string): string => name.normalize('NFKC').replaceAll(/\s/gu, '');

/** What a first log-in may lean on beside the certificate: read by this workstation, vouched for by nobody else. */
export type FirstUse = { record: CardRecord | null; workstation: string };

/** Of an institution: by the authority's register, else by a name that only one contracted institution has. */
const findInstitution = async (
  tx: Tx,
  house: House,
  card: CertificateCard,
  { identity }: VerifiedCard,
  { record }: FirstUse,
): Promise<string | Refusal> => {
  const registered = await queries.findRegistered(tx, card, identity.subject_serial);
  const now = house.clock.now();
  const codes = registered?.site_code
    ? [registered.site_code]
    : await queries.findSitesNamed(tx, identity.name, now.day);
  const [code] = codes;
  if (code === undefined) return refuse('card_not_contracted');
  // Two of one name, or a card that says another code: only the authority can tell.
  const isAnother = card === 'institution' && record !== null && record.number !== code;
  if (codes.length > 1 || (!registered && isAnother)) return refuse('card_unregistered');
  const account_id = await ensureInstitutionAccount(tx, code, now.at);
  if (account_id === undefined) return refuse('card_not_contracted');
  // 持醫事機構卡登入本系統者為機構代表之身份 (R028); what the authority took back stays so.
  if (!(await queries.wasAppointed(tx, account_id, code))) {
    const made = { account_id, site_code: code, role: 'representative' as const };
    await insertAppointment(tx, { ...made, starts_on: now.day, ends_on: null, appointed_by: null }, now.at);
  }
  return account_id;
};

/** Of a 醫事人員卡: by the number in its record, believed only at a workstation where the person works. */
const findStaff = async (
  tx: Tx,
  house: House,
  { identity }: VerifiedCard,
  { record, workstation }: FirstUse,
): Promise<string | Refusal> => {
  const enrolled = await findEnrolled(tx, workstation);
  if (!enrolled || record === null) return refuse('staff_card_needs_workstation');
  const number = readNumber('01', record.number, undefined, house.clock.now().day);
  if (isRefusal(number)) return number;
  const account = await findAccount(tx, { person_key: personKeyOf(house.keys.staff, number) });
  if (!account || account.disabled) return refuse('not_appointed');
  if (!(await queries.wasAppointed(tx, account.account_id, enrolled.site_code)))
    return refuse('not_appointed');
  const names = [identity.name, record.name].map(plain);
  return names.every((name) => name === plain(account.display_name))
    ? account.account_id
    : refuse('card_name_differs');
};

/** Of a 自然人憑證: by name and the last four of the number, both in the certificate. */
const findCitizen = async (tx: Tx, house: House, { identity }: VerifiedCard): Promise<string | Refusal> => {
  if (identity.last_four === null) return refuse('card_unfit');
  const mark = lastFourMarkOf(house.keys.staff, identity.last_four);
  const people = await queries.findPeopleLike(tx, mark, identity.name);
  const [person] = people;
  if (!person) return refuse('not_appointed');
  return people.length === 1 ? person.account_id : refuse('card_ambiguous');
};

/**
 * Whose card this is: as bound at its first log-in, or found now and bound. Never by a number that a page
 * sends. Refuses spare_card, card_not_contracted, card_unregistered, staff_card_needs_workstation,
 * not_appointed, card_name_differs, card_ambiguous, card_replaced, card_unfit.
 */
export const findHolder = async (
  house: House,
  card: CertificateCard,
  verified: VerifiedCard,
  first: FirstUse,
): Promise<{ account_id: string; mark: string; isNew: boolean } | Refusal> => {
  const { issuer, subject_serial, rank } = verified.identity;
  const subject = { issuer, subject_serial };
  if (card === 'staff') {
    const registered = await queries.findRegistered(house.db, card, subject_serial);
    if (registered?.is_spare || rank === 'secondary') return refuse('spare_card');
  }
  const bound = await queries.findBinding(house.db, subject);
  if (bound)
    return { account_id: bound.account_id, mark: markOfBinding(bound.card_binding_id), isNew: false };
  const { at } = house.clock.now();
  return house.db.transaction().execute(async (tx) => {
    const account_id =
      card === 'staff'
        ? await findStaff(tx, house, verified, first)
        : card === 'citizen'
          ? await findCitizen(tx, house, verified)
          : await findInstitution(tx, house, card, verified, first);
    if (isRefusal(account_id)) return account_id;
    const id = await queries.insertBinding(tx, { ...subject, card, account_id }, at);
    if (id !== undefined) return { account_id, mark: markOfBinding(id), isNew: true };
    const raced = await queries.findBinding(tx, subject);
    return raced
      ? { account_id: raced.account_id, mark: markOfBinding(raced.card_binding_id), isNew: false }
      : refuse('card_replaced');
  });
};
