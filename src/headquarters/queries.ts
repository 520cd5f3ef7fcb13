import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../platform/db.ts';

export type InstitutionRow = {
  code: string;
  short_name: string;
  full_name: string;
  kind: string;
  county: string;
  township: string;
  is_test: boolean;
  contract_starts_on: string;
  contract_ends_on: string | null;
  suspended_at: Date | null;
  suspended_why: string | null;
  representative: boolean;
  managers: number;
  users: number;
  services: string[];
};

const select = (condition: RawBuilder<unknown>, most: number) => sql<InstitutionRow>`
  select i.code, i.short_name, i.full_name, i.kind, i.county, i.township, i.is_test, i.contract_starts_on,
    i.contract_ends_on, i.suspended_at, i.suspended_why,
    coalesce(p.representatives, 0) > 0 as representative, coalesce(p.managers, 0) as managers,
    coalesce(p.users, 0) as users,
    (select coalesce(array_agg(s.service_code order by s.service_code), '{}') from service_application s
      where s.site_code = i.code and s.ended_at is null) as services
  from site i left join lateral (
    select count(*) filter (where role = 'representative')::int as representatives,
      count(*) filter (where role = 'manager')::int as managers, count(*) filter (where role = 'user')::int as users
    from appointment where site_code = i.code and ended_at is null) p on true
  where i.kind <> 'authority' and ${condition}
  order by i.code limit ${most}`;

export type InstitutionSearch = {
  text: string;
  kind: string | undefined;
  /** only institutions where nobody holds this role */
  lacks: 'representative' | 'manager' | undefined;
  after: string;
};

const matches = ({ text, kind, lacks }: InstitutionSearch): RawBuilder<unknown> => {
  // A pattern of the reader's own signs would search the whole country for everything.
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql`(${text} = '' or i.code like ${pattern} or i.full_name like ${pattern} or i.short_name like ${pattern}
      or i.county || i.township like ${pattern})
    and (${kind ?? null}::text is null or i.kind = ${kind ?? null})
    and (${lacks ?? null}::text is null or not exists (select from appointment a
      where a.site_code = i.code and a.role = ${lacks ?? null} and a.ended_at is null))`;
};

export const findInstitutions = async (
  db: Db,
  search: InstitutionSearch,
  most: number,
): Promise<InstitutionRow[]> =>
  (await select(sql`i.code > ${search.after} and ${matches(search)}`, most).execute(db)).rows;

export const countInstitutions = async (db: Db, search: InstitutionSearch): Promise<number> => {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from site i where i.kind <> 'authority' and ${matches(search)}`.execute(db);
  return rows[0]?.n ?? 0;
};

export const findInstitution = async (db: Db | Tx, code: string): Promise<InstitutionRow | undefined> =>
  (await select(sql`i.code = ${code}`, 1).execute(db)).rows[0];

export const setSiteSuspension = async (
  tx: Tx,
  code: string,
  why: string | null,
  now: Date,
): Promise<void> => {
  await sql`update site set suspended_at = ${why === null ? null : now}, suspended_why = ${why}
    where code = ${code}`.execute(tx);
};
