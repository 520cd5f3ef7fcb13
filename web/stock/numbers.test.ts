import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DeliveryView } from '../../src/stock/contract.ts';
import { differs, nextReceiptNo, openOf, readPieces } from './numbers.ts';

const delivery = (receipts: { adult_mask: number; child_mask: number }[]): DeliveryView => ({
  delivery_id: 1,
  due_on: '2020-02-06',
  on_sale_date: '2020-02-06',
  expected: { adult_mask: 200, child_mask: 50 },
  state: receipts.length ? 'partial' : 'expected',
  receipts: receipts.map((quantities, index) => ({
    receipt_no: index + 1,
    quantities,
    on_sale_date: '2020-02-06',
    confirmed_at: '2020-02-06T08:40:00+08:00',
    clerk: 'demo',
  })),
});

describe('arrival (R110, X20)', () => {
  test('what is still to come is filled in', () => {
    assert.deepEqual(openOf(delivery([])), { adult_mask: 200, child_mask: 50 });
    assert.deepEqual(openOf(delivery([{ adult_mask: 120, child_mask: 60 }])), {
      adult_mask: 80,
      child_mask: 0,
    });
  });

  test('a reason is due when the total differs, up or down', () => {
    const half = delivery([{ adult_mask: 100, child_mask: 50 }]);
    assert.equal(differs(half, { adult_mask: 100, child_mask: 0 }), false);
    assert.equal(differs(half, { adult_mask: 99, child_mask: 0 }), true);
    assert.equal(differs(delivery([]), { adult_mask: 201, child_mask: 50 }), true);
  });

  test('receipts are numbered on', () => {
    assert.equal(nextReceiptNo(delivery([])), 1);
    assert.equal(nextReceiptNo(delivery([{ adult_mask: 1, child_mask: 1 }])), 2);
  });

  test('whole pieces only', () => {
    assert.equal(readPieces('２００'), 200);
    for (const text of ['', '-1', '1.5', '1e3', '100001']) assert.equal(readPieces(text), undefined);
    assert.equal(readPieces('0', 1), undefined);
  });
});
