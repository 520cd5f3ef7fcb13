import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../db/tables.ts';
import type { ListedSite } from './read-sites.ts';
import { testSiteCode } from './test-site.ts';

export type Site = ListedSite & { is_test: boolean; allotted: boolean };

const columns = [
  'code',
  'full_name',
  'short_name',
  'kind',
  'county',
  'township',
  'address',
  'phone',
  'longitude',
  'latitude',
  'is_test',
  'allotted',
  'check_digit_ok',
] as const satisfies readonly (keyof Site)[];

const types: Partial<Record<keyof Site, string>> = {
  longitude: 'double precision',
  latitude: 'double precision',
  is_test: 'boolean',
  allotted: 'boolean',
  check_digit_ok: 'boolean',
};

const names = sql.raw(columns.join(', '));

/** The rows as a table named `listed`: one array per column, so that a thousand rows are one statement. */
const asTable = (rows: readonly Site[]): RawBuilder<unknown> => {
  const arrays = columns.map(
    (column) => sql`${rows.map((row) => row[column])}::${sql.raw(types[column] ?? 'text')}[]`,
  );
  return sql`unnest(${sql.join(arrays)}) as listed (${names})`;
};

/** One writer of lists at a time: two that came in different order would wait for each other for ever. */
export const lockSiteLists = async (db: Db): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('evenhand.site_lists', 0))`.execute(db);
};

/**
 * Stores listed sites: new ones are created, known ones take what the list says. An empty field of the list
 * is "not told" and keeps what is known; a short name that somebody set stays; a list adds to the allotted
 * sites and takes nobody off. Rows that would not change are not touched. Codes must be distinct.
 */
export const upsertSites = async (
  db: Db,
  rows: readonly Site[],
  now: Date,
): Promise<{ created: number; updated: number }> => {
  const updatable = [
    'full_name',
    'short_name',
    'kind',
    'county',
    'township',
    'address',
    'phone',
    'longitude',
    'latitude',
    'allotted',
    'check_digit_ok',
  ];
  const merged = sql`(
    excluded.full_name,
    case
      when excluded.short_name <> left(excluded.full_name, 5) then excluded.short_name
      when site.short_name <> left(site.full_name, 5) then site.short_name
      else excluded.short_name
    end,
    excluded.kind,
    excluded.county,
    coalesce(nullif(excluded.township, ''), case when excluded.address = '' then site.township else '' end),
    coalesce(nullif(excluded.address, ''), site.address),
    coalesce(nullif(excluded.phone, ''), site.phone),
    coalesce(excluded.longitude, site.longitude),
    coalesce(excluded.latitude, site.latitude),
    site.allotted or (excluded.allotted and not site.is_test),
    excluded.check_digit_ok
  )`;
  const { rows: written } = await sql<{ created: boolean }>`
    insert into site (${names}, created_at, updated_at)
    select ${names}, ${now}, ${now} from ${asTable(rows)}
    on conflict (code) do update
      set (${sql.raw(updatable.join(', '))}) = ${merged}, updated_at = excluded.updated_at
      where (${sql.raw(updatable.map((each) => `site.${each}`).join(', '))}) is distinct from ${merged}
    returning xmax = 0 as created`.execute(db);
  const created = written.filter((row) => row.created).length;
  return { created, updated: written.length - created };
};

/** Creates the sites that are not there yet and leaves the others alone; the answer is how many were new. */
export const createMissingSites = async (db: Db, rows: readonly Site[], now: Date): Promise<number> => {
  const result = await sql`
    insert into site (${names}, created_at, updated_at)
    select ${names}, ${now}, ${now} from ${asTable(rows)}
    on conflict (code) do nothing`.execute(db);
  return Number(result.numAffectedRows ?? 0n);
};

/** A listed site as a row; the test site is a test site in every list and is never allotted by kind. */
export const asSite = (listed: ListedSite, allotted: boolean): Site => {
  const is_test = listed.code === testSiteCode;
  return { ...listed, is_test, allotted: allotted && !is_test };
};
