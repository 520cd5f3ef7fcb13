import { type RawBuilder, sql } from 'kysely';
import type { CertificateCard } from '../../agent/protocol.ts';
import type { Db, Tx } from '../platform/db.ts';
import type { Profession } from './contract.ts';
import type { Role } from './rules.ts';

/** An appointment with what the level above is shown of it. */
export type AppointmentRow = {
  appointment_id: string;
  account_id: string;
  account: string;
  display_name: string;
  covered_number: string | null;
  person_key: string | null;
  site_code: string;
  role: Role;
  starts_on: string;
  ends_on: string | null;
  suspended: boolean;
  suspended_why: string | null;
  /** suspended by the authority, which alone may resume */
  by_authority: boolean;
  ended: boolean;
  appointed_at: Date;
  appointed_by: string | null;
  password: 'initial' | 'own' | 'none';
  cards: CertificateCard[];
  passkeys: number;
  last_log_in: Date | null;
  professions: Profession[];
  services: string[];
};

const select = (
  day: string,
  condition: RawBuilder<unknown>,
): RawBuilder<AppointmentRow> => sql<AppointmentRow>`
  select p.appointment_id, p.account_id, a.name as account, a.display_name, a.covered_number, a.person_key, p.site_code, p.role,
    p.starts_on, p.ends_on, p.suspended_at is not null as suspended, p.suspended_why,
    p.suspended_by_authority as by_authority,
    p.ended_at is not null as ended, p.appointed_at, b.display_name as appointed_by,
    case when c.is_initial then 'initial' when c.account_id is not null then 'own' else 'none' end as password,
    (select coalesce(array_agg(k.card order by k.card), '{}') from card_binding k
      where k.account_id = p.account_id and k.ended_at is null) as cards,
    (select count(*)::int from passkey k where k.account_id = p.account_id and k.ended_at is null) as passkeys,
    (select max(s.created_at) from session s
      where s.account_id = p.account_id and s.site_code = p.site_code) as last_log_in,
    (select coalesce(array_agg(r.profession order by r.profession), '{}') from practice_registration r
      where r.person_key = a.person_key and r.site_code = p.site_code
        and r.starts_on <= ${day} and (r.ends_on is null or r.ends_on >= ${day})) as professions,
    (select coalesce(array_agg(g.service_code order by g.service_code), '{}') from service_grant g
      where g.account_id = p.account_id and g.site_code = p.site_code and g.ended_at is null
        and p.role = 'user') as services
  from appointment p join account a using (account_id)
    left join account b on b.account_id = p.appointed_by
    left join credential c on c.account_id = p.account_id and c.site_code = p.site_code
  where ${condition}
  order by p.ended_at is not null, a.display_name, p.appointment_id
  limit 5000`;

/** Those of an institution in some roles; the ended ones come last. */
export const findAppointments = async (
  db: Db | Tx,
  siteCode: string,
  of: readonly Role[],
  day: string,
): Promise<AppointmentRow[]> => {
  const condition = sql`p.site_code = ${siteCode} and p.role = any(${of}::text[])`;
  const { rows } = await select(day, condition).execute(db);
  return rows;
};

export const findAppointment = async (
  db: Db | Tx,
  appointmentId: string,
  day: string,
): Promise<AppointmentRow | undefined> => {
  const { rows } = await select(day, sql`p.appointment_id = ${appointmentId}`).execute(db);
  return rows[0];
};

