import { type RawBuilder, sql } from 'kysely';
import type { Profession } from '../access/contract.ts';
import type { Db, Tx } from '../platform/db.ts';

export type ServiceRow = {
  code: string;
  name: string;
  name_en: string;
  about: string;
  about_en: string;
  state: 'open' | 'building' | 'ended';
  opens_on: string | null;
  ended_on: string | null;
  implied_by: string | null;
};

const serviceColumns = sql`v.code, v.name, v.name_en, v.about, v.about_en, v.state, v.opens_on, v.ended_on, v.implied_by`;

export const findServices = async (db: Db | Tx): Promise<ServiceRow[]> => {
  const { rows } = await sql<ServiceRow>`select ${serviceColumns} from service v order by position`.execute(
    db,
  );
  return rows;
};

export const findService = async (db: Db | Tx, code: string): Promise<ServiceRow | undefined> =>
  (await findServices(db)).find((each) => each.code === code);

type Site = { code: string; kind: string };

export type OfferedRow = ServiceRow & {
  /** null: this kind may not apply */
  professions: Profession[] | null;
  applied_at: Date | null;
  applied_by: string | null;
  source: 'application' | 'unified_grant' | 'kept' | null;
  data_from: Date | null;
  holders: number;
};

/** Every service with what it is to an institution: may it apply, has it, how many hold it. */
export const findOffered = async (db: Db | Tx, site: Site): Promise<OfferedRow[]> => {
  const { rows } = await sql<OfferedRow>`
    select ${serviceColumns}, e.professions, p.applied_at, a.display_name as applied_by, p.source, p.data_from,
      (select count(*)::int from service_grant g
        where g.site_code = ${site.code} and g.service_code = v.code and g.ended_at is null) as holders
    from service v
      left join service_eligibility e on e.service_code = v.code and e.site_kind = ${site.kind}
      left join service_application p
        on p.service_code = v.code and p.site_code = ${site.code} and p.ended_at is null
      left join account a on a.account_id = p.applied_by
    order by v.position`.execute(db);
  return rows;
};

export type NewApplication = {
  site_code: string;
  service_code: string;
  applied_by: string;
  data_from: Date | null;
};

/** False when there is one already. */
export const insertApplication = async (tx: Tx, made: NewApplication, now: Date): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    insert into service_application (site_code, service_code, applied_at, applied_by, source, data_from)
    values (${made.site_code}, ${made.service_code}, ${now}, ${made.applied_by}, 'application', ${made.data_from})
    on conflict (site_code, service_code) where ended_at is null do nothing`.execute(tx);
  return numAffectedRows === 1n;
};

/** False when there is none. */
export const endApplication = async (
  tx: Tx,
  siteCode: string,
  service: string,
  by: string,
  now: Date,
): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    update service_application set ended_at = ${now}, ended_by = ${by}
    where site_code = ${siteCode} and service_code = ${service} and ended_at is null`.execute(tx);
  return numAffectedRows === 1n;
};

export type GrantRow = {
  grant_id: string;
  account_id: string;
  service_code: string;
  starts_on: string;
  ends_on: string | null;
  source: 'manager' | 'unified_grant';
  granted_at: Date;
  granted_by: string | null;
};

const grantsWhere = (condition: RawBuilder<unknown>) => sql<GrantRow>`
  select g.grant_id, g.account_id, g.service_code, g.starts_on, g.ends_on, g.source, g.granted_at,
    b.display_name as granted_by
  from service_grant g join service v on v.code = g.service_code
    left join account b on b.account_id = g.granted_by
  where g.ended_at is null and ${condition} order by v.position, g.grant_id`;

export const findGrantsAt = async (db: Db | Tx, siteCode: string): Promise<GrantRow[]> =>
  (await grantsWhere(sql`g.site_code = ${siteCode}`).execute(db)).rows;

export const findGrant = async (
  db: Db | Tx,
  siteCode: string,
  grantId: string,
): Promise<GrantRow | undefined> =>
  (await grantsWhere(sql`g.site_code = ${siteCode} and g.grant_id = ${grantId}`).execute(db)).rows[0];

