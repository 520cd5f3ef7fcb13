import { insertAudit } from '../audit/index.ts';
import type { House } from '../house.ts';
import { personKeyOf, readNumber } from '../people/index.ts';
import { isoInstant, type Now } from '../platform/clock.ts';
import type { Tx } from '../platform/db.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import type { Session } from '../platform/session.ts';
import * as queries from './appointment-queries.ts';
import type { AppointmentView } from './contract.ts';
import { findCredential, saveInitialPassword } from './credentials.ts';
import { throughGate } from './log-in.ts';
import { hashPassword, makePassword } from './passwords.ts';
import { endSessionsAt } from './queries.ts';
import { type Role, stateOf } from './rules.ts';

export type Appointed = { appointment: AppointmentView; initial_password: string | null };
export type Warning = 'last_manager' | 'last_user' | 'last_of_office';
export type Changed = { appointment: AppointmentView; warnings: Warning[] };
type Days = { starts_on: string; ends_on: string | null };
export type NewPerson = Days & { display_name: string; number: string; role: Role };

export const presentAppointment = (
  row: queries.AppointmentRow,
  today: string,
  selfId: string | undefined,
): AppointmentView => ({
  appointment_id: Number(row.appointment_id),
  account: row.account,
  display_name: row.display_name,
  covered_number: row.covered_number,
  role: row.role,
  state: stateOf(row, today),
  starts_on: row.starts_on,
  ends_on: row.ends_on,
  suspended_why: row.suspended_why,
  appointed_at: isoInstant(row.appointed_at),
  appointed_by: row.appointed_by,
  password: row.password,
  last_log_in: row.last_log_in && isoInstant(row.last_log_in),
  professions: row.professions,
  services: row.services,
  is_self: row.account_id === selfId,
});

export const listAppointments = async (
  house: House,
  session: Session,
  of: readonly Role[],
): Promise<AppointmentView[]> => {
  const { day } = house.clock.now();
  const rows = await queries.findAppointments(house.db, session.site.code, of, day);
  return rows.map((row) => presentAppointment(row, day, session.account_id));
};

const judgeDays = ({ starts_on, ends_on }: Days, today: string): Refusal | undefined => {
  if (ends_on !== null && ends_on < starts_on) return refuse('days_reversed', { field: 'ends_on' });
  return ends_on !== null && ends_on < today ? refuse('last_day_over', { field: 'ends_on' }) : undefined;
};

const readAgain = async (tx: Tx, id: string, now: Now, session: Session): Promise<AppointmentView> => {
  const row = await queries.findAppointment(tx, id, now.day);
  if (!row) throw new Error('an appointment was written and is not there');
  return presentAppointment(row, now.day, session.account_id);
};

/** What the audit trail of the institution says of an act on somebody's appointment. */
const note = (
  tx: Tx,
  session: Session,
  now: Now,
  act: string,
  view: Pick<AppointmentView, 'account' | 'display_name' | 'role' | 'starts_on' | 'ends_on'>,
  more: { site_code?: string; reason?: string } = {},
): Promise<void> =>
  insertAudit(tx, [
    {
      now,
      act,
      outcome: 'done',
      account_id: session.account_id,
      site_code: more.site_code ?? session.site.code,
      address: session.address,
      detail: {
        of: view.account,
        name: view.display_name,
        role: view.role,
        starts_on: view.starts_on,
        ends_on: view.ends_on ?? '',
        ...(more.reason !== undefined && { reason: more.reason }),
      },
    },
  ]);

type Given = { account_id: string; site_code: string; by: string | null };

/** An initial password where there is none at this institution; null where there is one. */
const givePassword = async (tx: Tx, { account_id, site_code, by }: Given, hashed: Hashed, now: Date) => {
  if (await findCredential(tx, account_id, site_code)) return null;
  await saveInitialPassword(tx, { account_id, site_code, password_hash: hashed.hash, set_by: by }, now);
  return hashed.password;
};

type Hashed = { password: string; hash: string };
const makeHashed = async (): Promise<Hashed> => {
  const password = makePassword();
  return { password, hash: await hashPassword(password) };
};

const appointAccount = async (
  tx: Tx,
  session: Session,
  now: Now,
  made: { account_id: string; site_code: string; role: Role } & Days,
  hashed: Hashed,
): Promise<Appointed | Refusal> => {
  const by = session.account_id;
  const id = await queries.insertAppointment(tx, { ...made, appointed_by: by }, now.at);
  if (id === undefined) return refuse('already_appointed');
  const initial_password = await givePassword(tx, { ...made, by }, hashed, now.at);
  const appointment = await readAgain(tx, id, now, session);
  await note(tx, session, now, 'appointment:begin', appointment, { site_code: made.site_code });
  return { appointment, initial_password };
};

