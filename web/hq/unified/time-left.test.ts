import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepSample, minutesLeft, type Sample } from './time-left.ts';

const sampled = (...pairs: [at: number, done: number][]): Sample[] =>
  pairs.reduce<Sample[]>((samples, [at, done]) => keepSample(samples, { at, done }), []);

test('the time left follows from the pace so far (R069)', () => {
  const samples = sampled([0, 0], [30_000, 500], [60_000, 1_000]);
  assert.equal(minutesLeft(samples, 6_000), 5);
  assert.equal(minutesLeft(samples, 1_500), 0);
});

test('without progress nothing is promised', () => {
  assert.equal(minutesLeft([], 100), undefined);
  assert.equal(minutesLeft(sampled([0, 10]), 100), undefined);
  assert.equal(minutesLeft(sampled([0, 10], [5_000, 10]), 100), undefined);
});

test('only the last two minutes count, and fewer done than before begins anew', () => {
  const samples = sampled([0, 0], [10_000, 100], [200_000, 200]);
  assert.deepEqual(samples, [
    { at: 10_000, done: 100 },
    { at: 200_000, done: 200 },
  ]);
  assert.deepEqual(sampled([0, 0], [10_000, 100], [20_000, 3]), [{ at: 20_000, done: 3 }]);
});
