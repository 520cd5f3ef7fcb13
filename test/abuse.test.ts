import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { personKeyOf, readNumber } from '../src/people/index.ts';
import { openDb } from '../src/platform/db.ts';
import { sessionCookie } from '../src/platform/http.ts';
import { serverKeysFrom } from '../src/platform/secrets.ts';
import { linkNumbers } from '../src/rationing/index.ts';
import { verify } from '../src/verify/index.ts';
import { browserOf, testApp } from './app.ts';
import { atEnd } from './at-end.ts';
import { check, confirmArrival, sellOn } from './counter.ts';
import { asOwner, testDatabase, testPepper, testServerKey } from './db.ts';
import { makeNumber, makeSite } from './factories.ts';
import { asMember } from './member.ts';

// What somebody who wants to cheat, or keep others out, would try; and what a nervous clerk does by accident.

const day = '2020-02-04';

const counter = async (t: Parameters<typeof testDatabase>[0]) => {
  const database = await testDatabase(t);
  const app = await testApp(t, database);
  const site = await makeSite(database.db);
  const browser = await browserOf(app, site.manager);
  await confirmArrival(browser, day);
  const born = { birth_date: '19700101' };
  const verdictOn = async (n: number) =>
    (await check(browser, site, { number: makeNumber(n), ...born })).body;
  const sellTo = async (n: number, id: string = randomUUID()) =>
    sellOn(browser, (await verdictOn(n))['approval'], undefined, id);
  return { database, app, site, browser, verdictOn, sellTo };
};

test('the app role lends ensure_month a type from pg_temp and acts as the owner of the schema', async (t) => {
  const database = await testDatabase(t);
  await asMember(database, 'evenhand_app', async (app) => {
    // Where nobody has TEMP on the database this is refused already; by default PUBLIC has it.
    await app
      .query(`create function pg_temp.act(pg_catalog.date) returns boolean language plpgsql as
        $$ begin execute 'create table if not exists public.made_as_owner ()'; return true; end $$;
        create domain pg_temp.date as pg_catalog.date check (pg_temp.act(value))`)
      .catch(() => undefined);
    await app.query(`select ensure_month('2020-12-01')`);
  });
  const { rows } = await asOwner(database, `select to_regclass('public.made_as_owner') is not null as owned`);
  assert.equal(rows[0].owned, false, 'the app role made a table as the owner');
});

test('a request id used for one person sells again for another, and its void takes back either (design §4)', async (t) => {
  const { sellTo } = await counter(t);
  const id = randomUUID();
  assert.equal((await sellTo(1, id)).status, 201);
  const reused = await sellTo(2, id);
  assert.deepEqual([reused.status, reused.body.code], [409, 'request_id_reused']);
});

test('a correction whose request id was used for another one is answered as done, and is not', async (t) => {
  const { browser } = await counter(t);
  const correction = { request_id: randomUUID(), item: 'adult_mask', cause: 'count', note: '盤點' };
  assert.equal((await browser.post('/api/stock/corrections', { ...correction, change: -1 })).status, 201);
  const other = await browser.post('/api/stock/corrections', { ...correction, change: -50 });
  assert.deepEqual([other.status, other.body.code], [409, 'request_id_reused']);
});

test('linking a number that others are linked to makes a chain: a check allows, verify differs (C4)', async (t) => {
  const { database, app, verdictOn, sellTo } = await counter(t);
  const keyOf = (n: number): string => {
    const person = readNumber('01', makeNumber(n), undefined, day);
    assert.ok(!('refused' in person));
    return personKeyOf(testPepper, person);
  };
  const link = (present: number, former: number) => {
    const keys = { person_key: keyOf(present), former_key: keyOf(former) };
    return linkNumbers(database.db, 'masks', {
      ...keys,
      document: '文號',
      reason: '歸化',
      now: app.clock.now(),
    });
  };
  assert.equal((await sellTo(1)).status, 201);
  await link(2, 1);
  await link(3, 2);
  for (const n of [1, 2, 3])
    assert.equal((await verdictOn(n))['verdict'], 'refused', `number ${n} bought today`);
  const found = await verify(database.db, 'masks', serverKeysFrom(testServerKey).ledger, day);
  assert.deepEqual(found.differences, []);
});