/**
 * Appoints a person at the institution of the session (R048-R060). A person is known by the ID number: one
 * account in the whole country, a password of its own at each institution. Refuses number_malformed,
 * days_reversed, last_day_over, already_appointed, name_differs (this number is known under another name).
 */
export const appoint = (house: House, session: Session, given: NewPerson): Promise<Appointed | Refusal> =>
  throughGate(async () => {
    const now = house.clock.now();
    const number = readNumber('01', given.number, undefined, now.day);
    const refusal = isRefusal(number) ? number : judgeDays(given, now.day);
    if (isRefusal(number) || refusal) return refusal ?? refuse('number_malformed');
    const hashed = await makeHashed();
    const display_name = given.display_name.normalize('NFC').trim();
    const person = {
      person_key: personKeyOf(house.keys.staff, number),
      covered_number: number.covered_number,
      display_name,
    };
    return house.db.transaction().execute(async (tx) => {
      const { code } = session.site;
      await queries.lockPeopleOf(tx, code);
      const account = await queries.ensurePerson(tx, person, now.at);
      if (account.account_id === session.account_id) return refuse('own_assignment');
      if (account.display_name !== display_name) return refuse('name_differs', { field: 'display_name' });
      const { role, starts_on, ends_on } = given;
      const made = { account_id: account.account_id, site_code: code, role, starts_on, ends_on };
      return appointAccount(tx, session, now, made, hashed);
    });
  });

/** R056: a manager becomes a user of the same institution. Refuses already_appointed, and days as `appoint`. */
export const appointSelf = (house: House, session: Session, days: Days): Promise<Appointed | Refusal> =>
  throughGate(async () => {
    const now = house.clock.now();
    const refusal = judgeDays(days, now.day);
    if (refusal) return refusal;
    const hashed = await makeHashed();
    return house.db.transaction().execute(async (tx) => {
      const { code } = session.site;
      await queries.lockPeopleOf(tx, code);
      const made = { account_id: session.account_id, site_code: code, role: 'user' as const, ...days };
      return appointAccount(tx, session, now, made, hashed);
    });
  });

export type Target = {
  appointment_id: string;
  /** the roles that this operation keeps */
  of: readonly Role[];
  /** true: at any institution, for the authority */
  anywhere?: boolean;
};

/** The live appointment that an act is about; nobody acts on their own, nor at another institution. */
const findTarget = async (
  tx: Tx,
  session: Session,
  target: Target,
  now: Now,
): Promise<queries.AppointmentRow | Refusal> => {
  const row = await queries.findAppointment(tx, target.appointment_id, now.day);
  const isHere = target.anywhere || row?.site_code === session.site.code;
  if (!row || !isHere || !target.of.includes(row.role)) return refuse('appointment_not_found');
  if (row.account_id === session.account_id) return refuse('own_assignment');
  return row.ended ? refuse('appointment_ended') : row;
};

type Act = (tx: Tx, row: queries.AppointmentRow, now: Now) => Promise<Refusal | undefined>;

/** Loads, lets `act` decide and write, notes it, and says what follows: one transaction. */
const change = (
  house: House,
  session: Session,
  target: Target,
  said: { act: string; reason?: string },
  act: Act,
): Promise<Changed | Refusal> =>
  house.db.transaction().execute(async (tx) => {
    const now = house.clock.now();
    const found = await queries.findAppointment(tx, target.appointment_id, now.day);
    if (found) await queries.lockPeopleOf(tx, found.site_code);
    const row = await findTarget(tx, session, target, now);
    if (isRefusal(row)) return row;
    const refusal = await act(tx, row, now);
    if (refusal) return refusal;
    const appointment = await readAgain(tx, row.appointment_id, now, session);
    const { reason } = said;
    await note(tx, session, now, said.act, appointment, {
      site_code: row.site_code,
      ...(reason !== undefined && { reason }),
    });
    return { appointment, warnings: await listWarnings(tx, row, now) };
  });

/** Nobody of this role is left at the institution, now or from a later day on. */
const listWarnings = async (tx: Tx, row: queries.AppointmentRow, now: Now): Promise<Warning[]> => {
  const all = await queries.findAppointments(tx, row.site_code, [row.role], now.day);
  if (all.some((each) => ['active', 'pending'].includes(stateOf(each, now.day)))) return [];
  if (row.role === 'manager') return ['last_manager'];
  if (row.role === 'user') return ['last_user'];
  return row.role === 'representative' ? [] : ['last_of_office'];
};

