import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type pg from 'pg';

/** Statements of the house are few; a text that is made up as it goes must not fill the server's memory. */
const mostNames = 300;

const names = new Map<string, string>();

const nameOf = (text: string): string | undefined => {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostNames) return known;
  const name = `evenhand_${names.size}`;
  names.set(text, name);
  return name;
};

/** Kysely asks with text and values; its other way, cursors, is not used here. */
const preparing = (client: pg.PoolClient): PostgresPoolClient['query'] => {
  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(text: unknown, values: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new Error('cursors are not used here');
    const name = values.length > 0 ? nameOf(text) : undefined;
    return client.query({ text, values: [...values], ...(name !== undefined && { name }) });
  }
  return query;
};

/**
 * The pool with every parameterised statement prepared by name, once per connection: PostgreSQL plans our
 * short statements far longer than it runs them (measured: 0.15 ms to plan, 0.03 ms to run a session's
 * look-up). A connection pooler between us and PostgreSQL must keep prepared statements, as newer ones do.
 */
export const preparedPool = (pool: pg.Pool): PostgresPool => ({
  connect: async () => {
    const client = await pool.connect();
    return { query: preparing(client), release: () => client.release() };
  },
  end: () => pool.end(),
});
