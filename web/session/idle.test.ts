import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idleAt } from './idle.ts';

test('the warning comes two minutes before the end, and the end not before the server has ended it (R047)', () => {
  const minutes = (n: number) => n * 60_000;
  assert.deepEqual(idleAt(minutes(27.9), 0, 30), { state: 'busy' });
  assert.deepEqual(idleAt(minutes(28), 0, 30), { state: 'warning', leftMs: minutes(2) });
  assert.deepEqual(idleAt(minutes(30) + 1_000, 0, 30), { state: 'warning', leftMs: 0 });
  assert.deepEqual(idleAt(minutes(30) + 2_000, 0, 30), { state: 'over' });
  assert.deepEqual(idleAt(minutes(40), minutes(20), 30), { state: 'busy' });
  assert.deepEqual(idleAt(minutes(1.4), 0, 3), { state: 'busy' });
  assert.deepEqual(idleAt(minutes(1.5), 0, 3), { state: 'warning', leftMs: minutes(1.5) });
});
