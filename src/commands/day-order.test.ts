import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '../../test/db.ts';
import { nowAt } from '../platform/clock.ts';
import { readConfig } from '../platform/config.ts';
import { isRefusal } from '../platform/errors.ts';
import { orderDay } from '../rationing/index.ts';
import { dayOrderCommand } from './day-order.ts';

test('an order that cannot be meant is told before anything is opened (C8, bad input)', async (t) => {
  const config = readConfig({ EVENHAND_VAR: '/nowhere' });
  const said: string[] = [];
  t.mock.method(process.stderr, 'write', (text: string) => said.push(text) > 0);
  const right = ['--day', '2020-02-28', '--reason', '颱風', '--lift-day-rule'];
  for (const [wrong, sentence] of [
    [['--reason', '颱風', '--lift-day-rule'], '--day must be a day'],
    [[...right, '--day', '2020-02-30'], '--day must be a day'],
    [[...right, '--county', '新北縣'], 'There is no county "新北縣"'],
    [[...right, '--reason', '颱'], '--reason must be 2 to 200 characters'],
    [right.slice(0, 4), 'Say what is ordered'],
  ] as const) {
    said.length = 0;
    assert.equal(await dayOrderCommand.run([...wrong], config), 2);
    assert.ok(said.join('').includes(sentence), said.join(''));
  }
});

test('the first order for a day and county stands (C8)', async (t) => {
  const { db } = await testDatabase(t);
  const order = { day: '2020-02-28', county: '新北市', lifts_day_rule: true, cancels_delivery: false };
  const now = nowAt(new Date('2020-02-27T02:00:00Z'));
  assert.equal(await orderDay(db, 'masks', { ...order, reason: '颱風' }, now), undefined);
  assert.ok(isRefusal(await orderDay(db, 'masks', { ...order, reason: '再次' }, now)));
});
