import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CheckAllowed, CheckRefused, SaleDone } from '../../src/rationing/contract.ts';
import { type Counter, type Event, isBusy, next, openCounter, recentOf } from './machine.ts';
import type { PendingSale } from './pending.ts';

const day = '2020-02-04';
const stock = { adult_mask: 200, child_mask: 50 };
const allowed: CheckAllowed = {
  verdict: 'allowed',
  covered_number: 'F100****24',
  birth_date: '1974-05-03',
  recent: [],
  stock,
  today: day,
  approval: 'sealed',
  expires_at: '2020-02-04T16:31:00+08:00',
  person_class: 'adult',
  last_digit: 4,
  most: { adult_mask: 2, child_mask: 0 },
  most_in_all: 2,
  suggested: { adult_mask: 2, child_mask: 0 },
  prices_twd: { adult_mask: 5, child_mask: 5 },
};
const bought = {
  short_name: '淡水藥局',
  covered_number: 'F100****24',
  sold_at: '2020-02-04T16:26:00+08:00',
  quantities: { adult_mask: 2, child_mask: 0 },
  voided: false,
};
const refused: CheckRefused = {
  verdict: 'refused',
  covered_number: 'F100****24',
  birth_date: '1974-05-03',
  recent: [bought],
  stock,
  today: day,
  refusal: { code: 'already_bought', message: '', params: { window_days: 7, next_date: '2020-02-11' } },
};
const sale: PendingSale = {
  request_id: '0170-1',
  approval: 'sealed',
  quantities: { adult_mask: 2, child_mask: 0 },
  by_proxy: false,
  site_code: '5931102274',
  clerk: 'demo',
};
const done: SaleDone = {
  outcome: 'sold',
  sale: { ...bought, request_id: sale.request_id, price_twd: 10 },
  recent: [bought],
  stock: { adult_mask: 198, child_mask: 50 },
};

const open = (notice = false, pending?: PendingSale) => openCounter({ today: day, stock }, notice, pending);
const after = (counter: Counter, ...events: Event[]): Counter => events.reduce(next, counter);
const typed: Event = {
  type: 'entry_edited',
  change: { kind: '02', number: 'F100000024', birth_date: '19740503' },
};
const toAllowed: Event[] = [
  typed,
  { type: 'check_pressed', ticket: 1 },
  { type: 'check_answered', ticket: 1, answer: allowed },
];
const toSelling: Event[] = [...toAllowed, { type: 'buy_pressed' }, { type: 'confirmed', sale }];
const nameAfter = (...events: Event[]) => after(open(), ...events).state.name;

describe('the four states of the purchase screen (R083)', () => {
  test('(a) fresh while the arrival notice is up, (b) ready once it is dismissed (R107)', () => {
    const fresh = open(true);
    assert.equal(fresh.state.name, 'fresh');
    assert.equal(after(fresh, { type: 'check_pressed', ticket: 1 }).state.name, 'fresh');
    assert.equal(after(fresh, { type: 'notice_dismissed' }).state.name, 'ready');
    assert.equal(open().state.name, 'ready');
  });

  test('(c) allowed fills in the highest quantity and keeps the entry (R083, R095)', () => {
    const counter = after(open(), ...toAllowed);
    assert.equal(counter.state.name, 'allowed');
    assert.deepEqual(counter.state.name === 'allowed' && counter.state.typed, {
      adult_mask: '2',
      child_mask: '0',
    });
    assert.equal(counter.entry.number, 'F100000024');
  });

  test('(d) sold shows the last purchases and the stock of the answer (R103, C6)', () => {
    const counter = after(open(), ...toSelling, { type: 'sale_answered', request_id: sale.request_id, done });
    assert.equal(counter.state.name, 'sold');
    assert.deepEqual(recentOf(counter), [bought]);
    assert.equal(counter.stock['adult_mask'], 198);
  });

  test('a refusal shows the last purchases as well (R103)', () => {
    const counter = after(
      open(),
      typed,
      { type: 'check_pressed', ticket: 1 },
      { type: 'check_answered', ticket: 1, answer: refused },
    );
    assert.equal(counter.state.name, 'refused');
    assert.deepEqual(recentOf(counter), [bought]);
  });
});

