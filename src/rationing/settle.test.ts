import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { nowAt } from '../platform/clock.ts';
import { isRefusal } from '../platform/errors.ts';
import { readPolicy } from './policy.ts';
import { type Attempt, type Books, lateAfter, settle } from './settle.ts';

const policy = readPolicy(
  JSON.parse(readFileSync(new URL('../../db/policies/masks-2020-02-06.json', import.meta.url), 'utf8')),
);
const real = Date.parse('2026-01-05T01:00:00Z');
const person = (n: number): string => `00000000-0000-0000-0000-00000000000${n}`;

const attempt = (n: number, changes: Partial<Attempt> = {}): Attempt => ({
  request_id: `10000000-0000-0000-0000-00000000000${n}`,
  request_hash: 'a'.repeat(32),
  approval: {
    session_id: 's',
    site_code: '5931102274',
    person_key: person(n),
    covered_number: 'F100****24',
    document_kind: '01',
    document_in_hand: null,
    source: 'typed',
    workstation: null,
    birth_year: 1974,
    last_digit: 4,
    policy_version: policy.version,
    day: '2020-02-04',
    issued_at: real,
  },
  quantities: { adult_mask: 2 },
  by_proxy: false,
  session_id: 's',
  site_code: '5931102274',
  county: '新北市',
  account_id: '1',
  address: '127.0.0.1',
  received_at: real,
  ...changes,
});

const books = (onHand: number, people: number): Books => ({
  programme: 'masks',
  policy,
  people: new Map(
    Array.from({ length: people }, (_, index) => [
      person(index + 1),
      { person_key: person(index + 1), recent: [], kept_from: '1912-01-01', linked_to: null },
    ]),
  ),
  stock: new Map([
    [
      '5931102274',
      new Map([
        [
          'adult_mask',
          { site_code: '5931102274', item: 'adult_mask', on_hand: onHand, held: {}, movements: 7 },
        ],
      ]),
    ],
  ]),
  usedIds: new Set(),
  lifted: new Map(),
  now: nowAt(new Date('2020-02-04T02:00:00Z')),
  real,
});

const outcomes = (attempts: Attempt[], kept: Books): string[] =>
  settle(attempts, kept).answers.map((each) => (isRefusal(each) ? each.code : each.outcome));

test('W21 in one group: each sees what those before it changed', () => {
  const again = attempt(1, { request_id: '20000000-0000-0000-0000-000000000001' });
  assert.deepEqual(outcomes([attempt(1), attempt(1), again, attempt(2), attempt(3)], books(4, 3)), [
    'sold',
    'repeated',
    'already_bought',
    'sold',
    'stock_short',
  ]);
});

test('movements are numbered on, and each carries on from the one before', () => {
  const { movements } = settle([attempt(1), attempt(2)], books(10, 2));
  assert.deepEqual(
    movements.map(({ seq, change, on_hand_after }) => [seq, change, on_hand_after]),
    [
      [8, -2, 8],
      [9, -2, 6],
    ],
  );
});

test('an id that was used for somebody else sells nothing', () => {
  const taken = attempt(2, { request_id: attempt(1).request_id });
  assert.deepEqual(outcomes([attempt(1), taken], books(10, 2)), ['sold', 'request_id_reused']);
});

test('a request that waited too long for its turn is not sold; its retry is', () => {
  const late = attempt(1, { received_at: real - lateAfter - 1 });
  assert.deepEqual(outcomes([late, attempt(1)], books(10, 1)), ['too_busy', 'sold']);
});

test('a retry is recognised before approval, session and age', () => {
  const kept = books(10, 1);
  settle([attempt(1)], kept);
  const elsewhere = attempt(1, { session_id: 'another', received_at: real + 86_400_000 });
  assert.deepEqual(outcomes([elsewhere], kept), ['repeated']);
});
