import { insertAudit } from '../audit/index.ts';
import { isoInstant, type Now } from '../platform/clock.ts';
import type { Tx } from '../platform/db.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { Session } from '../platform/session.ts';
import * as queries from './appointment-queries.ts';
import type { AppointmentView } from './contract.ts';
import { hashPassword, makePassword } from './passwords.ts';
import { type Role, stateOf } from './rules.ts';
import { throughGate } from './tries.ts';

/** What every act on an appointment shares: how it is shown, judged, noted, and given a password. */

export type Appointed = { appointment: AppointmentView; initial_password: string | null };
export type Warning = 'last_manager' | 'last_user' | 'last_of_office';
export type Changed = { appointment: AppointmentView; warnings: Warning[] };
export type Days = { starts_on: string; ends_on: string | null };
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
  cards: row.cards,
  passkeys: row.passkeys,
  last_log_in: row.last_log_in && isoInstant(row.last_log_in),
  professions: row.professions,
  services: row.services,
  is_self: row.account_id === selfId,
});

export const judgeDays = ({ starts_on, ends_on }: Days, today: string): Refusal | undefined => {
  if (ends_on !== null && ends_on < starts_on) return refuse('days_reversed', { field: 'ends_on' });
  return ends_on !== null && ends_on < today ? refuse('last_day_over', { field: 'ends_on' }) : undefined;
};

export const readAgain = async (tx: Tx, id: string, now: Now, session: Session): Promise<AppointmentView> => {
  const row = await queries.findAppointment(tx, id, now.day);
  if (!row) throw new Error('an appointment was written and is not there');
  return presentAppointment(row, now.day, session.account_id);
};

/** What the audit trail of the institution says of an act on somebody's appointment. */
export const note = (
  tx: Tx,
  session: Session,
  now: Now,
  act: string,
  view: Pick<AppointmentView, 'account' | 'display_name' | 'role' | 'starts_on' | 'ends_on'>,
  { site_code, ...more }: { site_code: string; reason?: string; name_before?: string },
): Promise<void> =>
  insertAudit(tx, [
    {
      now,
      act,
      outcome: 'done',
      account_id: session.account_id,
      site_code,
      address: session.address,
      detail: {
        of: view.account,
        name: view.display_name,
        role: view.role,
        starts_on: view.starts_on,
        ends_on: view.ends_on ?? '',
        ...more,
      },
    },
  ]);

export type Hashed = { password: string; hash: string };

/** A new initial password with its hash: made at the gate of the heavy work, before anything is locked. */
export const makeHashed = (): Promise<Hashed | Refusal> =>
  throughGate(async () => {
    const password = makePassword();
    return { password, hash: await hashPassword(password) };
  });
