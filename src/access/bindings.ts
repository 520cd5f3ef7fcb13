import { createHmac } from 'node:crypto';
import type { CardRecord, CertificateCard } from '../../agent/protocol.ts';
import { insertAudit } from '../audit/index.ts';
import type { VerifiedCard } from '../cards/index.ts';
import type { House } from '../house.ts';
import { personKeyOf, readNumber } from '../people/index.ts';
import type { Db, Tx } from '../platform/db.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import { ensureInstitutionAccount, insertAppointment } from './appointment-queries.ts';
import type { BindingRow } from './binding-queries.ts';
import * as queries from './binding-queries.ts';
import { factsOf } from './facts.ts';
import { type LiveProof, proofOfBinding } from './live-proofs.ts';
import { type AccountRow, endSessionsOfCard, findAccount, findAccountById, findPlaces } from './queries.ts';
import { standingOf } from './rules.ts';
import { findEnrolled } from './workstation-queries.ts';

/** The keyed mark of the last four of an ID number, with which a 自然人憑證 finds its holder. */
export const lastFourMarkOf = (staffKey: Buffer, lastFour: string): Buffer =>
  createHmac('sha256', staffKey).update(`last four ${lastFour}`).digest().subarray(0, 16);

/** Names are compared as they are read: without blanks, full width as half width. */
const plain = (name: string): string => name.normalize('NFKC').replaceAll(/\s/gu, '');

/** What a first log-in may lean on beside the certificate: read by this workstation, vouched for by nobody else. */
export type FirstUse = {
  record: CardRecord | null;
  workstation: string;
  /** from where, for the trail */
  address: string;
};

/** Whom a card names; for a 醫事人員卡, which institution vouches that it does. */
type Named = { account: AccountRow; vouched_by: string[] };
/** Why it names nobody, or nobody for sure; `account_id` for the trail, where somebody is concerned. */
export type NotHeld = { refusal: Refusal; account_id?: string };

const notHeld = (refusal: Refusal | Refusal['code'], account_id?: string): NotHeld => ({
  refusal: typeof refusal === 'string' ? refuse(refusal) : refusal,
  ...(account_id !== undefined && { account_id }),
});

/** The account as it is once nobody else can change its name, cards or passkeys. */
const lockedAccount = async (tx: Tx, accountId: string): Promise<AccountRow | NotHeld> => {
  await queries.lockAccount(tx, accountId);
  const account = await findAccountById(tx, accountId);
  return account && !account.disabled ? account : notHeld('not_appointed', accountId);
};

/** Of an institution: by the authority's register, else by a name that no other institution has. */
const findInstitution = async (
  tx: Tx,
  house: House,
  { identity, card }: VerifiedCard,
  { record }: FirstUse,
): Promise<Named | NotHeld> => {
  const registered = (await queries.findRegistered(tx, card, identity.subject_serial))?.site_code;
  const codes = registered ? [registered] : await queries.findSitesNamed(tx, identity.name);
  const [code] = codes;
  if (code === undefined) return notHeld('card_not_contracted');
  // Two of one name, or a card that does not say this code: only the authority can tell.
  const isUnsure = codes.length > 1 || (card === 'institution' && record?.number !== code);
  if (!registered && isUnsure) return notHeld('card_unregistered');
  // The authority knows this institution's card, and it is another one.
  if (!registered && (await queries.findSerialsOf(tx, card, code)).length > 0)
    return notHeld('card_unregistered');
  const now = house.clock.now();
  const account_id = await ensureInstitutionAccount(tx, code, now.at);
  if (account_id === undefined) return notHeld('card_not_contracted');
  // 持醫事機構卡登入本系統者為機構代表之身份 (R028); what the authority took back stays so.
  if (!(await queries.wasAppointed(tx, account_id, code))) {
    const made = { account_id, site_code: code, role: 'representative' as const };
    await insertAppointment(tx, { ...made, starts_on: now.day, ends_on: null, appointed_by: null }, now.at);
  }
  const account = await lockedAccount(tx, account_id);
  return 'refusal' in account ? account : { account, vouched_by: [] };
};

/**
 * Of a 醫事人員卡: by the number in its record, believed of a workstation where the person works today, and
 * for that institution alone: whoever runs the workstation can have it say any number.
 */
