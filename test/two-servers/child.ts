import type { FastifyInstance } from 'fastify';
import { createApp } from '../../src/app.ts';
import { type Clock, nowAt } from '../../src/platform/clock.ts';
import { openDb } from '../../src/platform/db.ts';
import { createLog } from '../../src/platform/log.ts';
import { createMetrics } from '../../src/platform/metrics.ts';
import { serverKeysFrom } from '../../src/platform/secrets.ts';
import { testPepper, testServerKey } from '../db.ts';

export type ChildSettings = {
  url: string;
  /** Taipei time, as `2020-02-09T10:00:00`: where the business clock begins; it runs on from there */
  moment: string;
  connections: number;
  logLevel: string;
};
/** What the parent may say; every `moment` is answered with `{ moment }` once it holds. */
export type Order = { moment: string } | { stop: true };
export type Told = { address: string } | { moment: string };

type MovableClock = Clock & { begin: (moment: string) => void };

/** Business time runs on from a given moment, so that no test meets the midnight of the day it runs on. */
const movableClock = (moment: string): MovableClock => {
  let ahead = 0;
  const begin = (text: string): void => {
    ahead = Date.parse(`${text}+08:00`) - Date.now();
  };
  begin(moment);
  return { begin, now: () => nowAt(new Date(Date.now() + ahead)), real: () => new Date() };
};

const tell = (told: Told): void => {
  process.send?.(told);
};

/**
 * Serves the real API on a free port of 127.0.0.1 until the parent says `stop`; ends with its parent.
 * `extend` may add routes before it listens.
 */
export const serveAsChild = async (extend: (app: FastifyInstance) => void = () => undefined) => {
  const settings = JSON.parse(process.argv[2] ?? '') as ChildSettings;
  const db = openDb({ url: settings.url, role: 'evenhand_app', connections: settings.connections });
  const clock = movableClock(settings.moment);
  const app = await createApp({
    db,
    programme: 'masks',
    pepper: testPepper,
    keys: serverKeysFrom(testServerKey),
    clock,
    log: createLog(settings.logLevel),
    metrics: createMetrics(),
    trustedProxies: [],
    publicOrigin: undefined,
    // Nobody queues at these counters: one clerk checks hundreds of people at once.
    checksPerMinute: 1_000_000,
    pages: false,
  });
  extend(app);
  process.on('disconnect', () => process.exit(0));
  process.on('message', async (order: Order) => {
    if ('moment' in order) {
      clock.begin(order.moment);
      tell({ moment: order.moment });
      return;
    }
    await app.close();
    await db.destroy();
    process.disconnect?.();
  });
  tell({ address: await app.listen({ port: 0, host: '127.0.0.1' }) });
};
