import { randomBytes, randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { createWords, type Language, type RefusalCode } from '../words/index.ts';
import { Closed, type Contract, Problem } from './contract.ts';
import { type Refusal, refuse } from './errors.ts';
import { acceptJson, refusalOfError, refusalOfQuery } from './http-input.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { Asked, Route, SayRefusal } from './routes.ts';
import type { Session } from './session.ts';

export type HttpSettings = {
  log: Log;
  metrics: Metrics;
  trustedProxies: string[];
  publicOrigin: string | undefined;
  knownPermissions: ReadonlySet<string>;
  statusOf: (code: RefusalCode) => number;
  openSession: (token: string, address: string) => Promise<Session | undefined>;
  /** for the audit trail: every "no" to a logged-in person, a cookie that opens nothing, another origin */
  onRefused: (
    contract: Contract,
    refusal: Refusal,
    from: { session: Session | undefined; address: string },
  ) => Promise<void>;
};

/** `__Host-`: this host only, over a secure connection only, for the whole site. */
export const sessionCookie = '__Host-evenhand';
/** Names a browser before anybody is logged in, so that what one began another cannot end. */
export const visitorCookie = '__Host-evenhand-visitor';
/** No request of ours comes near this, in bytes; an upload says its own in its contract. */
const bodyLimit = 64 * 1024;

const words: Record<Language, ReturnType<typeof createWords>> = {
  'zh-TW': createWords('zh-TW'),
  en: createWords('en'),
};

/** zh-TW unless English is asked for first. */
const languageOf = (request: FastifyRequest): Language =>
  /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh-TW';

const sayIn =
  (language: Language, requestId: string): SayRefusal =>
  ({ code, params }) => ({
    code,
    message: words[language].t(`refusal.${code}`, { request_id: requestId, ...params }),
    ...(params === undefined ? {} : { params }),
  });

const sendRefusal = (
  settings: HttpSettings,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
): FastifyReply => {
  const said = sayIn(languageOf(request), request.id)(refusal);
  const seconds = refusal.params?.['seconds'];
  if (seconds !== undefined) reply.header('retry-after', String(seconds));
  return reply.code(settings.statusOf(refusal.code)).send({
    ...said,
    ...(refusal.field === undefined ? {} : { field: refusal.field }),
    request_id: request.id,
  });
};

/** Scheme, host and port that our pages are served under. */
export const originOf = (request: FastifyRequest, publicOrigin: string | undefined): string =>
  publicOrigin ?? `${request.protocol}://${request.headers.host}`;

const cookieOptions = { path: '/', httpOnly: true, secure: true, sameSite: 'strict' } as const;

/** The browser's own name, 43 signs; a new one when it has none. */
const visitorOf = (request: FastifyRequest, reply: FastifyReply): string => {
  const known = request.cookies[visitorCookie];
  if (known !== undefined && /^[\w-]{43}$/.test(known)) return known;
  const fresh = randomBytes(32).toString('base64url');
  reply.setCookie(visitorCookie, fresh, cookieOptions);
  return fresh;
};

/** A page of another origin may neither post to us nor read us; a program that names no origin may. */
const isOwnOrigin = (request: FastifyRequest, publicOrigin: string | undefined): boolean => {
  const { origin } = request.headers;
  if (origin === undefined) {
    const site = request.headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin' || site === 'none';
  }
  return origin === originOf(request, publicOrigin);
};

const schemaOf = ({ contract }: Route) => ({
  summary: contract.summary,
  description: `permission: \`${contract.permission}\``,
  ...(contract.body && { body: contract.body }),
  ...(contract.params && { params: contract.params }),
  querystring: contract.query ?? Closed({}),
  response: { ...contract.answers, '4xx': Problem, '5xx': Problem },
});

const addRoute = (app: FastifyInstance, settings: HttpSettings, route: Route): void => {
  const { contract } = route;
  const { permission } = contract;
  if (permission !== 'public' && !settings.knownPermissions.has(permission))
    throw new Error(`${contract.method} ${contract.path} asks for "${permission}", which no role can hold.`);

  app.route({
    method: contract.method,
    url: contract.path,
    schema: schemaOf(route),
    ...(contract.bodyLimit !== undefined && { bodyLimit: contract.bodyLimit }),
    // Who is there is asked before what they sent is looked at.
    onRequest: async (request, reply) => {
      const refuseAtDoor = async (refusal: Refusal, session?: Session): Promise<FastifyReply> => {
        await settings.onRefused(contract, refusal, { session, address: request.ip });
        return sendRefusal(settings, request, reply, refusal);
      };
      if (contract.method !== 'GET' && !isOwnOrigin(request, settings.publicOrigin))
        return refuseAtDoor(refuse('wrong_origin'));
      if (permission === 'public') return undefined;
      const token = request.cookies[sessionCookie];
      // Somebody who never logged in is nothing to note.
      if (token === undefined) return sendRefusal(settings, request, reply, refuse('not_logged_in'));
      const session = await settings.openSession(token, request.ip);
      if (!session) return refuseAtDoor(refuse('not_logged_in'));
      if (!session.permissions.has(permission))
        return refuseAtDoor(refuse(session.standing ?? 'not_permitted'), session);
      request.evenhandSession = session;
      return undefined;
    },
    preHandler: async (request, reply) => {
      const refusal = refusalOfQuery(request.query);
      return refusal && sendRefusal(settings, request, reply, refusal);
    },
    handler: async (request, reply) => {
      const asked = {
        body: request.body,
        params: request.params,
        query: request.query,
        session: request.evenhandSession,
        say: sayIn(languageOf(request), request.id),
        address: request.ip,
        token: request.cookies[sessionCookie],
        setCookie: (token: string | null) => {
          if (token === null) reply.clearCookie(sessionCookie, cookieOptions);
          else reply.setCookie(sessionCookie, token, cookieOptions);
        },
        origin: originOf(request, settings.publicOrigin),
        visitor: () => visitorOf(request, reply),
      };
      // `route()` has checked handler against contract, and the schema has checked the request.
      const answered = await route.handle(asked as Asked<never> as never);
      if ('refusal' in answered) {
        await settings.onRefused(contract, answered.refusal, {
          session: request.evenhandSession,
          address: request.ip,
        });
        return sendRefusal(settings, request, reply, answered.refusal);
      }
      return reply.code(answered.status).send(answered.body ?? undefined);
    },
  });
};

declare module 'fastify' {
  interface FastifyRequest {
    evenhandSession: Session | undefined;
  }
}

/** The page to read the API: our own scripts and styles, images inside them, nothing from elsewhere. */
const docsPolicy =
  "default-src 'self'; script-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

const addDocuments = async (app: FastifyInstance): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Evenhand 防疫口罩管控系統',
        version: '1',
        description: 'Every refusal is a Problem with a code; programs switch on the code.',
      },
    },
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: docsPolicy });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
};