export type NewGrant = {
  account_id: string;
  site_code: string;
  service_code: string;
  starts_on: string;
  ends_on: string | null;
  granted_by: string;
};

/** The id, or undefined when there is one that has not ended. */
export const insertGrant = async (tx: Tx, made: NewGrant, now: Date): Promise<string | undefined> => {
  const { rows } = await sql<{ grant_id: string }>`
    insert into service_grant (account_id, site_code, service_code, starts_on, ends_on, source, granted_at, granted_by)
    values (${made.account_id}, ${made.site_code}, ${made.service_code}, ${made.starts_on}, ${made.ends_on},
      'manager', ${now}, ${made.granted_by})
    on conflict (account_id, site_code, service_code) where ended_at is null do nothing
    returning grant_id`.execute(tx);
  return rows[0]?.grant_id;
};

export const setGrantDays = async (
  tx: Tx,
  grantId: string,
  days: { starts_on: string; ends_on: string | null },
): Promise<void> => {
  await sql`update service_grant set starts_on = ${days.starts_on}, ends_on = ${days.ends_on}
    where grant_id = ${grantId}`.execute(tx);
};

export const endGrant = async (tx: Tx, grantId: string, by: string, now: Date): Promise<void> => {
  await sql`update service_grant set ended_at = ${now}, ended_by = ${by}
    where grant_id = ${grantId} and ended_at is null`.execute(tx);
};

/**
 * R116: what ends together with 一般登入 ends on the day after its last one. Run when a day begins; answers the
 * codes that ended now.
 */
export const endTiedServices = async (db: Db, day: string): Promise<string[]> => {
  const { rows } = await sql<{ code: string }>`
    update service set state = 'ended', ended_on = (s.value #>> '{}')::date + 1
    from setting s
    where s.key = 'password_log_in_ends_on' and (s.value #>> '{}')::date < ${day}
      and ends_with_password_log_in and state <> 'ended'
    returning code`.execute(db);
  return rows.map(({ code }) => code);
};

// ── headquarters ────────────────────────────────────────────────────────────

export type Eligibility = { site_kind: string; professions: Profession[] };
export type CatalogueRow = ServiceRow & { eligibility: Eligibility[]; applications: number; grants: number };

export const findCatalogue = async (db: Db | Tx): Promise<CatalogueRow[]> => {
  const { rows } = await sql<CatalogueRow>`
    select ${serviceColumns},
      (select coalesce(jsonb_agg(jsonb_build_object('site_kind', e.site_kind, 'professions', e.professions)
          order by e.site_kind), '[]')
        from service_eligibility e where e.service_code = v.code) as eligibility,
      (select count(*)::int from service_application p
        where p.service_code = v.code and p.ended_at is null) as applications,
      (select count(*)::int from service_grant g
        where g.service_code = v.code and g.ended_at is null) as grants
    from service v order by v.position`.execute(db);
  return rows;
};

export type ServiceEdit = Omit<ServiceRow, 'code' | 'implied_by'> & { eligibility: Eligibility[] };

/** False when there is no such service. */
export const updateService = async (
  tx: Tx,
  code: string,
  edit: ServiceEdit,
  by: string,
  now: Date,
): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    update service set name = ${edit.name}, name_en = ${edit.name_en}, about = ${edit.about},
      about_en = ${edit.about_en}, state = ${edit.state}, opens_on = ${edit.opens_on},
      ended_on = ${edit.ended_on}, updated_at = ${now}, updated_by = ${by}
    where code = ${code}`.execute(tx);
  if (numAffectedRows !== 1n) return false;
  await sql`delete from service_eligibility where service_code = ${code}`.execute(tx);
  for (const { site_kind, professions } of edit.eligibility)
    await sql`insert into service_eligibility (service_code, site_kind, professions)
      values (${code}, ${site_kind}, ${professions}::text[])`.execute(tx);
  return true;
};
