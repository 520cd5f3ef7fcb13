import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Signed } from '../../agent/protocol.ts';
import type { CheckAllowed } from '../../src/rationing/contract.ts';
import { emptyEntry } from './entry.ts';
import {
  type CardRead,
  type Counter,
  type Event,
  isBusy,
  mayReadAlone,
  next,
  openCounter,
} from './machine.ts';
import type { Note } from './note.ts';

const stock = { adult_mask: 200, child_mask: 50 };
const signed: Signed = { statement: '{}', signature: 's', workstation: 'w' };
const card: CardRead = { kind: 'read', number: 'F100000024', birth_date: '0630503', signed };
const failed = (note: Note): CardRead => ({ kind: 'failed', note });
const noAgent = failed({ from: 'screen', word: 'no_agent' });
const noCard = failed({ from: 'agent', code: 'no_card', message: '讀卡機內沒有卡片，請插入卡片。' });

const open = (notice = false): Counter => openCounter({ today: '2020-02-04', stock }, notice, undefined);
const after = (counter: Counter, ...events: Event[]): Counter => events.reduce(next, counter);
const press = (ticket: number): Event => ({ type: 'check_pressed', ticket });
const answered = (ticket: number, read: CardRead): Event => ({ type: 'card_answered', ticket, read });
const type = (change: object): Event => ({ type: 'entry_edited', change });
const read = after(open(), press(1), answered(1, card));
const allowed = after(read, {
  type: 'check_answered',
  ticket: 1,
  answer: { verdict: 'allowed', today: '2020-02-04', stock, suggested: {} } as unknown as CheckAllowed,
});

describe('資格審核 by card (R087)', () => {
  test('one key reads and asks: number and birth date stand there as they came', () => {
    assert.equal(after(open(), press(1)).state.name, 'reading');
    assert.deepEqual(read.state, { name: 'checking', ticket: 1, signed });
    assert.deepEqual(read.entry, {
      ...emptyEntry('01'),
      number: 'F100000024',
      birth_date: '0630503',
      from_card: true,
    });
  });

  test('what was signed is forgotten with the answer', () => {
    assert.equal(allowed.state.name, 'allowed');
    assert.ok(!JSON.stringify(allowed).includes('signature'));
  });

  test('each check reads anew, and what the last card said goes first', () => {
    const again = after(allowed, press(2));
    assert.deepEqual(again.state, { name: 'reading', ticket: 2 });
    assert.deepEqual(again.entry, emptyEntry('01'));
  });

  test('清除 empties what was read; it and F2 give up a read, whose answer then belongs to nobody', () => {
    assert.deepEqual(after(allowed, { type: 'cleared' }).entry, emptyEntry('01'));
    const reading = after(open(), press(1));
    assert.equal(isBusy(reading), false);
    for (const leave of [{ type: 'cleared' }, { type: 'typed_entry_chosen' }] as const) {
      const left = after(reading, leave, answered(1, card));
      assert.equal(left.state.name, 'ready');
      assert.equal(left.entry.number, '');
    }
  });

  test('a second key and an answer that comes late change nothing', () => {
    const reading = after(open(), press(1));
    assert.deepEqual(after(reading, press(2)), reading);
    assert.deepEqual(after(reading, answered(9, card)), reading);
  });

  test('01 never goes as typed', () => {
    const typed = after(open(), type({ kind: '02', number: 'F100000024', birth_date: '19740503' }));
    const chosen = after(typed, type({ kind: '01' }), press(1));
    assert.deepEqual([chosen.state.name, chosen.entry], ['reading', emptyEntry('01')]);
  });
});

describe('when no card can be read (R088, C1)', () => {
  test('the sentence stands there, and one key leads to 02', () => {
    const counter = after(open(), press(1), answered(1, noCard));
    assert.deepEqual(counter.state, { name: 'ready', note: noCard.kind === 'failed' && noCard.note });
    const typing = after(counter, { type: 'typed_entry_chosen' });
    assert.equal(typing.entry.kind, '02');
    assert.deepEqual(typing.state, { name: 'ready' });
    assert.ok(typing.turn > counter.turn, 'the keyboard goes to the number');
  });

  test('清除 goes back to 02 only where there is nothing that reads (R105)', () => {
    assert.equal(after(open(), press(1), answered(1, noCard), { type: 'cleared' }).entry.kind, '01');
    const without = after(open(), press(1), answered(1, noAgent), { type: 'cleared' });
    assert.equal(without.entry.kind, '02');
    const found = after(without, type({ kind: '01' }), press(2), answered(2, card));
    assert.equal(found.without_reader, false);
  });

  test('what the server refused can go on by 02 without being typed again; another document begins empty', () => {
    const refused = after(read, {
      type: 'check_failed',
      ticket: 1,
      refusal: { code: 'workstation_not_enrolled', message: '' },
    });
    const typing = after(refused, { type: 'typed_entry_chosen' });
    assert.deepEqual(
      [typing.entry.kind, typing.entry.number, typing.entry.from_card],
      ['02', 'F100000024', false],
    );
    assert.deepEqual(after(refused, type({ kind: '03' })).entry, emptyEntry('03'));
  });
});

describe('a card that is put in', () => {
  const inserted: Event = { type: 'card_inserted' };
  const may = (...events: Event[]): boolean => mayReadAlone(after(open(), ...events));

  test('may be read while 01 is chosen and nothing stands there', () => {
    assert.equal(may(), false);
    assert.equal(may(inserted), true);
    assert.equal(may(inserted, { type: 'card_taken' }), false);
    assert.equal(may(inserted, type({ kind: '02' })), false);
    assert.equal(may(inserted, type({ number: 'F' })), false);
    const fresh = after(open(true), inserted);
    assert.equal(mayReadAlone(fresh), false);
    assert.equal(mayReadAlone(after(fresh, { type: 'notice_dismissed' })), true);
  });

  test('is not read again until it was out; one put in meanwhile is read after 清除', () => {
    assert.equal(may(inserted, press(1), answered(1, noCard)), false);
    const cleared = after(allowed, { type: 'cleared' });
    assert.equal(mayReadAlone(cleared), false);
    assert.equal(mayReadAlone(after(allowed, { type: 'card_taken' }, inserted)), false);
    assert.equal(mayReadAlone(after(allowed, { type: 'card_taken' }, inserted, { type: 'cleared' })), true);
  });
});
