import { asOwner, type TestDatabase } from './db.ts';

/** Every table's rows as a hash, without what may grow on a refusal: the audit trail, sessions, counted tries. */
export const hashTables = async (database: TestDatabase): Promise<Record<string, string>> => {
  const { rows: tables } = await asOwner(
    database,
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and not relispartition and relname not in ('audit', 'session', 'log_in_failure') order by 1`,
  );
  const hashes = tables.map(
    ({ name }) => `'${name}', (select md5(string_agg(t::text, ' ' order by t::text)) from ${name} t)`,
  );
  const { rows } = await asOwner(database, `select jsonb_build_object(${hashes.join(', ')}) as hashes`);
  return rows[0].hashes;
};
