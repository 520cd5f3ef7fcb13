import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOf, testApp, testClock } from '../../test/app.ts';
import { check } from '../../test/counter.ts';
import { testDatabase } from '../../test/db.ts';
import { makeSite } from '../../test/factories.ts';
import { limitPerMinute } from '../platform/limit-per-minute.ts';

test('a clerk may type so many numbers a minute, another clerk as many', () => {
  const limit = limitPerMinute(3);
  const at = (second: number) => new Date(second * 1000);
  for (const second of [0, 1, 2]) assert.equal(limit('a', at(second)), 0);
  assert.equal(limit('a', at(10)), 50);
  assert.equal(limit('b', at(10)), 0);
  assert.equal(limit('a', at(60)), 0, 'the first has left the minute');
  assert.equal(limit('a', at(60)), 1);
});

test('typed checks beyond the limit are told to wait, and recover (security of typed entry)', async (t) => {
  const database = await testDatabase(t);
  const clock = testClock('2020-02-04');
  const app = await testApp(t, database, clock, { checksPerMinute: 2 });
  const site = await makeSite(database.db);
  const browser = await browserOf(app, site.user);
  const person = { number: 'F100000024', birth_date: '19740503' };
  for (let n = 0; n < 2; n++) assert.equal((await check(browser, site, person)).status, 200);
  const slowed = await check(browser, site, person);
  assert.equal(slowed.status, 429);
  assert.equal(slowed.body.code, 'too_many_checks');
  clock.pass(60_000);
  assert.equal((await check(browser, site, person)).status, 200);
});
