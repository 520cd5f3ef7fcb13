import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CheckAllowed, CounterView } from '../../src/rationing/contract.ts';
import type { Note } from './note.ts';
import { faultOf, priceOf, readQuantities } from './quantities.ts';

const notes = { child_born_from_roc: 97, child_age_limit: 12 } as CounterView['policy']['notes'];
const adult = {
  most: { adult_mask: 2, child_mask: 0 },
  most_in_all: 2,
  stock: { adult_mask: 200, child_mask: 50 },
} as unknown as CheckAllowed;
const child = { ...adult, most: { adult_mask: 2, child_mask: 2 } };
const codeOf = (note: Note | undefined) => (note?.from === 'server' ? note.refusal.code : note?.from);

describe('quantities on screen (R098)', () => {
  test('whole pieces, full width too; anything else is not read', () => {
    assert.deepEqual(readQuantities({ adult_mask: '２', child_mask: '' }), { adult_mask: 2, child_mask: 0 });
    for (const text of ['1.5', '-1', 'two', '1e3', '100000'])
      assert.equal(readQuantities({ adult_mask: text }), undefined);
  });

  test('within the limit there is nothing to say; W8 and W9 are', () => {
    const cases = [
      [adult, { adult_mask: '2', child_mask: '0' }, undefined],
      [adult, { adult_mask: '3', child_mask: '0' }, 'over_limit'],
      [adult, { adult_mask: '0', child_mask: '1' }, 'item_not_for_class'],
      [adult, { adult_mask: '0', child_mask: '0' }, 'nothing_chosen'],
      [adult, { adult_mask: 'x', child_mask: '0' }, 'nothing_chosen'],
      [child, { adult_mask: '1', child_mask: '1' }, undefined],
      [child, { adult_mask: '2', child_mask: '1' }, 'over_limit'],
      [{ ...adult, stock: { adult_mask: 1 } }, { adult_mask: '2' }, 'stock_short'],
    ] as const;
    for (const [check, typed, code] of cases) assert.equal(codeOf(faultOf(typed, check, notes)), code);
  });

  test('the price follows the fields', () => {
    assert.equal(priceOf({ adult_mask: '2', child_mask: '0' }, { adult_mask: 5, child_mask: 5 }), 10);
    assert.equal(priceOf({ adult_mask: 'x' }, { adult_mask: 5 }), 0);
  });
});
