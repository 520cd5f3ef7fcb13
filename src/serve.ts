import { createServer } from 'node:net';
import { createApp } from './app.ts';
import { type DemoLogIn, prepareDemo } from './demo.ts';
import { type Clock, createClock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import { type Db, openDb } from './platform/db.ts';
import { createLog, type Log } from './platform/log.ts';
import { createMetrics, createOpsServer } from './platform/metrics.ts';
import { openServerKeys } from './platform/secrets.ts';
import { openProgramme, programme } from './programme.ts';
import { ensureMonth } from './rationing/index.ts';
import { planDeliveries } from './stock/index.ts';

/** The address people learn by heart; another is taken when it is in use. */
const usualPort = 4690;

const isFree = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });

/** What a day needs before its first sale: its month's partitions and its deliveries. */
export const prepareDay = async (db: Db, day: string): Promise<void> => {
  await ensureMonth(db, day);
  await planDeliveries(db, programme, day);
};

/** Prepares each new Taipei day as it begins; several servers may do so at once. */
const prepareDays = (db: Db, clock: Clock, log: Log): (() => void) => {
  let prepared = clock.now().day;
  const timer = setInterval(() => {
    const { day } = clock.now();
    if (day === prepared) return;
    prepareDay(db, day).then(
      () => {
        prepared = day;
      },
      (error: unknown) => log.error({ err: error }, 'the new day could not be prepared; trying again'),
    );
  }, 1_000);
  timer.unref();
  return () => clearInterval(timer);
};

const portOf = (address: string | { port: number } | null): number =>
  typeof address === 'object' && address ? address.port : 0;

/** The operator's port, on loopback only. */
const listenOps = async (
  ops: ReturnType<typeof createOpsServer>,
  port: number | undefined,
): Promise<string> => {
  await new Promise<void>((resolve, reject) => {
    ops.once('error', reject);
    ops.listen(port ?? 0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${portOf(ops.address())}/metrics`;
};

export type Running = {
  address: string;
  opsAddress: string;
  logIns: DemoLogIn[];
  stop: () => Promise<void>;
};

/** Starts the server on a database that is there and migrated. `stop` lets requests in flight finish. */
export const serve = async (config: Config, appUrl: string): Promise<Running> => {
  const log = createLog(config.logLevel, config.logFile);
  const db = openDb({
    url: appUrl,
    role: 'evenhand_app',
    connections: config.connections,
    onError: (error) => log.warn({ err: error }, 'an idle database connection broke'),
  });
  const clock = createClock(config.today);
  const pepper = await openProgramme(db, config, clock.real());
  const logIns = config.production ? [] : await prepareDemo(db, config.secretsFolder, clock.real());
  await prepareDay(db, clock.now().day);
  const metrics = createMetrics();
  const app = await createApp({
    db,
    programme,
    pepper,
    keys: await openServerKeys(config.secretsFolder),
    clock,
    log,
    metrics,
    trustedProxies: config.trustedProxies,
    publicOrigin: config.publicOrigin,
    pages: true,
  });
  const stopDays = prepareDays(db, clock, log);
  const port = config.port ?? ((await isFree(usualPort, config.host)) ? usualPort : 0);
  await app.listen({ port, host: config.host });
  const ops = createOpsServer(metrics);
  const opsAddress = await listenOps(ops, config.opsPort);
  const host = config.host === '127.0.0.1' ? 'localhost' : config.host;
  return {
    address: `http://${host}:${portOf(app.server.address())}`,
    opsAddress,
    logIns,
    stop: async () => {
      stopDays();
      await app.close();
      ops.close();
      ops.closeAllConnections();
      await db.destroy();
    },
  };
};