/** One change of an institution's people at a time, until the transaction ends. */
export const lockPeopleOf = async (tx: Tx, siteCode: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`people of ${siteCode}`}, 0))`.execute(tx);
};

/** Adds the account of a person, or finds the one that this key has; two that come at once get the same. */
export const ensurePerson = async (
  tx: Tx,
  person: { person_key: string; covered_number: string; display_name: string; last_four_mark: Buffer },
  now: Date,
): Promise<{ account_id: string; display_name: string }> => {
  const { rows } = await sql<{ account_id: string; display_name: string }>`
    insert into account (name, display_name, kind, person_key, covered_number, last_four_mark, created_at)
    values ('u' || nextval('account_number'), ${person.display_name}, 'person', ${person.person_key},
      ${person.covered_number}, ${person.last_four_mark}, ${now})
    on conflict (person_key) do update set last_four_mark = excluded.last_four_mark
    returning account_id, display_name`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('an account was written and is not there');
  return row;
};

/** The account of an institution itself: its code is the name (機構代碼). */
export const ensureInstitutionAccount = async (
  tx: Db | Tx,
  siteCode: string,
  now: Date,
): Promise<string | undefined> => {
  const { rows } = await sql<{ account_id: string }>`
    insert into account (name, display_name, kind, created_at)
    select lower(code), left(short_name || '機構代表', 40), 'institution', ${now} from site where code = ${siteCode}
    on conflict (name) do update set name = excluded.name where account.kind = 'institution'
    returning account_id`.execute(tx);
  return rows[0]?.account_id;
};

export type NewAppointment = {
  account_id: string;
  site_code: string;
  role: Role;
  starts_on: string;
  ends_on: string | null;
  appointed_by: string | null;
};

/** The id of the new appointment, or undefined when there is one that has not ended. */
export const insertAppointment = async (
  tx: Db | Tx,
  made: NewAppointment,
  now: Date,
): Promise<string | undefined> => {
  const { rows } = await sql<{ appointment_id: string }>`
    insert into appointment (account_id, site_code, role, starts_on, ends_on, appointed_at, appointed_by)
    values (${made.account_id}, ${made.site_code}, ${made.role}, ${made.starts_on}, ${made.ends_on}, ${now},
      ${made.appointed_by})
    on conflict (account_id, site_code, role) where ended_at is null do nothing
    returning appointment_id`.execute(tx);
  return rows[0]?.appointment_id;
};

/** One that was suspended, or whose days are over or yet to come, counts again from a day on. */
export const reopenAppointment = async (
  tx: Tx,
  made: Omit<NewAppointment, 'appointed_by'>,
): Promise<void> => {
  await sql`update appointment set suspended_at = null, suspended_why = null, suspended_by_authority = false,
      ends_on = ${made.ends_on},
      starts_on = least(starts_on, ${made.starts_on}::date)
    where account_id = ${made.account_id} and site_code = ${made.site_code} and role = ${made.role}
      and ended_at is null`.execute(tx);
};

export const setDays = async (
  tx: Tx,
  appointmentId: string,
  days: { starts_on: string; ends_on: string | null },
): Promise<void> => {
  await sql`update appointment set starts_on = ${days.starts_on}, ends_on = ${days.ends_on}
    where appointment_id = ${appointmentId}`.execute(tx);
};

/** Answers the former name; undefined when the account is called so already. To be locked beforehand. */
export const setDisplayName = async (
  tx: Tx,
  accountId: string,
  name: string,
): Promise<string | undefined> => {
  const { rows } = await sql<{ former: string }>`
    update account a set display_name = ${name}
    from (select account_id, display_name as former from account where account_id = ${accountId}) before
    where a.account_id = before.account_id and former <> ${name} returning former`.execute(tx);
  return rows[0]?.former;
};

/** The roles that have not ended of an account at an institution, whatever their days. */
export const findLiveRoles = async (
  tx: Tx,
  accountId: string,
  siteCode: string,
): Promise<{ role: Role; by_authority: boolean }[]> => {
  const { rows } = await sql<{ role: Role; by_authority: boolean }>`
    select role, suspended_by_authority as by_authority from appointment
    where account_id = ${accountId} and site_code = ${siteCode} and ended_at is null`.execute(tx);
  return rows;
};

/** Does this account belong to another institution too, now or from a later day on? */
export const worksElsewhere = async (tx: Tx, accountId: string, siteCode: string): Promise<boolean> => {
  const { rows } = await sql`select from appointment
    where account_id = ${accountId} and site_code <> ${siteCode} and ended_at is null limit 1`.execute(tx);
  return rows.length > 0;
};

/** Is this account appointed at an institution, now or from a later day on? */
export const worksAt = async (tx: Tx, accountId: string, siteCode: string): Promise<boolean> => {
  const { rows } = await sql`select from appointment
    where account_id = ${accountId} and site_code = ${siteCode} and ended_at is null limit 1`.execute(tx);
  return rows.length > 0;
};

export const setSuspension = async (
  tx: Tx,
  appointmentId: string,
  suspension: { why: string; by_authority: boolean } | null,
  now: Date,
): Promise<void> => {
  await sql`update appointment set suspended_at = ${suspension && now},
      suspended_why = ${suspension?.why ?? null}, suspended_by_authority = ${suspension?.by_authority ?? false}
    where appointment_id = ${appointmentId}`.execute(tx);
};

export const endAppointment = async (tx: Tx, appointmentId: string, by: string, now: Date): Promise<void> => {
  await sql`update appointment set ended_at = ${now}, ended_by = ${by}
    where appointment_id = ${appointmentId}`.execute(tx);
};

/** Ends what a user was granted at an institution: an appointment that ended leaves nothing behind. */
export const endGrantsOf = async (
  tx: Tx,
  { account_id, site_code }: { account_id: string; site_code: string },
  by: string,
  now: Date,
): Promise<void> => {
  await sql`update service_grant set ended_at = ${now}, ended_by = ${by}
    where account_id = ${account_id} and site_code = ${site_code} and ended_at is null`.execute(tx);
};

/** The authority as an institution of its own, where its people are appointed. */
export const authorityCode = 'HQ00000000';

export const ensureAuthority = async (db: Db | Tx, now: Date): Promise<void> => {
  await sql`insert into site (code, full_name, short_name, kind, county, check_digit_ok, created_at, updated_at)
    values (${authorityCode}, '衛生福利部中央健康保險署', '中央健康保險署', 'authority', '', true, ${now}, ${now})
    on conflict (code) do nothing`.execute(db);
};
