import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { TestDatabase } from './db.ts';

const waiting = `select from pg_stat_activity
  where datname = current_database() and application_name = 'evenhand evenhand_app' and wait_event_type = 'Lock'`;
/** Whoever waits for no lock has ended long before, in milliseconds. */
const patience = 10_000;

const withOwner = async <T>(
  { ownerUrl }: TestDatabase,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> => {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/**
 * Until so many connections of the server wait for a lock, or what was begun has `ended`. By a connection of its
 * own: inside a transaction PostgreSQL shows the connections of its first look.
 */
export const untilWaiting = (database: TestDatabase, count: number, ended = () => false): Promise<void> =>
  withOwner(database, async (client) => {
    const until = Date.now() + patience;
    while (!ended() && ((await client.query(waiting)).rowCount ?? 0) < count) {
      if (Date.now() > until) throw new Error('nobody waited for the lock');
      await sleep(2);
    }
  });

/**
 * Forces an order: a transaction of the owner takes locks with `hold`, then `work` begins; once `waiters` of the
 * server's connections wait (or the work has ended, because it takes no lock) the transaction says `last` and
 * commits. Answers what `work` did.
 */
export const whileHeld = <T>(
  database: TestDatabase,
  hold: { text: string; values?: unknown[]; last?: string; waiters?: number },
  work: () => Promise<T>,
): Promise<T> =>
  withOwner(database, async (holder) => {
    await holder.query('begin');
    await holder.query(hold.text, hold.values);
    let ended = false;
    const working = work().finally(() => {
      ended = true;
    });
    await untilWaiting(database, hold.waiters ?? 1, () => ended);
    if (hold.last !== undefined) await holder.query(hold.last);
    await holder.query('commit');
    return await working;
  });
