import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayAfter, taipeiDay, untilMidnight } from './taipei-clock.ts';

test('midnight is counted from the time the server told (C7)', () => {
  assert.equal(untilMidnight('2020-02-04T23:59:50+08:00'), 10_000);
  assert.equal(untilMidnight('2020-02-04T23:59:50.500+08:00'), 9_500);
  assert.equal(taipeiDay('2020-02-04T23:59:50+08:00', 9_999), '2020-02-04');
  assert.equal(taipeiDay('2020-02-04T23:59:50+08:00', 10_000), '2020-02-05');
  assert.equal(taipeiDay('2020-02-28T12:00:00+08:00', 36 * 3_600_000), '2020-03-01');
  assert.equal(dayAfter('2020-12-31'), '2021-01-01');
});