const findStaff = async (
  tx: Tx,
  house: House,
  { identity }: VerifiedCard,
  { record, workstation }: FirstUse,
): Promise<Named | NotHeld> => {
  const enrolled = await findEnrolled(tx, workstation);
  if (!enrolled || record === null) return notHeld('staff_card_needs_workstation');
  const { day } = house.clock.now();
  const number = readNumber('01', record.number, undefined, day);
  if (isRefusal(number)) return notHeld(number);
  const known = await findAccount(tx, { person_key: personKeyOf(house.keys.staff, number) });
  if (!known) return notHeld('not_appointed');
  const account = await lockedAccount(tx, known.account_id);
  if ('refusal' in account) return account;
  const places = await findPlaces(tx, account.account_id, day);
  const place = places.find(({ code }) => code === enrolled.site_code);
  const standing = place ? standingOf(factsOf(place), day) : 'not_appointed';
  if (standing !== null) return notHeld(standing, account.account_id);
  const names = [identity.name, record.name].map(plain);
  return names.every((name) => name === plain(account.display_name))
    ? { account, vouched_by: [enrolled.site_code] }
    : notHeld('card_name_differs', account.account_id);
};

/** Of a 自然人憑證: by name and the last four of the number, both in the certificate. */
const findCitizen = async (tx: Tx, house: House, { identity }: VerifiedCard): Promise<Named | NotHeld> => {
  if (identity.last_four === null) return notHeld('card_unfit');
  const mark = lastFourMarkOf(house.keys.staff, identity.last_four);
  const [person, another] = await queries.findPeopleLike(tx, mark, identity.name);
  if (!person) return notHeld('not_appointed');
  if (another) return notHeld('card_ambiguous', person.account_id);
  const account = await lockedAccount(tx, person.account_id);
  if ('refusal' in account) return account;
  // Renamed since it was found: another person's name now.
  return account.display_name === identity.name ? { account, vouched_by: [] } : notHeld('not_appointed');
};

const findNamed = (tx: Tx, house: House, verified: VerifiedCard, first: FirstUse) => {
  if (verified.card === 'staff') return findStaff(tx, house, verified, first);
  if (verified.card === 'citizen') return findCitizen(tx, house, verified);
  return findInstitution(tx, house, verified, first);
};

/** The institution whose account this is. */
const codeOf = ({ name }: AccountRow): string => name.toUpperCase();

/**
 * Does the register say that this bound card is not its holder's: another institution's, or one that it does
 * not list among the holder's?
 */
const isContradicted = async (
  db: Db | Tx,
  { card, account_id, subject_serial }: BindingRow,
): Promise<boolean> => {
  if (card !== 'institution' && card !== 'government') return false;
  const account = await findAccountById(db, account_id);
  const own = account ? await queries.findSerialsOf(db, card, codeOf(account)) : [];
  if (own.includes(subject_serial)) return false;
  return own.length > 0 || (await queries.findRegistered(db, card, subject_serial)) !== undefined;
};

/** Ends a binding that does not fit the register, with the sessions that began with it. The account is locked. */
const release = async (tx: Tx, house: House, bound: BindingRow, account: AccountRow, address: string) => {
  const now = house.clock.now();
  if (!(await queries.endBinding(tx, bound.card_binding_id, account.account_id, now.at))) return;
  await endSessionsOfCard(tx, bound.card_binding_id, house.clock.real());
  const detail = { of: account.name, card: bound.card, ending: bound.subject_serial.slice(-4) };
  const site_code = codeOf(account);
  const reason = 'register';
  await insertAudit(tx, [
    { now, act: 'card:release', outcome: 'done', site_code, address, detail: { ...detail, reason } },
  ]);
};

/**
 * Ends the binding of this card when the register has come to contradict it. A transaction of its own: one
 * that then locks the right holder too could wait for another that comes the other way round.
 */
