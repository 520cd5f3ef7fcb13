import type { FastifyInstance } from 'fastify';
import { accessRoutes, createOpenSession, knownPermissions } from './access/index.ts';
import { createAudit } from './audit/index.ts';
import type { House } from './house.ts';
import type { Pepper } from './people/index.ts';
import type { Clock } from './platform/clock.ts';
import { type Db, pingDb } from './platform/db.ts';
import { createHttp } from './platform/http.ts';
import { limitPerMinute } from './platform/limit-per-minute.ts';
import type { Log } from './platform/log.ts';
import type { Metrics } from './platform/metrics.ts';
import type { ServerKeys } from './platform/secrets.ts';
import { addWebPages } from './platform/web-pages.ts';
import { rationingRoutes } from './rationing/index.ts';
import { statusOf } from './refusal-status.ts';
import { stockRoutes } from './stock/index.ts';

export type AppSettings = {
  db: Db;
  programme: string;
  pepper: Pepper;
  keys: ServerKeys;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  trustedProxies: string[];
  publicOrigin: string | undefined;
  /** checks with a typed number that one clerk may make in a minute; 60 unless told */
  typedChecksPerMinute?: number;
  /** false: the API alone, as tests and benchmarks want it */
  pages: boolean;
};

/** The addresses of the application's one page. */
const pagePaths = [
  '/',
  '/login',
  '/home',
  '/masks/purchase',
  '/masks/stock',
  ...['site-map', 'help', 'setup', 'privacy', 'security', 'copyright'].map((page) => `/pages/${page}`),
];

/** Everything that serves, put together: one readable list. */
export const createApp = async (settings: AppSettings): Promise<FastifyInstance> => {
  const { db, programme, pepper, keys, clock, log, metrics, trustedProxies, publicOrigin } = settings;
  const limitTypedChecks = limitPerMinute(settings.typedChecksPerMinute ?? 60);
  const house: House = { db, programme, pepper, keys, clock, audit: createAudit(db), limitTypedChecks };

  const app = await createHttp(
    {
      log,
      metrics,
      trustedProxies,
      publicOrigin,
      knownPermissions,
      statusOf,
      openSession: createOpenSession(house),
      onRefused: async ({ permission }, session, { code }) => {
        if (!session) return;
        const { account_id, site } = session;
        const act = permission.split(':').slice(0, 2).join(':');
        // A sale writes its own refusals, with the person.
        if (act === 'sale:make' && code !== 'not_permitted') return;
        await house.audit({ now: clock.now(), act, outcome: code, account_id, site_code: site.code });
      },
    },
    [...accessRoutes(house), ...rationingRoutes(house), ...stockRoutes(house)],
  );

  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    try {
      await pingDb(db);
      return { status: 'ready' };
    } catch {
      return reply.code(503).send({ status: 'database does not answer' });
    }
  });
  if (settings.pages) await addWebPages(app, pagePaths);
  return app;
};