test('are_quantities takes a list of numbers for a number, since the path is lax', async (t) => {
  const database = await testDatabase(t);
  const { rows } = await asOwner(database, `select are_quantities('{"adult_mask": [1]}') as ok`);
  assert.equal(rows[0].ok, false);
});

test('a passport number of 3 to 5 characters is shown by more than half (R104)', () => {
  for (const number of ['A12', 'AB12', 'AB123']) {
    const person = readNumber('05', number, 'JP', day);
    if ('refused' in person) continue;
    const shown = person.covered_number.replaceAll('*', '').length;
    assert.ok(shown * 2 <= number.length, `${number} is shown as ${person.covered_number}`);
  }
});

test('a void asked again after midnight is told that it cannot be, though it was (once is once)', async (t) => {
  const { app, browser, sellTo } = await counter(t);
  const id = randomUUID();
  await sellTo(1, id);
  const body = { void_id: randomUUID(), reason: '按錯' };
  assert.equal((await browser.post(`/api/sales/${id}/void`, body)).status, 200);
  app.clock.at('2020-02-05T00:00:05');
  assert.equal((await browser.post(`/api/sales/${id}/void`, body)).status, 200);
});

test('reasons and notes of blanks are taken', async (t) => {
  const { browser, sellTo } = await counter(t);
  const id = randomUUID();
  await sellTo(1, id);
  const voided = await browser.post(`/api/sales/${id}/void`, { void_id: randomUUID(), reason: '　 ' });
  assert.equal(voided.body.code, 'invalid_input');
  const correction = { request_id: randomUUID(), item: 'adult_mask', change: -1, cause: 'count', note: '  ' };
  assert.equal((await browser.post('/api/stock/corrections', correction)).body.code, 'invalid_input');
});

test('tries from elsewhere keep a pharmacist out at the usual counter (design §7)', async (t) => {
  const { database, app, site } = await counter(t);
  const tryFrom = async (remoteAddress: string, password = 'wrong') => {
    const payload = { account: site.user.name, password };
    return (await app.inject({ method: 'POST', url: '/api/session', remoteAddress, payload })).statusCode;
  };
  assert.equal(await tryFrom('10.0.0.1', site.user.password), 201, 'the counter has logged in before');
  // Forty failures from addresses all over; each that follows stops everybody for ten seconds more.
  await tryFrom('192.0.2.1');
  await asOwner(database, 'update log_in_failure set failures = 40');
  app.clock.pass(10_000);
  assert.equal(await tryFrom('198.51.100.1'), 401);
  assert.equal(await tryFrom('10.0.0.1', site.user.password), 201, 'with the right password, at the counter');
});

test('a log-in over a session leaves the one before open (C5, R047)', async (t) => {
  const { app, site } = await counter(t);
  const logIn = async (cookie: string) => {
    const { name: account, password } = site.user;
    const answer = await app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { account, password },
      headers: { cookie },
    });
    return `${sessionCookie}=${answer.cookies.find((each) => each.name === sessionCookie)?.value}`;
  };
  const first = await logIn('');
  await logIn(first);
  const asked = await app.inject({ method: 'GET', url: '/api/session', headers: { cookie: first } });
  assert.equal(asked.statusCode, 401);
});

test("log-ins that wait hold every connection that the counter needs (design §2: never on the sale's path)", async (t) => {
  const database = await testDatabase(t);
  const db = openDb({ url: database.appUrl, role: 'evenhand_app', connections: 4 });
  atEnd(t, () => db.destroy());
  const app = await testApp(t, { ...database, db });
  const site = await makeSite(database.db);
  const browser = await browserOf(app, site.user);
  const holder = new pg.Client({ connectionString: database.ownerUrl });
  await holder.connect();
  await holder.query('begin; lock table log_in_failure in access exclusive mode');
  const payload = { account: 'a', password: 'b' };
  const logIns = Array.from({ length: 8 }, () =>
    app.inject({ method: 'POST', url: '/api/session', payload }),
  );
  const waiting = Promise.all(logIns);
  const seen = await Promise.race([
    browser.get('/api/stock').then((each) => each.status),
    sleep(1_500, 'still waiting'),
  ]);
  await holder.query('rollback');
  await holder.end();
  await waiting;
  assert.equal(seen, 200);
});