const releaseContradicted = async (
  house: House,
  card: CertificateCard,
  subject: queries.Subject,
  address: string,
): Promise<void> => {
  const bound = await queries.findBinding(house.db, card, subject);
  if (!bound || !(await isContradicted(house.db, bound))) return;
  await house.db.transaction().execute(async (tx) => {
    await queries.lockAccount(tx, bound.account_id);
    const account = await findAccountById(tx, bound.account_id);
    if (account) await release(tx, house, bound, account, address);
  });
};

/** What a card took that the register does not list beside this one. The account is locked. */
const makeRoom = async (
  tx: Tx,
  house: House,
  { identity, card }: VerifiedCard,
  account: AccountRow,
  address: string,
) => {
  const registered = await queries.findRegistered(tx, card, identity.subject_serial);
  if (!registered?.site_code) return;
  const taken = (await queries.findBindingsOf(tx, account.account_id)).find((each) => each.card === card);
  if (taken && (await isContradicted(tx, taken))) await release(tx, house, taken, account, address);
};

/** The trail of the holder, and of the institution that vouched. */
const noteBound = (
  tx: Tx,
  house: House,
  { account, vouched_by }: Named,
  { card, identity }: VerifiedCard,
  address: string,
): Promise<void> =>
  insertAudit(tx, [
    {
      now: house.clock.now(),
      act: 'card:bind',
      outcome: 'done',
      account_id: account.account_id,
      site_code: vouched_by[0] ?? (account.kind === 'institution' ? codeOf(account) : undefined),
      address,
      detail: { card, ending: identity.subject_serial.slice(-4) },
    },
  ]);

export type Held = { account: AccountRow; proof: LiveProof };

/**
 * Whose card this is: as bound at its first log-in, or found now and bound. Never by a number that a page
 * sends. Refuses spare_card, card_not_contracted, card_unregistered, staff_card_needs_workstation,
 * not_appointed and its like, card_name_differs, card_ambiguous, card_replaced, card_unfit.
 */
export const findHolder = async (
  house: House,
  verified: VerifiedCard,
  first: FirstUse,
): Promise<Held | NotHeld> => {
  const { card } = verified;
  const { issuer, subject_serial, rank } = verified.identity;
  const subject = { issuer, subject_serial };
  const { at } = house.clock.now();
  await releaseContradicted(house, card, subject, first.address);
  return house.db.transaction().execute(async (tx): Promise<Held | NotHeld> => {
    if (card === 'staff') {
      const registered = await queries.findRegistered(tx, card, subject_serial);
      if (registered?.is_spare || rank === 'secondary') return notHeld('spare_card');
    }
    const bound = await queries.findBinding(tx, card, subject);
    if (bound) return findBound(tx, house, bound, verified, first);
    const named = await findNamed(tx, house, verified, first);
    if ('refusal' in named) return named;
    const { account, vouched_by } = named;
    await makeRoom(tx, house, verified, account, first.address);
    const made = { ...subject, card, account_id: account.account_id, vouched_by };
    const card_binding_id = await queries.insertBinding(tx, made, at);
    if (card_binding_id === undefined) return notHeld('card_replaced', account.account_id);
    await noteBound(tx, house, named, verified, first.address);
    return { account, proof: proofOfBinding({ card_binding_id, card, vouched_by }) };
  });
};

/** A card that was bound before; a 醫事人員卡 may be vouched for by one institution more. */
const findBound = async (
  tx: Tx,
  house: House,
  bound: BindingRow,
  verified: VerifiedCard,
  first: FirstUse,
): Promise<Held | NotHeld> => {
  if (bound.card === 'staff' && first.record !== null) {
    const named = await findStaff(tx, house, verified, first);
    const [site] = 'refusal' in named ? [] : named.vouched_by;
    const isSame = !('refusal' in named) && named.account.account_id === bound.account_id;
    if (isSame && site !== undefined && !bound.vouched_by.includes(site)) {
      await queries.addVoucher(tx, bound.card_binding_id, site);
      await noteBound(tx, house, { account: named.account, vouched_by: [site] }, verified, first.address);
      const proof = proofOfBinding({ ...bound, vouched_by: [...bound.vouched_by, site] });
      return { account: named.account, proof };
    }
  }
  const account = await findAccountById(tx, bound.account_id);
  if (!account || account.disabled) return notHeld('not_appointed', bound.account_id);
  return { account, proof: proofOfBinding(bound) };
};
