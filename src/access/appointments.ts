import type { House } from '../house.ts';
import type { Now } from '../platform/clock.ts';
import type { Tx } from '../platform/db.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import type { Session } from '../platform/session.ts';
import {
  type Appointed,
  type Changed,
  type Days,
  judgeDays,
  makeHashed,
  note,
  presentAppointment,
  readAgain,
  type Warning,
} from './appointment-acts.ts';
import * as queries from './appointment-queries.ts';
import { lockAccount } from './binding-queries.ts';
import type { AppointmentView } from './contract.ts';
import { saveInitialPassword } from './credentials.ts';
import { endSessionsAt } from './queries.ts';
import { endCards, judgePersonChange, renameAccount } from './release-cards.ts';
import { type Role, stateOf } from './rules.ts';

export const listAppointments = async (
  house: House,
  session: Session,
  of: readonly Role[],
): Promise<AppointmentView[]> => {
  const { day } = house.clock.now();
  const rows = await queries.findAppointments(house.db, session.site.code, of, day);
  return rows.map((row) => presentAppointment(row, day, session.account_id));
};

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
  const find = () => queries.findAppointment(tx, target.appointment_id, now.day);
  const found = await find();
  // Looked at before it is locked: another institution's people are nobody's here to hold up.
  const isHere = target.anywhere || found?.site_code === session.site.code;
  if (!found || !isHere || !target.of.includes(found.role)) return refuse('appointment_not_found');
  if (found.account_id === session.account_id) return refuse('own_assignment');
  await queries.lockPeopleOf(tx, found.site_code);
  const row = await find();
  if (!row || row.ended) return refuse('appointment_ended');
  return row.by_authority && !target.anywhere ? refuse('suspended_by_authority') : row;
};

/** Writes, or refuses before it has written; may answer more for the audit trail. */
type Act = (
  tx: Tx,
  row: queries.AppointmentRow,
  now: Now,
) => Promise<Refusal | { name_before?: string } | undefined>;

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
    const row = await findTarget(tx, session, target, now);
    if (isRefusal(row)) return row;
    const done = await act(tx, row, now);
    if (isRefusal(done)) return done;
    const appointment = await readAgain(tx, row.appointment_id, now, session);
    const { act: name, ...reason } = said;
    await note(tx, session, now, name, appointment, { site_code: row.site_code, ...reason, ...done });
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

/**
 * Refuses days_reversed, last_day_over, works_elsewhere (the name of somebody whom others know too: of its own
 * people the authority writes it all the same, since nobody else may).
 */
export const changeAppointment = (
  house: House,
  session: Session,
  target: Target,
  given: Days & { display_name: string },
): Promise<Changed | Refusal> =>
  change(house, session, target, { act: 'appointment:change' }, async (tx, row, now) => {
    const refusal = judgeDays(given, now.day);
    if (refusal) return refusal;
    const { account_id, site_code } = row;
    const display_name = given.display_name.normalize('NFC').trim();
    const isRenamed = display_name !== row.display_name;
    if (isRenamed) await lockAccount(tx, account_id);
    const isOwn = site_code === queries.authorityCode;
    if (isRenamed && !isOwn && (await queries.worksElsewhere(tx, account_id, site_code)))
      return refuse('works_elsewhere', { field: 'display_name' });
    const renamed = isRenamed
      ? await renameAccount(house, tx, { account_id, display_name }, session.account_id)
      : undefined;
    await queries.setDays(tx, row.appointment_id, given);
    return renamed && { name_before: renamed.name_before };
  });

/** The authority corrects a name, wherever the person works; of its own people who keeps them. Refuses person_of_authority. */
export const renamePerson = (
  house: House,
  session: Session,
  target: Target,
  given: { display_name: string },
): Promise<Changed | Refusal> =>
  change(house, session, target, { act: 'person:rename' }, async (tx, row) => {
    const unfit = await judgePersonChange(tx, row, target);
    if (unfit) return unfit;
    const display_name = given.display_name.normalize('NFC').trim();
    const { account_id } = row;
    const renamed = await renameAccount(house, tx, { account_id, display_name }, session.account_id);
    return renamed && { name_before: renamed.name_before };
  });

/** Effective at the next request of whoever is suspended. What the authority suspends it alone resumes. */
export const suspendAppointment = (
  house: House,
  session: Session,
  target: Target,
  reason: string,
): Promise<Changed | Refusal> =>
  change(house, session, target, { act: 'appointment:suspend', reason }, async (tx, row, now) => {
    if (row.suspended) return refuse('already_suspended');
    const by_authority = target.anywhere === true;
    await queries.setSuspension(tx, row.appointment_id, { why: reason, by_authority }, now.at);
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

/**
 * The appointment, and what was granted with it, ends for good; with the last one here end the sessions.
 * Ending the last manager is allowed and told.
 */
export const endAppointment = (house: House, session: Session, target: Target): Promise<Changed | Refusal> =>
  change(house, session, target, { act: 'appointment:end' }, async (tx, row, now) => {
    const by = session.account_id;
    await queries.endAppointment(tx, row.appointment_id, by, now.at);
    if (row.role === 'user') await queries.endGrantsOf(tx, row, by, now.at);
    const left = await queries.findLiveRoles(tx, row.account_id, row.site_code);
    if (left.length === 0) await endSessionsAt(tx, row, house.clock.real());
    return undefined;
  });

/**
 * R054, R055: a new initial password at this institution, shown once, and every session there ends. A
 * manager's is reset by the representative alone, also where the manager is a user too.
 */
export const resetPassword = async (
  house: House,
  session: Session,
  target: Target,
): Promise<Appointed | Refusal> => {
  const hashed = await makeHashed();
  if (isRefusal(hashed)) return hashed;
  const done = await change(house, session, target, { act: 'password:reset' }, async (tx, row, now) => {
    const { account_id, site_code } = row;
    const live = await queries.findLiveRoles(tx, account_id, site_code);
    if (row.role === 'user' && live.some(({ role }) => role === 'manager'))
      return refuse('reset_by_representative');
    const given = { account_id, site_code, password_hash: hashed.hash, set_by: session.account_id };
    await saveInitialPassword(tx, given, now.at);
    await endSessionsAt(tx, row, house.clock.real());
    return undefined;
  });
  return isRefusal(done) ? done : { appointment: done.appointment, initial_password: hashed.password };
};

/**
 * 解除卡片綁定: no card and no passkey of this person opens anything until a card is bound anew; sessions that
 * began with one end. Refuses no_cards_bound, cards_elsewhere, person_of_authority.
 */
export const releaseCards = (house: House, session: Session, target: Target): Promise<Changed | Refusal> =>
  change(house, session, target, { act: 'card:release' }, async (tx, row) => {
    const unfit = await judgePersonChange(tx, row, target);
    if (unfit) return unfit;
    const ended = await endCards(house, tx, row.account_id, session.account_id);
    return ended === 0 ? refuse('no_cards_bound') : undefined;
  });
