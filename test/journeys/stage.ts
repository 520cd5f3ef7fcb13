import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { freePort } from '../../agent/agent.fixture.ts';
import type { AppSettings } from '../../src/app.ts';
import { type DemoLogIn, prepareDemo } from '../../src/demo.ts';
import { serverKeysFrom } from '../../src/platform/secrets.ts';
import { prepareDay } from '../../src/serve.ts';
import { browserOf, type Browser as Program, type TestApp, testApp, testClock } from '../app.ts';
import { atEnd } from '../at-end.ts';
import { type TestDatabase, testDatabase, testServerKey } from '../db.ts';
import { eventually, seen } from './acts.ts';
import { ensureBuilt, openBrowser, patienceMs, theLook } from './browser.ts';
import { type Oddities, watch } from './watch.ts';

export type Account = 'tamsui' | 'tamsui-manager' | '5931102274' | 'clinic' | 'hq';

/**
 * The way between the browser and the server for 購買: `open`, or cut before the server has read the request,
 * or cut after it has sold and before the answer is on its way.
 */
export type Line = 'open' | 'cut_before' | 'cut_after';

/** What Chromium says of a line that was cut. */
export const cutOff = ['net::ERR_EMPTY_RESPONSE /api/sales', 'net::ERR_CONNECTION_RESET /api/sales'];

/** The real application behind a listening port, on a database of its own, with the demo's sites and staff. */
export type Stage = {
  app: TestApp;
  database: TestDatabase;
  origin: string;
  logIns: Record<Account, DemoLogIn>;
  cut: (line: Line) => void;
  /** Until the server has had nothing to do for a moment: what the pages asked for is answered. */
  quiet: () => Promise<void>;
  /** Every message and error of the pages that nobody may overlook. */
  oddities: Oddities;
  /** A browser window of its own: another computer. */
  openContext: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  openPage: (options?: BrowserContextOptions) => Promise<Page>;
  /** The API, logged in: what another counter does meanwhile, or what was done this morning. */
  program: (account?: Account) => Promise<Program>;
};

/** Cuts the connection of POST /api/sales, as a cable does: no status, no byte of an answer. */
const addLine = (app: FastifyInstance): ((line: Line) => void) => {
  let now: Line = 'open';
  app.addHook('onRequest', async (request, reply) => {
    if (now !== 'cut_before' || request.method !== 'POST' || request.url !== '/api/sales') return;
    reply.hijack();
    request.raw.socket.destroy();
  });
  app.addHook('onSend', async (request, _reply, payload) => {
    if (now === 'cut_after' && request.method === 'POST' && request.url === '/api/sales')
      request.raw.socket.destroy();
    return payload;
  });
  return (line) => {
    now = line;
  };
};

/**
 * How many requests the server is still at work on, whether or not anybody waits for the answer. One whose line
 * broke before its body had arrived is never worked on, and never answered.
 */
const countOpen = (app: FastifyInstance): (() => number) => {
  const open = new Set<string>();
  const begun = new Set<string>();
  app.addHook('onRequest', async (request, reply) => {
    open.add(request.id);
    const hasBody = request.headers['content-length'] !== undefined;
    reply.raw.once('close', () => {
      if (hasBody && !begun.has(request.id)) open.delete(request.id);
    });
  });
  app.addHook('preHandler', async ({ id }) => {
    begun.add(id);
  });
  app.addHook('onSend', async ({ id }, _reply, payload) => {
    open.delete(id);
    return payload;
  });
  return () => open.size;
};

const openDemo = async (database: TestDatabase, app: TestApp): Promise<Record<Account, DemoLogIn>> => {
  const secrets = mkdtempSync(join(tmpdir(), 'evenhand-journey-'));
  const logIns = await prepareDemo(database.db, serverKeysFrom(testServerKey), secrets, app.clock.real());
  await prepareDay(database.db, app.clock.now().day);
  return Object.fromEntries(logIns.map((each) => [each.account, each])) as Record<Account, DemoLogIn>;
};

const quietMs = 200;
const untilQuiet = async (countRequests: () => number): Promise<void> => {
  for (let since = performance.now(); performance.now() - since < quietMs; await pause(20))
    if (countRequests() > 0) since = performance.now();
};

/** What stood on every page when the test failed, for whoever looks for the reason in the report. */
const tellPages = async (t: TestContext, contexts: readonly BrowserContext[]): Promise<void> => {
  for (const page of contexts.flatMap((context) => context.pages())) {
    const text = await seen(page.locator('body')).catch(String);
    t.diagnostic(`${page.url()} showed: ${text}`);
  }
};

/** What the application needs beside, where that must know its address: whose cards are believed. */
type Prepare = (origin: string) => Promise<Partial<AppSettings>>;

/**
 * Opens the stage on a Taipei moment. After the test everything closes, pages first; it fails when a page
 * said something on its console, threw, broke the content security policy, or asked another host, unless the
 * test has named it with `oddities.expect`.
 */
export const openStage = async (
  t: TestContext,
  moment = '2020-02-04T16:26:00',
  prepare?: Prepare,
): Promise<Stage> => {
  const database = await testDatabase(t);
  await ensureBuilt();
  const port = prepare ? await freePort() : 0;
  const more = prepare ? await prepare(`http://localhost:${port}`) : {};
  const app = await testApp(t, database, testClock(moment), { pages: true, ...more });
  const cut = addLine(app);
  const openRequests = countOpen(app);
  const logIns = await openDemo(database, app);
  const origin = (await app.listen({ port, host: '127.0.0.1' })).replace('127.0.0.1', 'localhost');
  const oddities = watch(t, origin);
  const contexts: BrowserContext[] = [];
  atEnd(t, async () => {
    if (!t.passed) await tellPages(t, contexts);
    for (const context of contexts) await context.close();
    await eventually(async () => assert.equal(openRequests(), 0, 'requests are still at work'));
  });
  const openContext: Stage['openContext'] = async (options) => {
    const context = await (await openBrowser()).newContext({ ...theLook, baseURL: origin, ...options });
    contexts.push(context);
    context.setDefaultTimeout(patienceMs);
    await oddities.follow(context);
    return context;
  };
  return {
    app,
    database,
    origin,
    logIns,
    cut,
    quiet: () => untilQuiet(openRequests),
    oddities,
    openContext,
    openPage: async (options) => (await openContext(options)).newPage(),
    program: (account = 'tamsui') => {
      const { account: name, password } = logIns[account];
      return browserOf(app, { account_id: '', name, password });
    },
  };
};
