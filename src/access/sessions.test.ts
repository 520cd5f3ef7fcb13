import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TestApp, testApp, testClock } from '../../test/app.ts';
import { asOwner, testDatabase } from '../../test/db.ts';
import { makeSite, type TestAccount } from '../../test/factories.ts';
import { auditOf, today } from '../../test/people.ts';
import { sessionCookie } from '../platform/http.ts';
import { clearSessions } from './index.ts';

const hour = 3_600_000;

const counter = async (t: Parameters<typeof testDatabase>[0]) => {
  const database = await testDatabase(t);
  const clock = testClock(today);
  const app = await testApp(t, database, clock);
  return { database, app, clock, site: await makeSite(database.db) };
};

const cookieOf = async (app: TestApp, { name: account, password }: TestAccount): Promise<string> => {
  const answer = await app.inject({ method: 'POST', url: '/api/session', payload: { account, password } });
  return `${sessionCookie}=${answer.cookies.find(({ name }) => name === sessionCookie)?.value}`;
};

const ask = async (app: TestApp, cookie: string, more: object = {}) => {
  const answer = await app.inject({ method: 'GET', url: '/api/session', headers: { cookie }, ...more });
  return [answer.statusCode, answer.json().code];
};

test('a cookie that is forged or was in use is refused, named, and noted with where it came from', async (t) => {
  const { app, database, clock, site } = await counter(t);
  const cookie = await cookieOf(app, site.user);
  await app.inject({ method: 'DELETE', url: '/api/session', headers: { cookie } });
  const idle = await cookieOf(app, site.user);
  clock.pass(hour);
  const refused = [cookie, idle, `${sessionCookie}=${'A'.repeat(43)}`, `${sessionCookie}=x`];
  for (const each of refused)
    assert.deepEqual(await ask(app, each, { remoteAddress: '192.0.2.7' }), [401, 'not_logged_in']);
  assert.deepEqual(await ask(app, ''), [401, 'not_logged_in'], 'who has no cookie is nothing to note');
  const notes = await auditOf(database, 'request:refuse');
  assert.deepEqual(
    notes.map(({ outcome, address, detail, account_id }) => [outcome, address, detail, account_id]),
    refused.map(() => ['not_logged_in', '192.0.2.7', { path: '/api/session' }, null]),
  );
});

test('a post from a page of another site is refused, named and noted, and does nothing', async (t) => {
  const { app, database, site } = await counter(t);
  const cookie = await cookieOf(app, site.manager);
  const headers = { cookie, origin: 'https://evil.example' };
  const posts = [
    { url: '/api/applications', payload: { services: ['claims'] } },
    { url: '/api/users', payload: {} },
    { url: '/api/password', payload: { current: 'x', fresh: 'y' } },
    { url: '/api/session', payload: { account: site.user.name, password: site.user.password } },
  ];
  for (const post of posts) {
    const answer = await app.inject({ method: 'POST', ...post, headers });
    assert.deepEqual([answer.statusCode, answer.json().code], [403, 'wrong_origin'], post.url);
    assert.equal(answer.headers['set-cookie'], undefined);
  }
  assert.equal((await ask(app, cookie))[0], 200, 'the session is what it was');
  const notes = await auditOf(database, 'request:refuse');
  assert.deepEqual(
    notes.map(({ outcome, detail }) => [outcome, (detail as { path: string }).path]),
    posts.map(({ url }) => ['wrong_origin', url]),
  );
});

test('a stranger fills the audit trail with twenty rows a minute, and is refused all the same', async (t) => {
  const { app, database, clock } = await counter(t);
  const forged = `${sessionCookie}=${'B'.repeat(43)}`;
  for (let n = 0; n < 60; n++) assert.equal((await ask(app, forged))[0], 401);
  assert.equal((await auditOf(database, 'request:refuse')).length, 20);
  clock.pass(60_000);
  await ask(app, forged);
  assert.equal((await auditOf(database, 'request:refuse')).length, 21);
});

test('sessions of days gone by are cleared away, with the counted tries; those in use stay', async (t) => {
  const { app, database, clock, site } = await counter(t);
  const old = await cookieOf(app, site.user);
  await app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { account: site.user.name, password: 'wrong' },
  });
  clock.pass(48 * hour);
  const fresh = await cookieOf(app, site.user);
  await clearSessions(database.db, new Date(clock.real().getTime() - 24 * hour));
  const counts = await asOwner(
    database,
    'select (select count(*)::int from session) as sessions, (select count(*)::int from log_in_failure) as tries',
  );
  assert.deepEqual(counts.rows[0], { sessions: 1, tries: 0 });
  assert.deepEqual([(await ask(app, old))[0], (await ask(app, fresh))[0]], [401, 200]);
  assert.equal((await auditOf(database, 'session:begin')).length, 3, 'who logged in when is still there');
});
