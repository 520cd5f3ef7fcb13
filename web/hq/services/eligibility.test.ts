import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Eligibility, narrowingsOf, withKind, withProfession } from './eligibility.ts';

const masks: Eligibility[] = [
  { site_kind: 'pharmacy', professions: ['pharmacist', 'assistant_pharmacist'] },
  { site_kind: 'clinic', professions: [] },
];

test('kinds and professions of the matrix keep their order (R059, R069)', () => {
  const wider = withProfession(withKind(masks, 'health_centre', true), 'health_centre', 'nurse', true);
  assert.deepEqual(wider, [masks[0], { site_kind: 'health_centre', professions: ['nurse'] }, masks[1]]);
  assert.deepEqual(withKind(wider, 'health_centre', false), masks);
  assert.deepEqual(withProfession(masks, 'pharmacy', 'pharmacist', false)[0]?.professions, [
    'assistant_pharmacist',
  ]);
});

test('who loses the service is named, and only they', () => {
  assert.deepEqual(narrowingsOf(masks, masks), []);
  assert.deepEqual(narrowingsOf(masks, withKind(masks, 'dental', true)), []);
  assert.deepEqual(narrowingsOf(masks, withKind(masks, 'clinic', false)), [
    { site_kind: 'clinic', professions: 'all' },
  ]);
  assert.deepEqual(narrowingsOf(masks, withProfession(masks, 'clinic', 'physician', true)), [
    { site_kind: 'clinic', professions: ['pharmacist', 'assistant_pharmacist', 'nurse'] },
  ]);
  const everybody = withProfession(
    withProfession(masks, 'pharmacy', 'pharmacist', false),
    'pharmacy',
    'assistant_pharmacist',
    false,
  );
  // Nobody named means anybody: that is wider, not narrower.
  assert.deepEqual(narrowingsOf(masks, everybody), []);
});
