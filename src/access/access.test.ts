import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { browserOf, type TestApp, testApp, testClock } from '../../test/app.ts';
import { asOwner, type TestDatabase, testDatabase } from '../../test/db.ts';
import { makeSite, type TestAccount } from '../../test/factories.ts';
import { sessionCookie } from '../platform/http.ts';

const minute = 60_000;
const hour = 60 * minute;

const counter = async (t: Parameters<typeof testDatabase>[0]) => {
  const database = await testDatabase(t);
  const clock = testClock('2020-02-04');
  const app = await testApp(t, database, clock);
  const site = await makeSite(database.db);
  return { database, app, clock, site };
};

type Try = { password?: string; from?: string; cookie?: string };

const logIn = (app: TestApp, account: string, { password = 'wrong', from = '10.0.0.1', cookie = '' }: Try) =>
  app.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress: from,
    payload: { account, password },
    headers: { cookie },
  });

const right = ({ password }: TestAccount, more: Try = {}): Try => ({ password, ...more });
const tokenOf = (answer: LightMyRequestResponse): string =>
  answer.cookies.find((each) => each.name === sessionCookie)?.value ?? '';

/** The status of asking who is logged in, with a cookie as given. */
const statusWith = async (app: TestApp, cookie: string): Promise<number> =>
  (await app.inject({ method: 'GET', url: '/api/session', headers: { cookie } })).statusCode;
const statusOf = (app: TestApp, token: string) => statusWith(app, `${sessionCookie}=${token}`);

test('a wrong password and an account that nobody has get the same answer (R047, design §7)', async (t) => {
  const { app, site, database } = await counter(t);
  const said = async (account: string) => {
    const answer = await logIn(app, account, {});
    const { request_id: _id, ...body } = answer.json();
    return { status: answer.statusCode, cookies: answer.cookies, body };
  };
  const wrong = await said(site.user.name);
  assert.equal(wrong.status, 401);
  assert.equal(wrong.body.code, 'wrong_credentials');
  assert.deepEqual(await said('nobody-at-all'), wrong);
  await asOwner(database, 'update account set disabled_at = now() where name = $1', [site.manager.name]);
  assert.deepEqual(await said(site.manager.name), wrong);
  const disabled = await logIn(app, site.manager.name, right(site.manager));
  assert.equal(disabled.statusCode, 401, 'a disabled account does not log in with its right password');
});

test('an account typed in capitals, full width or with blanks around is the account', async (t) => {
  const { app, site } = await counter(t);
  for (const name of [
    site.user.name.toUpperCase(),
    `  ${site.user.name} `,
    site.user.name.replace('5', '５'),
  ])
    assert.equal((await logIn(app, name, right(site.user))).statusCode, 201, name);
});

test('the cookie is for this host, over TLS, for no script and no other page', async (t) => {
  const { app, site } = await counter(t);
  const header = String((await logIn(app, site.user.name, right(site.user))).headers['set-cookie']);
  assert.match(header, /^__Host-evenhand=[\w-]{43};/);
  const attributes = header.split('; ').slice(1).sort();
  assert.deepEqual(attributes, ['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure']);
});

test('a session ends after 30 idle minutes and after 12 hours, by real time (R047)', async (t) => {
  const { app, site, clock } = await counter(t);
  const token = tokenOf(await logIn(app, site.user.name, right(site.user)));
  clock.at('2020-03-04');
  assert.equal(await statusOf(app, token), 200, 'the business day ends no session');
  for (let passed = 0; passed < 12 * hour - 29 * minute; passed += 29 * minute) {
    assert.equal(await statusOf(app, token), 200, `${passed / minute} min`);
    clock.pass(29 * minute);
  }
  clock.pass(29 * minute);
  assert.equal(await statusOf(app, token), 401, 'after 12 hours');

  const idle = tokenOf(await logIn(app, site.user.name, right(site.user)));
  clock.pass(30 * minute);
  assert.equal(await statusOf(app, idle), 401, 'after 30 minutes');
});

test('logging out ends this session only, and for good (R047, C5, C6)', async (t) => {
  const { app, site } = await counter(t);
  const first = tokenOf(await logIn(app, site.user.name, right(site.user)));
  const second = tokenOf(await logIn(app, site.user.name, right(site.user, { from: '10.0.0.2' })));
  assert.notEqual(first, second);
  assert.deepEqual(
    [await statusOf(app, first), await statusOf(app, second)],
    [200, 200],
    'two counters, one person',
  );
  const cookie = `${sessionCookie}=${first}`;
  const out = await app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie } });
  assert.equal(out.statusCode, 204);
  assert.match(String(out.headers['set-cookie']), /^__Host-evenhand=; .*Expires=Thu, 01 Jan 1970/);
  assert.deepEqual([await statusOf(app, first), await statusOf(app, second)], [401, 200]);
  const again = await app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie } });
  assert.equal(again.statusCode, 401);
});

const storedHash = async (database: TestDatabase): Promise<Buffer> =>
  (await asOwner(database, 'select token_hash from session')).rows[0].token_hash;

test('no cookie but the one that was given opens a session', async (t) => {
  const { app, site, database } = await counter(t);
  const token = tokenOf(await logIn(app, site.user.name, right(site.user)));
  const hash = await storedHash(database);
  const forged = [
    ...['', token.slice(0, -1), `${token}A`, token.toLowerCase(), token.split('').reverse().join('')],
    ...['A'.repeat(43), hash.toString('hex'), hash.toString('base64url'), `${token}%00`, `'or'1'='1`, '../x'],
  ];
  for (const each of forged) assert.equal(await statusOf(app, each), 401, each);
  for (const cookie of [
    `evenhand=${token}`,
    `__host-evenhand=${token}`,
    token,
    `x=${sessionCookie}=${token}`,
  ])
    assert.equal(await statusWith(app, cookie), 401, cookie);
  assert.equal(await statusOf(app, token), 200);
});

test('a cookie that somebody planted is not taken over by the log-in (session fixation)', async (t) => {
  const { app, site } = await counter(t);
  const planted = 'p'.repeat(43);
  const token = tokenOf(
    await logIn(app, site.user.name, right(site.user, { cookie: `${sessionCookie}=${planted}` })),
  );
  assert.notEqual(token, planted);
  assert.deepEqual([await statusOf(app, planted), await statusOf(app, token)], [401, 200]);
});

test('an account that is disabled is out at once, in every session', async (t) => {
  const { app, site, database } = await counter(t);
  const browser = await browserOf(app, site.user);
  assert.equal((await browser.get('/api/stock')).status, 200);
  await asOwner(database, 'update account set disabled_at = now() where name = $1', [site.user.name]);
  assert.equal((await browser.get('/api/stock')).body.code, 'not_logged_in');
});
