import type pg from 'pg';
import { columnsOf, type Header, nameOf, type Table } from './archive.ts';

/** A table with what orders it: the tables it refers to, and its primary key. */
export type FoundTable = Table & { key: string[]; refers_to: string[] };

/** Whatever the server's settings are, values are written and read in one form. */
export const settleForms = async (client: pg.Client): Promise<void> => {
  await client.query(`set timezone to 'UTC'; set datestyle to 'ISO, YMD'; set bytea_output to 'hex';
    set extra_float_digits to 1; set client_encoding to 'UTF8'; set statement_timeout to 0`);
};

/** Has this database been migrated at all? */
export const hasSchema = async (client: pg.Client): Promise<boolean> => {
  const { rows } = await client.query<{ found: boolean }>(
    `select to_regclass('public.migration') is not null as found`,
  );
  return rows[0]?.found ?? false;
};

/** The migrations that were applied, in order. */
export const findMigrations = async (client: pg.Client): Promise<Header['migrations']> => {
  const { rows } = await client.query<Header['migrations'][number]>(
    'select name, checksum from public.migration order by name',
  );
  return rows;
};

export const findProgrammes = async (client: pg.Client): Promise<Header['programmes']> => {
  const { rows } = await client.query<Header['programmes'][number]>(
    `select code, encode(pepper_fingerprint, 'hex') as pepper_fingerprint from public.programme order by code`,
  );
  return rows;
};

/** The first day of every month that a table has a partition for, by the names that ensure_month gives. */
export const findMonths = async (client: pg.Client): Promise<string[]> => {
  const { rows } = await client.query<{ day: string }>(
    `select distinct regexp_replace(c.relname, '^.*_(\\d{4})_(\\d{2})$', '\\1-\\2-01') as day
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relispartition and c.relkind = 'r' and c.relname ~ '_\\d{4}_\\d{2}$'
    order by 1`,
  );
  return rows.map((row) => row.day);
};

/**
 * Every table of ours with the columns that can be written, partitioned ones as one table; the list of
 * migrations is not among them, since a migrated database has its own.
 */
export const findTables = async (client: pg.Client): Promise<FoundTable[]> => {
  const { rows } = await client.query<FoundTable>(
    `select c.relname::text as name,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
        and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      array(select a.attname::text from pg_index i, unnest(i.indkey) with ordinality as k(attnum, n)
        join pg_attribute a on a.attnum = k.attnum
        where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid order by n) as key,
      array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and f.oid <> c.oid and not f.relispartition) as refers_to
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'migration'
    order by c.relname`,
  );
  return rows;
};

/** Sequences with the last value they gave; one that never gave any is not listed. */
export const findSequences = async (client: pg.Client): Promise<{ name: string; value: string }[]> => {
  const { rows } = await client.query<{ name: string; value: string }>(
    `select sequencename::text as name, last_value::text as value from pg_sequences
    where schemaname = 'public' and last_value is not null order by 1`,
  );
  return rows;
};

/** COPY reads no partitioned table by its name, and the order makes the hash a matter of content alone. */
export const copyOut = (table: FoundTable): string =>
  `copy (select ${columnsOf(table)} from ${nameOf(table)}
    order by ${columnsOf({ columns: table.key.length > 0 ? table.key : table.columns })}) to stdout`;

export const copyIn = (table: Table): string => `copy ${nameOf(table)} (${columnsOf(table)}) from stdin`;

/** Keeps everyone else out of all tables until the transaction ends. */
export const lockTables = async (client: pg.Client, tables: readonly Table[]): Promise<void> => {
  await client.query(`lock table ${tables.map(nameOf).join(', ')} in access exclusive mode`);
};

/** The first table that has a row, if any. */
export const findFilledTable = async (
  client: pg.Client,
  tables: readonly Table[],
): Promise<string | undefined> => {
  for (const table of tables) {
    const { rowCount } = await client.query(`select from ${nameOf(table)} limit 1`);
    if (rowCount !== 0) return table.name;
  }
  return undefined;
};

export const makeMonth = async (client: pg.Client, day: string): Promise<void> => {
  await client.query('select public.ensure_month($1)', [day]);
};

export const emptyTable = async (client: pg.Client, name: string): Promise<void> => {
  await client.query(`delete from ${nameOf({ name })}`);
};

export const setSequence = async (client: pg.Client, name: string, value: string): Promise<void> => {
  await client.query('select pg_catalog.setval($1::regclass, $2)', [nameOf({ name }), value]);
};

/** A freshly filled database knows nothing about its tables yet, and would plan accordingly. */
export const analyse = async (client: pg.Client): Promise<void> => {
  await client.query('analyze');
};
