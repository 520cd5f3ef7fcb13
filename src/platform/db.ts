import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Db, Tables } from '../../db/tables.ts';
import { preparedPool } from './named-statements.ts';

export type { Db, Tx } from '../../db/tables.ts';

/** `date` columns stay the ISO string they are: a JavaScript Date would add a zone that is not there. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.DATE
      ? (value: string) => value
      : pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
};

export type DbSettings = {
  url: string;
  /** the group role whose grants hold on every connection, whoever logs in */
  role: 'evenhand_app' | 'evenhand_read';
  connections: number;
  onError?: (error: Error) => void;
};

/** The pool as Kysely sees it. Every connection acts with the grants of `role` and gives up on long waits. */
export const openDb = ({ url, role, connections, onError }: DbSettings): Db => {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types,
    application_name: `evenhand ${role}`,
    connectionTimeoutMillis: 5_000,
    options: `-c role=${role} -c statement_timeout=30s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s -c timezone=UTC`,
  });
  // An idle connection that breaks must not end the process; the next query opens another.
  pool.on('error', (error) => onError?.(error));
  // Nor one that breaks while a transaction holds it: its queries fail, and that is enough.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: preparedPool(pool) }) });
};

/** Throws when the database does not answer. */
export const pingDb = async (db: Db): Promise<void> => {
  await sql`select 1`.execute(db);
};

/** jsonb parameters are sent as text; `pg` would turn an array into a PostgreSQL array. */
export const json = (value: unknown): string => JSON.stringify(value);