const logAndCount = (app: FastifyInstance, { log, metrics }: HttpSettings): void => {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const { method } = request;
    const { statusCode: status, elapsedTime } = reply;
    metrics.answered({ method, route, status }, elapsedTime / 1000);
    log.info({ request_id: request.id, method, route, status, ms: Math.round(elapsedTime) }, 'answered');
  });
};

/** The HTTP server with the house's manners; routes come from the modules, pages from the web. */
export const createHttp = async (
  settings: HttpSettings,
  routes: readonly Route[],
): Promise<FastifyInstance> => {
  const app: FastifyInstance = Fastify({
    loggerInstance: settings.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    // A file name of a hundred Chinese characters is nine hundred in an address.
    routerOptions: { maxParamLength: 1_200 },
    trustProxy: settings.trustedProxies.length > 0 ? settings.trustedProxies : false,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
    requestTimeout: 30_000,
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false } },
    frameworkErrors: (error, request, reply) =>
      sendRefusal(settings, request, reply, refusalOfError(error) ?? refuse('fault')),
  });
  acceptJson(app);
  app.decorateRequest('evenhandSession', undefined);
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
    crossOriginEmbedderPolicy: false,
  });
  await addDocuments(app);
  logAndCount(app, settings);
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
  app.setErrorHandler((error: Parameters<typeof refusalOfError>[0], request, reply) => {
    const refusal = refusalOfError(error);
    if (refusal) return sendRefusal(settings, request, reply, refusal);
    settings.log.error({ err: error, request_id: request.id, route: request.routeOptions.url }, 'fault');
    return sendRefusal(settings, request, reply, refuse('fault'));
  });
  app.setNotFoundHandler((request, reply) => sendRefusal(settings, request, reply, refuse('not_found')));
  await app.register(async (api) => {
    for (const route of routes) addRoute(api, settings, route);
  });
  return app;
};
