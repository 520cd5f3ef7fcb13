import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { sql } from 'kysely';
import { addDays, weekdayOf } from '../../src/platform/clock.ts';
import { serverKeysFrom } from '../../src/platform/secrets.ts';
import { ensureMonth } from '../../src/rationing/index.ts';
import { verify } from '../../src/verify/index.ts';
import type { Browser } from '../app.ts';
import { type TestDatabase, testDatabase, testServerKey } from '../db.ts';
import type { TestAccount } from '../factories.ts';
import { type ServerProcess, startServer } from './process.ts';
import { connectTo, type Remote } from './remote.ts';

/** A Sunday: everybody may buy. */
const firstDay = '2020-02-09';

/** A log-in, with a browser at each of the two server processes. */
export type Clerk = readonly [Browser, Browser];

/** Two server processes of the real application on one database. */
export type Pair = {
  database: TestDatabase;
  logIn: (account: TestAccount) => Promise<Clerk>;
  /** kill -9 of the first. */
  killFirst: () => Promise<void>;
  /** Another one in place of the first. */
  restartFirst: () => Promise<void>;
  /** The business day of the first server. */
  today: () => string;
  /** Moves the business clocks on; never back, as time does not. */
  moveTo: (first: string, second?: string) => Promise<void>;
  moveToNextSunday: () => Promise<void>;
  /** Ends both; fails when one of them logged a fault. */
  stop: () => Promise<void>;
  /** Fails when a projection is not what its ledger says. */
  assertClean: () => Promise<void>;
};

const morningOf = (day: string): string => `${day}T10:00:00`;

const start = (database: TestDatabase, day: string): Promise<ServerProcess> =>
  startServer({
    script: new URL('./server.ts', import.meta.url),
    url: database.appUrl,
    moment: morningOf(day),
    connections: 8,
    logLevel: 'warn',
  });

/** Starts both. To be stopped before the test ends, since its database goes then. */
export const startPair = async (t: TestContext): Promise<Pair> => {
  const database = await testDatabase(t);
  let today = firstDay;
  const servers = (await Promise.all([start(database, today), start(database, today)])) as [
    ServerProcess,
    ServerProcess,
  ];
  const remotes = servers.map((each) => connectTo(each.address)) as [Remote, Remote];
  // The first server and the way to it may be replaced, so both are looked up at each request.
  const browserAt = (n: 0 | 1, cookie: string): Browser => ({
    get: (path) => remotes[n].browser(cookie).get(path),
    post: (path, body) => remotes[n].browser(cookie).post(path, body),
    delete: (path) => remotes[n].browser(cookie).delete(path),
  });
  const moveTo = async (first: string, second = first): Promise<void> => {
    await ensureMonth(database.db, first);
    await ensureMonth(database.db, second);
    await Promise.all([servers[0].moveTo(morningOf(first)), servers[1].moveTo(morningOf(second))]);
    today = first;
  };
  return {
    database,
    stop: async () => {
      for (const { close } of remotes) await close();
      for (const { stop } of servers) await stop();
      assert.equal(servers.map(({ said }) => said()).join(''), '', 'a server process logged a fault');
    },
    logIn: async (account) => {
      const cookie = await remotes[1].logIn(account);
      return [browserAt(0, cookie), browserAt(1, cookie)];
    },
    killFirst: () => servers[0].kill(),
    restartFirst: async () => {
      await remotes[0].close();
      servers[0] = await start(database, today);
      remotes[0] = connectTo(servers[0].address);
    },
    today: () => today,
    moveTo,
    moveToNextSunday: () => moveTo(addDays(today, 14 - weekdayOf(today))),
    assertClean: async () => {
      const { ledger } = serverKeysFrom(testServerKey);
      const { differences } = await verify(database.db, 'masks', ledger, today);
      assert.deepEqual(differences, []);
    },
  };
};

/** How often each request id stands in the sale ledger. */
export const countSales = async ({ database }: Pair): Promise<Map<string, number>> => {
  const { rows } = await sql<{ request_id: string; n: number }>`
    select request_id, count(*)::int as n from sale group by request_id`.execute(database.db);
  return new Map(rows.map((row) => [row.request_id, row.n]));
};
