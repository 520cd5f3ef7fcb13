import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TestApp, testApp, testClock } from '../../test/app.ts';
import { asOwner, testDatabase } from '../../test/db.ts';
import { makeSite } from '../../test/factories.ts';

const minute = 60_000;

const counter = async (t: Parameters<typeof testDatabase>[0]) => {
  const database = await testDatabase(t);
  const clock = testClock('2020-02-04');
  const app = await testApp(t, database, clock);
  return { database, app, clock, site: await makeSite(database.db) };
};

type Try = { password?: string; from?: string; headers?: Record<string, string> };

const logIn = (
  app: TestApp,
  account: string,
  { password = 'wrong', from = '10.0.0.1', headers = {} }: Try = {},
) =>
  app.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress: from,
    payload: { account, password },
    headers,
  });

test('failures slow down by seconds, say how many, and the clock heals them (design §7)', async (t) => {
  const { app, site, clock } = await counter(t);
  const tries = async (n: number) => {
    const answers = [];
    for (let i = 0; i < n; i++) answers.push((await logIn(app, site.user.name)).statusCode);
    return answers;
  };
  assert.deepEqual(await tries(5), [401, 401, 401, 401, 401]);
  for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
    const refused = await logIn(app, site.user.name, site.user);
    assert.equal(refused.statusCode, 429);
    assert.deepEqual([refused.json().code, refused.json().params], ['try_later', { seconds }]);
    assert.equal(refused.headers['retry-after'], String(seconds));
    assert.match(refused.json().message, new RegExp(`請於${seconds}秒後再試`));
    clock.pass(seconds * 1000);
    assert.deepEqual(await tries(1), [401], `after ${seconds} s the next try is judged`);
  }
  clock.pass(minute);
  assert.equal((await logIn(app, site.user.name, site.user)).statusCode, 201);
  assert.deepEqual(await tries(5), [401, 401, 401, 401, 401], 'a right log-in begins a new count');
});

test('failures of 15 minutes ago are forgotten', async (t) => {
  const { app, site, clock } = await counter(t);
  for (let i = 0; i < 5; i++) await logIn(app, site.user.name);
  assert.equal((await logIn(app, site.user.name)).statusCode, 429);
  clock.pass(16 * minute);
  for (let i = 0; i < 5; i++) assert.equal((await logIn(app, site.user.name)).statusCode, 401);
});

test('a hundred tries at once are a hundred tries, and lock nobody out at another address (design §7)', async (t) => {
  const { app, site, database } = await counter(t);
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, n) =>
      logIn(app, site.user.name, { headers: { 'x-forwarded-for': `192.0.2.${n}` } }),
    ),
  );
  const statuses = answers.map((each) => each.statusCode);
  assert.equal(statuses.filter((each) => each === 401).length, 5, 'five were judged');
  assert.equal(
    statuses.filter((each) => each === 429).length,
    95,
    'a header of the client is no other address',
  );
  const { rows } = await asOwner(
    database,
    `select count(*)::int as n from audit where act = 'session:begin'`,
  );
  assert.equal(
    rows[0].n,
    5 + 20,
    'those that were judged, and of those that only had to wait so many a minute',
  );
  assert.equal((await logIn(app, site.user.name, site.user)).statusCode, 429);
  assert.equal((await logIn(app, site.user.name, { ...site.user, from: '10.0.0.2' })).statusCode, 201);
  assert.equal((await logIn(app, site.manager.name, site.manager)).statusCode, 201, 'a colleague beside');
});
