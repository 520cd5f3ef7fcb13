import type { FastifyInstance } from 'fastify';
import { accessRoutes, createOpenSession, knownPermissions } from './access/index.ts';
import { createAudit } from './audit/index.ts';
import { auditRoutes } from './audit/routes.ts';
import { headquartersRoutes } from './headquarters/index.ts';
import type { House } from './house.ts';
import type { Pepper } from './people/index.ts';
import type { Clock } from './platform/clock.ts';
import { type Db, pingDb } from './platform/db.ts';
import { refuse } from './platform/errors.ts';
import { createHttp, type HttpSettings } from './platform/http.ts';
import { limitPerMinute } from './platform/limit-per-minute.ts';
import type { Log } from './platform/log.ts';
import type { Metrics } from './platform/metrics.ts';
import type { ServerKeys } from './platform/secrets.ts';
import { addWebPages } from './platform/web-pages.ts';
import { addPortalPages, portalRoutes } from './portal/index.ts';
import { rationingRoutes } from './rationing/index.ts';
import { statusOf } from './refusal-status.ts';
import { createBackgroundWork, listSiteMap, serviceRoutes } from './services/index.ts';
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
  /** whose cards are believed; nobody's unless told */
  cards?: House['cards'];
  /** checks of a number that one clerk may make in a minute; 60 unless told */
  checksPerMinute?: number;
  /** how often to look for long work that another server left; never unless told */
  lookForWorkMs?: number;
  /** false: the API alone, as tests and benchmarks want it */
  pages: boolean;
};

/** The addresses of the application's one page. */
const pagePaths = [
  '/login',
  '/home',
  '/masks/purchase',
  '/masks/stock',
  ...['/manage/*', '/services/*', '/hq', '/hq/*', '/password', '/ways-in'],
];

/** A stranger may fill the audit trail no faster than this, per address and minute. */
const strangersPerMinute = 20;

/** A "no" to somebody unknown that nobody else notes. */
const unnoted = ['wrong_origin', 'not_logged_in', 'ticket_invalid'];

/** Notes every "no" in the audit trail, with who, for which institution, and from where. */
const createNoteRefused = ({ audit, clock, limitStrangers }: House): HttpSettings['onRefused'] => {
  return async ({ permission, path }, { code }, { session, address }) => {
    const now = clock.now();
    if (!session) {
      if (!unnoted.includes(code) || limitStrangers(address, clock.real()) > 0) return;
      await audit({ now, act: 'request:refuse', outcome: code, address, detail: { path } });
      return;
    }
    const { account_id, site } = session;
    const act = permission.split(':').slice(0, 2).join(':');
    // A sale writes its own refusals, with the person; so does a check of a birth date that is not the card's.
    if (act === 'sale:make' && session.permissions.has(permission)) return;
    if (code === 'birth_date_differs') return;
    await audit({ now, act, outcome: code, account_id, site_code: site.code, address });
  };
};

/** Without a folder of trust every card is refused as issued by nobody who is known. */
const noCards: House['cards'] = {
  trust: { issuing: [], roots: [] },
  revocation: {
    check: async () => refuse('card_revocation_unknown'),
    refresh: async () => undefined,
    stop: () => undefined,
  },
};

/** Everything that serves, put together: one readable list. */
export const createApp = async (settings: AppSettings): Promise<FastifyInstance> => {
  const { db, programme, pepper, keys, clock, log, metrics, trustedProxies, publicOrigin } = settings;
  const work = createBackgroundWork(db, clock.now, log);
  const house: House = {
    ...{ db, programme, pepper, keys, clock },
    audit: createAudit(db),
    cards: settings.cards ?? noCards,
    limitChecks: limitPerMinute(settings.checksPerMinute ?? 60),
    limitStrangers: limitPerMinute(strangersPerMinute),
    openSession: createOpenSession({ db, clock }),
    wakeWork: work.wake,
  };

  const app = await createHttp(
    {
      log,
      metrics,
      trustedProxies,
      publicOrigin,
      knownPermissions,
      statusOf,
      openSession: house.openSession,
      onRefused: createNoteRefused(house),
    },
    [
      ...accessRoutes(house),
      ...serviceRoutes(house),
      ...headquartersRoutes(house),
      ...auditRoutes(house),
      ...rationingRoutes(house),
      ...stockRoutes(house),
      ...portalRoutes(house),
    ],
  );
  app.addHook('onClose', work.stop);
  if (settings.lookForWorkMs !== undefined) {
    const timer = setInterval(work.wake, settings.lookForWorkMs);
    app.addHook('onClose', async () => clearInterval(timer));
  }

  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true } }, async (_request, reply) => {
    try {
      await pingDb(db);
      return { status: 'ready' };
    } catch {
      return reply.code(503).send({ status: 'database does not answer' });
    }
  });
  addPortalPages(app, { db, clock, publicOrigin, listSiteMap });
  if (settings.pages) await addWebPages(app, pagePaths);
  return app;
};