describe('資格審核', () => {
  test('what stands under 01 is read from the card, never sent as typed', () => {
    const entry: Event = { type: 'entry_edited', change: { number: 'F100000024', birth_date: '19740503' } };
    const { state, entry: left } = after(open(), entry, { type: 'check_pressed', ticket: 1 });
    assert.deepEqual([state.name, left.number], ['reading', '']);
  });

  test('what is missing is said at its field, and nothing is sent', () => {
    const counter = after(
      open(),
      { type: 'entry_edited', change: { kind: '02', birth_date: '19740503' } },
      { type: 'check_pressed', ticket: 1 },
    );
    assert.deepEqual(counter.state, {
      name: 'ready',
      note: { from: 'screen', word: 'number_missing', field: 'number' },
    });
  });

  test('an answer to another check is not taken', () => {
    const counter = after(
      open(),
      typed,
      { type: 'check_pressed', ticket: 2 },
      { type: 'check_answered', ticket: 1, answer: allowed },
    );
    assert.equal(counter.state.name, 'checking');
  });

  test('a failure keeps what was typed', () => {
    const counter = after(
      open(),
      typed,
      { type: 'check_pressed', ticket: 1 },
      { type: 'check_failed', ticket: 1 },
    );
    assert.equal(counter.state.name, 'ready');
    assert.equal(counter.entry.birth_date, '19740503');
  });

  test('an entry that changes drops the approval: 購買 is for the same person only (R106)', () => {
    for (const events of [
      toAllowed,
      [...toAllowed, { type: 'buy_pressed' } as const, { type: 'cancelled' } as const],
    ])
      assert.equal(nameAfter(...events, { type: 'entry_edited', change: { number: 'F100000033' } }), 'ready');
    assert.equal(
      nameAfter(...toAllowed, { type: 'entry_edited', change: { number: '' } }, { type: 'buy_pressed' }),
      'ready',
    );
  });
});

describe('購買', () => {
  test('取消 changes nothing (W13)', () => {
    const before = after(open(), ...toAllowed, { type: 'quantity_typed', item: 'adult_mask', text: '1' });
    assert.deepEqual(after(before, { type: 'buy_pressed' }, { type: 'cancelled' }), before);
  });

  test('nothing but 確定 sells, and only from the dialog', () => {
    for (const event of [
      { type: 'confirmed', sale },
      { type: 'check_pressed', ticket: 9 },
    ] as const)
      assert.notEqual(nameAfter(...toAllowed, event), 'selling');
    assert.equal(nameAfter({ type: 'confirmed', sale }), 'ready');
  });

  test('nothing is cleared, edited or begun while an answer is outstanding', () => {
    const selling = after(open(), ...toSelling);
    assert.ok(isBusy(selling));
    const others: Event[] = [
      { type: 'cleared' },
      typed,
      { type: 'check_pressed', ticket: 3 },
      { type: 'confirmed', sale: { ...sale, request_id: 'other' } },
      { type: 'sale_answered', request_id: 'other', done },
      { type: 'sale_refused', request_id: 'other', refusal: { code: 'stock_short', message: '' } },
    ];
    for (const event of others) assert.deepEqual(after(selling, event), selling);
  });

  test('a sale in doubt survives a reload and blocks new ones until it is answered', () => {
    const counter = open(true, sale);
    assert.deepEqual(counter.state, { name: 'selling', sale, doubt: true });
    assert.equal(after(counter, { type: 'check_pressed', ticket: 1 }).state.name, 'selling');
    const sold = after(counter, { type: 'sale_answered', request_id: sale.request_id, done });
    assert.equal(sold.state.name, 'sold');
    assert.equal(after(sold, { type: 'cleared' }).state.name, 'fresh', 'the arrival notice comes afterwards');
  });

  test('refused for its quantities: the approval stays and the numbers can be changed', () => {
    const counter = after(open(), ...toSelling, {
      type: 'sale_refused',
      request_id: sale.request_id,
      refusal: { code: 'stock_short', message: '', params: { item: 'adult_mask', on_sale: 1 } },
    });
    assert.equal(counter.state.name, 'allowed');
    assert.equal(
      counter.state.name === 'allowed' && counter.state.note?.from === 'server' && counter.state.note.unsold,
      true,
    );
  });

  test('refused for the approval: a new check is needed, the entry stays', () => {
    const counter = after(open(), ...toSelling, {
      type: 'sale_refused',
      request_id: sale.request_id,
      refusal: { code: 'approval_of_another_session', message: '' },
    });
    assert.equal(counter.state.name, 'ready');
    assert.equal(counter.entry.number, 'F100000024');
  });
});

describe('midnight (C7)', () => {
  const midnight: Event = { type: 'day_changed', today: '2020-02-05' };

  test('drops approvals and changes the date', () => {
    for (const events of [toAllowed, [...toAllowed, { type: 'buy_pressed' } as const]]) {
      const counter = after(open(), ...events, midnight);
      assert.deepEqual(counter.state, { name: 'ready', note: { from: 'screen', word: 'day_changed' } });
      assert.equal(counter.today, '2020-02-05');
      assert.equal(counter.entry.number, 'F100000024');
    }
  });

  test('leaves a sale that is being asked about alone', () => {
    const counter = after(open(), ...toSelling, midnight);
    assert.equal(counter.state.name, 'selling');
  });
});
