import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { type AppSettings, createApp } from '../src/app.ts';
import { type Clock, nowAt } from '../src/platform/clock.ts';
import { sessionCookie, visitorCookie } from '../src/platform/http.ts';
import { createLog } from '../src/platform/log.ts';
import { createMetrics } from '../src/platform/metrics.ts';
import { serverKeysFrom } from '../src/platform/secrets.ts';
import { atEnd } from './at-end.ts';
import { type TestDatabase, testPepper, testServerKey } from './db.ts';
import type { TestAccount } from './factories.ts';

/** A clock that stands where the test puts it: `at('2020-02-04')`, `at('2020-02-12T00:00:05')`, Taipei time. */
export type TestClock = Clock & { at: (moment: string) => void; pass: (milliseconds: number) => void };

export const testClock = (moment: string): TestClock => {
  let business = new Date();
  let real = Date.parse('2026-01-05T01:00:00Z');
  const at = (text: string) => {
    business = new Date(`${text.includes('T') ? text : `${text}T10:00:00`}+08:00`);
  };
  at(moment);
  return {
    now: () => nowAt(business),
    real: () => new Date(real),
    at,
    pass: (milliseconds) => {
      real += milliseconds;
    },
  };
};

export type TestApp = FastifyInstance & {
  clock: TestClock;
  /** The faults logged so far, for a test that provokes one; any left over fail the test. */
  takeFaults: () => string[];
};

/** The real application on the test's database, without its pages. Unexpected faults fail the test. */
export const testApp = async (
  t: TestContext,
  database: TestDatabase,
  clock: TestClock = testClock('2020-02-04'),
  more: Partial<AppSettings> = {},
): Promise<TestApp> => {
  const faults: string[] = [];
  const app = await createApp({
    db: database.db,
    programme: 'masks',
    pepper: testPepper,
    keys: serverKeysFrom(testServerKey),
    clock,
    log: createLog('error', { write: (line: string) => faults.push(line) }),
    metrics: createMetrics(),
    trustedProxies: [],
    publicOrigin: undefined,
    pages: false,
    ...more,
  });
  atEnd(t, async () => {
    await app.close();
    assert.deepEqual(faults, [], 'the log has faults that the test did not expect');
  });
  return Object.assign(app, { clock, takeFaults: () => faults.splice(0) });
};

export type Answer = { status: number; body: Record<string, unknown> & { code?: string } };
export type Browser = {
  get: (url: string) => Promise<Answer>;
  post: (url: string, body?: unknown, more?: Partial<InjectOptions>) => Promise<Answer>;
  delete: (url: string) => Promise<Answer>;
};

/**
 * A browser that is logged in as the account, or as nobody. Bodies come back parsed. `keeps`: a log-in that the
 * test posts itself lets it in, as in a real browser; else it stays who it is.
 */
export const browserOf = async (
  app: FastifyInstance,
  account?: TestAccount,
  { keeps = false }: { keeps?: boolean } = {},
): Promise<Browser> => {
  let cookie = '';
  let visitor = '';
  const send = async (options: InjectOptions): Promise<Answer> => {
    const cookies = [cookie, visitor].filter((each) => each !== '').join('; ');
    const response = await app.inject({ ...options, headers: { cookie: cookies, ...options.headers } });
    const named = response.cookies.find((each) => each.name === visitorCookie);
    if (named) visitor = `${visitorCookie}=${named.value}`;
    const begun = keeps && response.cookies.find((each) => each.name === sessionCookie);
    if (begun) cookie = `${sessionCookie}=${begun.value}`;
    return {
      status: response.statusCode,
      body: response.body === '' ? {} : (JSON.parse(response.body) as Answer['body']),
    };
  };
  if (account) {
    const response = await app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { account: account.name, password: account.password },
    });
    const token = response.cookies.find((each) => each.name === sessionCookie)?.value;
    if (!token) throw new Error(`no log-in for ${account.name}: ${response.body}`);
    cookie = `${sessionCookie}=${token}`;
  }
  return {
    get: (url) => send({ method: 'GET', url }),
    post: (url, body, more) =>
      send({ method: 'POST', url, ...(body === undefined ? {} : { payload: body as object }), ...more }),
    delete: (url) => send({ method: 'DELETE', url }),
  };
};