/** Refuses days_reversed, last_day_over, works_elsewhere (the name of somebody whom others know too). */
export const changeAppointment = (
  house: House,
  session: Session,
  target: Target,
  given: Days & { display_name: string },
): Promise<Changed | Refusal> =>
  change(house, session, target, { act: 'appointment:change' }, async (tx, row, now) => {
    const refusal = judgeDays(given, now.day);
    if (refusal) return refusal;
    const name = given.display_name.normalize('NFC').trim();
    if (name !== row.display_name) {
      if (await queries.worksElsewhere(tx, row.account_id, row.site_code))
        return refuse('works_elsewhere', { field: 'display_name' });
      await queries.setDisplayName(tx, row.account_id, name);
    }
    await queries.setDays(tx, row.appointment_id, given);
    return undefined;
  });

/** Effective at the next request of whoever is suspended. */
export const suspendAppointment = (
  house: House,
  session: Session,
  target: Target,
  reason: string,
): Promise<Changed | Refusal> =>
  change(house, session, target, { act: 'appointment:suspend', reason }, async (tx, row, now) => {
    if (row.suspended) return refuse('already_suspended');
    await queries.setSuspension(tx, row.appointment_id, reason, now.at);
    return undefined;
  });

export const resumeAppointment = (
  house: House,
  session: Session,
  target: Target,
): Promise<Changed | Refusal> =>
  change(house, session, target, { act: 'appointment:resume' }, async (tx, row, now) => {
    if (!row.suspended) return refuse('not_suspended');
    await queries.setSuspension(tx, row.appointment_id, null, now.at);
    return undefined;
  });

/** The appointment, and what was granted with it, ends for good. Ending the last manager is allowed and told. */
export const endAppointment = (house: House, session: Session, target: Target): Promise<Changed | Refusal> =>
  change(house, session, target, { act: 'appointment:end' }, async (tx, row, now) => {
    const by = session.account_id;
    await queries.endAppointment(tx, row.appointment_id, by, now.at);
    if (row.role === 'user') await queries.endGrantsOf(tx, row, by, now.at);
    return undefined;
  });

/**
 * R054, R055: a new initial password at this institution, shown once, and every session there ends. A
 * manager's is reset by the representative alone, also where the manager is a user too.
 */
export const resetPassword = (house: House, session: Session, target: Target): Promise<Appointed | Refusal> =>
  throughGate(async () => {
    const hashed = await makeHashed();
    const done = await change(house, session, target, { act: 'password:reset' }, async (tx, row, now) => {
      const { account_id, site_code } = row;
      if (row.role === 'user') {
        const managers = await queries.findAppointments(tx, site_code, ['manager'], now.day);
        if (managers.some((each) => each.account_id === account_id && !each.ended))
          return refuse('reset_by_representative');
      }
      const given = { account_id, site_code, password_hash: hashed.hash, set_by: session.account_id };
      await saveInitialPassword(tx, given, now.at);
      await endSessionsAt(tx, row, house.clock.real());
      return undefined;
    });
    return isRefusal(done) ? done : { appointment: done.appointment, initial_password: hashed.password };
  });

/**
 * 發給機構代表密碼: the institution itself as an account, its code the name. Again is a reset, which ends its
 * sessions. Refuses institution_not_found.
 */
export const issueRepresentative = (
  house: House,
  session: Session,
  siteCode: string,
): Promise<Appointed | Refusal> =>
  throughGate(async () => {
    const hashed = await makeHashed();
    const now = house.clock.now();
    return house.db.transaction().execute(async (tx) => {
      await queries.lockPeopleOf(tx, siteCode);
      const account_id =
        siteCode === queries.authorityCode
          ? undefined
          : await queries.ensureInstitutionAccount(tx, siteCode, now.at);
      if (account_id === undefined) return refuse('institution_not_found');
      const by = session.account_id;
      const made = { account_id, site_code: siteCode, role: 'representative' as const };
      const days = { starts_on: now.day, ends_on: null };
      await queries.insertAppointment(tx, { ...made, ...days, appointed_by: by }, now.at);
      await saveInitialPassword(tx, { ...made, password_hash: hashed.hash, set_by: by }, now.at);
      await endSessionsAt(tx, made, house.clock.real());
      const rows = await queries.findAppointments(tx, siteCode, ['representative'], now.day);
      const live = rows.find((row) => row.account_id === account_id && !row.ended);
      if (!live) throw new Error('a representative was appointed and is not there');
      const appointment = presentAppointment(live, now.day, by);
      await note(tx, session, now, 'representative:issue', appointment, { site_code: siteCode });
      return { appointment, initial_password: hashed.password };
    });
  });
