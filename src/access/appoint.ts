import type { House } from '../house.ts';
import { personKeyOf, readNumber } from '../people/index.ts';
import type { Now } from '../platform/clock.ts';
import type { Tx } from '../platform/db.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import type { Session } from '../platform/session.ts';
import {
  type Appointed,
  type Days,
  type Hashed,
  judgeDays,
  makeHashed,
  type NewPerson,
  note,
  presentAppointment,
  readAgain,
} from './appointment-acts.ts';
import * as queries from './appointment-queries.ts';
import { lastFourMarkOf } from './bindings.ts';
import { findCredential, saveInitialPassword } from './credentials.ts';
import { endSessionsAt } from './queries.ts';
import { renameAccount } from './release-cards.ts';
import type { Role } from './rules.ts';

type Made = { account_id: string; site_code: string; role: Role } & Days;

/**
 * May the password that somebody has here stay? Only one that stands for as much already: a manager's for a
 * user, an office's for another office. Any other may be known to whoever could reset it till now.
 */
const mayKeepPassword = (role: Role, live: readonly Role[]): boolean =>
  role === 'user' ? live.includes('manager') : live.some((each) => each.startsWith('hq_'));

/** An initial password, in place of one that may not stay; null where it stays. */
const givePassword = async (
  house: House,
  tx: Tx,
  made: Made,
  live: readonly Role[],
  by: string,
  hashed: Hashed,
) => {
  const { account_id, site_code } = made;
  if (mayKeepPassword(made.role, live) && (await findCredential(tx, account_id, site_code))) return null;
  const given = { account_id, site_code, password_hash: hashed.hash, set_by: by };
  await saveInitialPassword(tx, given, house.clock.now().at);
  await endSessionsAt(tx, { account_id, site_code }, house.clock.real());
  return hashed.password;
};

type Work = { house: House; session: Session; now: Now; hashed: Hashed };

const appointAccount = async (
  tx: Tx,
  { house, session, now, hashed }: Work,
  made: Made,
  more: { name_before?: string } = {},
): Promise<Appointed | Refusal> => {
  const { account_id, site_code } = made;
  const before = await queries.findLiveRoles(tx, account_id, site_code);
  if (before.some((each) => each.by_authority)) return refuse('suspended_by_authority');
  const live = before.map(({ role }) => role);
  if (live.includes(made.role)) return refuse('already_appointed');
  // What a former appointment left behind begins to work for nobody.
  if (made.role === 'user') await queries.endGrantsOf(tx, made, session.account_id, now.at);
  const id = await queries.insertAppointment(tx, { ...made, appointed_by: session.account_id }, now.at);
  if (id === undefined) return refuse('already_appointed');
  const initial_password = await givePassword(house, tx, made, live, session.account_id, hashed);
  const appointment = await readAgain(tx, id, now, session);
  await note(tx, session, now, 'appointment:begin', appointment, { site_code, ...more });
  return { appointment, initial_password };
};

/**
 * Appoints a person at the institution of the session (R048-R060). A person is known by the ID number: one
 * account in the whole country, a password of its own at each institution. The name is the institution's to
 * write as long as the person works nowhere else. Refuses number_malformed, days_reversed, last_day_over,
 * already_appointed, name_differs, suspended_by_authority, too_many_checks {seconds}, too_busy.
 */
export const appoint = async (
  house: House,
  session: Session,
  given: NewPerson,
): Promise<Appointed | Refusal> => {
  const now = house.clock.now();
  const number = readNumber('01', given.number, undefined, now.day);
  if (isRefusal(number)) return number;
  const seconds = house.limitChecks(session.account_id, house.clock.real());
  if (seconds > 0) return refuse('too_many_checks', { params: { seconds } });
  const refusal = judgeDays(given, now.day);
  if (refusal) return refusal;
  const hashed = await makeHashed();
  if (isRefusal(hashed)) return hashed;
  const display_name = given.display_name.normalize('NFC').trim();
  const person_key = personKeyOf(house.keys.staff, number);
  const last_four_mark = lastFourMarkOf(house.keys.staff, number.number.slice(-4));
  const { covered_number } = number;
  const person = { person_key, covered_number, display_name, last_four_mark };
  return house.db.transaction().execute(async (tx) => {
    const { code } = session.site;
    await queries.lockPeopleOf(tx, code);
    const account = await queries.ensurePerson(tx, person, now.at);
    const { account_id } = account;
    if (account_id === session.account_id) return refuse('own_assignment');
    const isRenamed = account.display_name !== display_name;
    if (isRenamed && (await queries.worksElsewhere(tx, account_id, code)))
      return refuse('name_differs', { field: 'display_name' });
    const { role, starts_on, ends_on } = given;
    const made = { account_id, site_code: code, role, starts_on, ends_on };
    const more = isRenamed ? { name_before: account.display_name } : {};
    const done = await appointAccount(tx, { house, session, now, hashed }, made, more);
    if (isRenamed && !isRefusal(done)) {
      await renameAccount(house, tx, { account_id, display_name }, session.account_id);
      return { ...done, appointment: { ...done.appointment, display_name } };
    }
    return done;
  });
};

/** R056: a manager becomes a user of the same institution. Refuses already_appointed, and days as `appoint`. */
export const appointSelf = async (
  house: House,
  session: Session,
  days: Days,
): Promise<Appointed | Refusal> => {
  const now = house.clock.now();
  const refusal = judgeDays(days, now.day);
  if (refusal) return refusal;
  const hashed = await makeHashed();
  if (isRefusal(hashed)) return hashed;
  return house.db.transaction().execute(async (tx) => {
    const { code } = session.site;
    await queries.lockPeopleOf(tx, code);
    const made = { account_id: session.account_id, site_code: code, role: 'user' as const, ...days };
    return appointAccount(tx, { house, session, now, hashed }, made);
  });
};

/**
 * 發給機構代表密碼: the institution itself as an account, its code the name. Again is a reset, which ends its
 * sessions. Refuses institution_not_found, and already_suspended for a representative who is.
 */
export const issueRepresentative = async (
  house: House,
  session: Session,
  siteCode: string,
): Promise<Appointed | Refusal> => {
  const hashed = await makeHashed();
  if (isRefusal(hashed)) return hashed;
  const now = house.clock.now();
  return house.db.transaction().execute(async (tx) => {
    await queries.lockPeopleOf(tx, siteCode);
    const isAuthority = siteCode === queries.authorityCode;
    const account_id = isAuthority ? undefined : await queries.ensureInstitutionAccount(tx, siteCode, now.at);
    if (account_id === undefined) return refuse('institution_not_found');
    const by = session.account_id;
    const made = { account_id, site_code: siteCode, role: 'representative' as const };
    const days = { starts_on: now.day, ends_on: null };
    await queries.insertAppointment(tx, { ...made, ...days, appointed_by: by }, now.at);
    const rows = await queries.findAppointments(tx, siteCode, ['representative'], now.day);
    const live = rows.find((row) => row.account_id === account_id && !row.ended);
    if (!live) throw new Error('a representative was appointed and is not there');
    if (live.suspended) return refuse('already_suspended');
    await saveInitialPassword(tx, { ...made, password_hash: hashed.hash, set_by: by }, now.at);
    await endSessionsAt(tx, made, house.clock.real());
    const appointment = { ...presentAppointment(live, now.day, by), password: 'initial' as const };
    await note(tx, session, now, 'representative:issue', appointment, { site_code: siteCode });
    return { appointment, initial_password: hashed.password };
  });
};
