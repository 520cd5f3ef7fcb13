import { createServer } from 'node:net';
import { sql } from 'kysely';
import { clearChallenges, clearSessions } from './access/index.ts';
import { createApp } from './app.ts';
import { createRevocation, loadCardTrust } from './cards/index.ts';
import { type DemoLogIn, prepareDemo } from './demo.ts';
import type { House } from './house.ts';
import { addDays, type Clock, createClock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import { type Db, openDb } from './platform/db.ts';
import { createLog, type Log } from './platform/log.ts';
import { createMetrics, createOpsServer } from './platform/metrics.ts';
import { openPortal } from './portal/index.ts';
import { openProgramme, programme } from './programme.ts';
import { ensureMonth } from './rationing/index.ts';
import { endTiedServices } from './services/index.ts';
import { planDeliveries } from './stock/index.ts';

/** The address people learn by heart; another is taken when it is in use. */
const usualPort = 4690;

const isFree = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });

/** Sessions are kept so long: whoever logged in from an address before is not slowed down by strangers. */
const keepSessionsMs = 90 * 86_400_000;
/** Long after the last moment at which a used challenge could be shown again. */
const keepChallengesMs = 600_000;

/** What a day needs before its first sale: its month's partitions, its deliveries, and what ends with the day before. */
export const prepareDay = async (db: Db, day: string): Promise<void> => {
  await ensureMonth(db, day);
  // The next day's too: the first sale after midnight comes before anybody has prepared that day.
  await ensureMonth(db, addDays(day, 1));
  await planDeliveries(db, programme, day);
  await endTiedServices(db, day);
};

/** Prepares each new Taipei day as it begins; several servers may do so at once. */
const prepareDays = (db: Db, clock: Clock, log: Log): (() => void) => {
  let prepared = clock.now().day;
  let preparing = false;
  const timer = setInterval(() => {
    const { day } = clock.now();
    if (day === prepared || preparing) return;
    preparing = true;
    const real = clock.real().getTime();
    const cleared = clearSessions(db, new Date(real - keepSessionsMs));
    Promise.all([prepareDay(db, day), cleared])
      .then(
        () => {
          prepared = day;
        },
        (error: unknown) => log.error({ err: error }, 'the new day could not be prepared; trying again'),
      )
      .finally(() => {
        preparing = false;
      });
  }, 1_000);
  timer.unref();
  return () => clearInterval(timer);
};

/** Forgets used challenges, in time that the table stays small. */
const forgetChallenges = (db: Db, clock: Clock, log: Log): (() => void) => {
  const timer = setInterval(() => {
    clearChallenges(db, new Date(clock.real().getTime() - keepChallengesMs)).catch((error: unknown) =>
      log.error({ err: error }, 'used challenges could not be cleared; trying again'),
    );
  }, keepChallengesMs);
  timer.unref();
  return () => clearInterval(timer);
};

/** What is fine for trying and not for a country. Throws a sentence. */
const refuseUnsafe = async (db: Db, config: Config): Promise<void> => {
  if (!config.publicOrigin)
    throw new Error('In production PUBLIC_ORIGIN must be set, as https://medvpn.nhi.gov.tw.');
  const { rows } = await sql<{ owner: boolean; demo: boolean }>`
    select has_table_privilege(session_user, 'sale', 'update') as owner,
      exists (select from account where is_demo and disabled_at is null) as demo`.execute(db);
  if (rows[0]?.owner)
    throw new Error(
      'DATABASE_URL logs in as a role that may change the ledgers: in production use a member of evenhand_app, and DATABASE_OWNER_URL to migrate.',
    );
  if (rows[0]?.demo) throw new Error('This database has demo staff: production needs one without.');
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

/** Whose cards are believed, and what became of them; lists of revoked cards are kept across restarts. */
const openCards = async (folder: string, config: Config, clock: Clock, log: Log): Promise<House['cards']> => {
  const trust = await loadCardTrust(folder, { production: config.production });
  const revocation = createRevocation({
    trust,
    cacheFolder: `${config.varFolder}/revoked-cards`,
    real: clock.real,
    onTrouble: (sentence) => log.warn(sentence),
  });
  return { trust, revocation };
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
  if (config.production) await refuseUnsafe(db, config);
  const clock = createClock(config.today);
  const { pepper, keys } = await openProgramme(db, config, clock.real());
  await openPortal(db, clock.real());
  const logIns = config.production ? [] : await prepareDemo(db, keys, config.secretsFolder, clock.real());
  await prepareDay(db, clock.now().day);
  const cards =
    config.cardTrust === undefined ? undefined : await openCards(config.cardTrust, config, clock, log);
  const metrics = createMetrics();
  const app = await createApp({
    db,
    programme,
    pepper,
    keys,
    clock,
    log,
    metrics,
    trustedProxies: config.trustedProxies,
    publicOrigin: config.publicOrigin,
    ...(cards && { cards }),
    lookForWorkMs: 2_000,
    pages: true,
  });
  const stopDays = prepareDays(db, clock, log);
  const stopForgetting = forgetChallenges(db, clock, log);
  const port = config.port ?? ((await isFree(usualPort, config.host)) ? usualPort : 0);
  await app.listen({ port, host: config.host }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Error(`Port ${port} is in use by another program: set PORT to another.`, { cause: error });
  });
  const ops = createOpsServer(metrics);
  const opsAddress = await listenOps(ops, config.opsPort);
  const host = config.host === '127.0.0.1' ? 'localhost' : config.host;
  return {
    address: `http://${host}:${portOf(app.server.address())}`,
    opsAddress,
    logIns,
    stop: async () => {
      stopDays();
      stopForgetting();
      cards?.revocation.stop();
      await app.close();
      ops.close();
      ops.closeAllConnections();
      await db.destroy();
    },
  };
};
