import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FastifyInstance, InjectOptions } from 'fastify';
import Type from 'typebox';
import { testApp } from '../../test/app.ts';
import { testDatabase } from '../../test/db.ts';
import { makeSite, type TestAccount } from '../../test/factories.ts';
import { contracts } from '../contracts.ts';
import { contract } from '../platform/contract.ts';
import { createHttp } from '../platform/http.ts';
import { createLog } from '../platform/log.ts';
import { createMetrics } from '../platform/metrics.ts';
import { answer, route } from '../platform/routes.ts';
import { statusOf } from '../refusal-status.ts';
import { knownPermissions } from './rules.ts';

const counter = async (t: Parameters<typeof testDatabase>[0]) => {
  const database = await testDatabase(t);
  const app = await testApp(t, database);
  const site = await makeSite(database.db);
  return { database, app, site };
};

/** What answers without a contract, and so without a permission: by name, below /docs, or a public page. */
const withoutContract = [
  'GET /downloads/evenhand-agent.json',
  'GET /healthz',
  'GET /readyz',
  'GET /openapi.json',
  'GET /docs',
];
const isPublicPage = (found: string): boolean =>
  /^GET \/(\*|en\*?|(en\/)?pages\/[\w./-]+|downloads\/:name)?$/.test(found);

/** Every route of the router as `METHOD /path`, read from its tree of indented lines. */
const routesOf = (app: FastifyInstance): string[] => {
  const above: string[] = [];
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part, methods] = /^([│ ]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?/.exec(line) ?? [];
      if (part === undefined) return [];
      const level = indent.length / 4;
      above.splice(level, above.length, part);
      return (methods?.split(', ') ?? []).map((method) => `${method} ${above.join('')}`);
    });
};

test('no route stands beside the contracts but those listed here (design §5)', async (t) => {
  const { app } = await counter(t);
  const known = Object.values(contracts).map(({ method, path }) => `${method} ${path}`);
  const found = routesOf(app).filter(
    (each) => !each.startsWith('HEAD ') && !each.startsWith('GET /docs/') && !isPublicPage(each),
  );
  assert.deepEqual(found.sort(), [...known, ...withoutContract].sort());
});

const bootWith = async (permission: string): Promise<FastifyInstance> => {
  const made = contract({
    method: 'GET',
    path: '/api/x',
    permission,
    summary: 'x',
    answers: { 200: Type.Null() },
  });
  return createHttp(
    {
      log: createLog('silent'),
      metrics: createMetrics(),
      trustedProxies: [],
      publicOrigin: undefined,
      knownPermissions,
      statusOf,
      openSession: async () => undefined,
      onRefused: async () => undefined,
    },
    [route(made, async () => answer(200, null))],
  );
};

test('a route with a permission that no role can hold stops the server at boot (design §5)', async () => {
  for (const permission of ['stock:burn:own-site', '', 'Public', 'sale:make'])
    await assert.rejects(bootWith(permission), /which no role can hold/, permission);
  await (await bootWith('sale:make:own-site')).close();
});

type Asked = { status: number; code: string | undefined };

/** A log-out posted from a page of somewhere. */
const logOutFrom = async (
  app: FastifyInstance,
  account: TestAccount,
  headers: InjectOptions['headers'],
): Promise<Asked> => {
  const login = await app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { account: account.name, password: account.password },
  });
  const cookie = String(login.headers['set-cookie']).split(';')[0] ?? '';
  const { statusCode, body } = await app.inject({
    method: 'DELETE',
    url: '/api/session',
    headers: { ...headers, cookie },
  });
  return { status: statusCode, code: body === '' ? undefined : JSON.parse(body).code };
};

const refused: Asked = { status: 403, code: 'wrong_origin' };
const done: Asked = { status: 204, code: undefined };

test('a page of another origin can make nobody act (CSRF, design §7)', async (t) => {
  const { app, site } = await counter(t);
  const cases: [NonNullable<InjectOptions['headers']>, Asked][] = [
    [{}, done],
    [{ origin: 'http://localhost:80' }, done],
    [{ 'sec-fetch-site': 'same-origin' }, done],
    [{ 'sec-fetch-site': 'none' }, done],
    [{ origin: 'https://evil.example' }, refused],
    [{ origin: 'https://localhost:80' }, refused],
    [{ origin: 'http://localhost:80.evil.example' }, refused],
    [{ origin: 'http://localhost' }, refused],
    [{ origin: 'null' }, refused],
    [{ origin: '' }, refused],
    [{ 'sec-fetch-site': 'cross-site' }, refused],
    [{ 'sec-fetch-site': 'same-site' }, refused],
    [
      { origin: 'https://evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
      refused,
    ],
  ];
  for (const [headers, expected] of cases)
    assert.deepEqual(await logOutFrom(app, site.user, headers), expected, JSON.stringify(headers));
  const login = { method: 'POST', url: '/api/session', payload: { account: 'a', password: 'b' } } as const;
  assert.equal((await app.inject({ ...login, headers: { origin: 'https://evil.example' } })).statusCode, 403);
});

test('behind a proxy the origin is the one that was configured', async (t) => {
  const database = await testDatabase(t);
  const app = await testApp(t, database, undefined, { publicOrigin: 'https://masks.example' });
  const site = await makeSite(database.db);
  assert.deepEqual(await logOutFrom(app, site.user, { origin: 'https://masks.example' }), done);
  assert.deepEqual(await logOutFrom(app, site.user, { origin: 'http://localhost:80' }), refused);
});
