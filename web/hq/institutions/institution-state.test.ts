import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stateOf } from './institution-state.ts';

const open = {
  suspended_at: null,
  contract_starts_on: '1995-03-01',
  contract_ends_on: null,
  representative: true,
  managers: 1,
};
const today = '2020-02-04';

test('the state of an institution is the first thing that stops its work (R126)', () => {
  assert.equal(stateOf(open, today), 'normal');
  assert.equal(stateOf({ ...open, managers: 0 }, today), 'no_manager');
  assert.equal(stateOf({ ...open, managers: 0, representative: false }, today), 'no_representative');
  assert.equal(stateOf({ ...open, representative: false }, today), 'normal');
  assert.equal(stateOf({ ...open, contract_ends_on: '2020-02-04' }, today), 'normal');
  assert.equal(stateOf({ ...open, contract_ends_on: '2020-02-03' }, today), 'over');
  assert.equal(stateOf({ ...open, contract_starts_on: '2020-02-05' }, today), 'not_begun');
  assert.equal(
    stateOf({ ...open, contract_ends_on: '2020-02-03', suspended_at: '2020-02-01T09:00:00+08:00' }, today),
    'suspended',
  );
});
