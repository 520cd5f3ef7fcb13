import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isRefusal } from '../platform/errors.ts';
import { readBirthDate } from './birth-date.ts';
import { type DocumentKind, readNumber } from './documents.ts';
import { personKeyOf } from './person-key.ts';

const day = '2020-02-04';
const codeOf = (value: unknown): string => (isRefusal(value) ? value.code : 'accepted');

test('numbers of each document kind pass or fail by form and check digit (R079, R091, C3)', () => {
  const cases: [DocumentKind, string, string, string][] = [
    ['01', 'F100000024', day, 'accepted'],
    ['01', 'A123456789', day, 'accepted'],
    ['02', 'f100000024', day, 'accepted'],
    ['01', 'Ａ１２３４５６７８９', day, 'accepted'],
    ['01', ' A123456789 ', day, 'accepted'],
    ['01', 'A123456788', day, 'number_malformed'],
    ['01', 'A12345678', day, 'number_malformed'],
    ['01', 'A1234567890', day, 'number_malformed'],
    ['01', 'A323456789', day, 'number_malformed'],
    ['01', '123456789A', day, 'number_malformed'],
    ['01', '', day, 'number_malformed'],
    ['01', 'AC01234567', day, 'accepted'],
    ['03', 'AC01234567', day, 'accepted'],
    ['04', 'AA00000009', day, 'accepted'],
    ['03', 'AC01234568', day, 'number_malformed'],
    ['03', 'A123456789', day, 'number_malformed'],
    ['04', 'F100000024', day, 'number_malformed'],
    ['03', 'A800000014', '2021-01-01', 'number_form_not_yet_issued'],
    ['03', 'A800000014', '2021-01-02', 'accepted'],
    ['01', 'A800000014', '2021-01-02', 'accepted'],
  ];
  for (const [kind, typed, on, expected] of cases)
    assert.equal(codeOf(readNumber(kind, typed, undefined, on)), expected, `${kind} ${typed} ${on}`);
});

test('a passport needs its country; parity is the last digit (X06)', () => {
  assert.equal(codeOf(readNumber('05', 'X1234567', undefined, day)), 'issuing_country_missing');
  assert.equal(codeOf(readNumber('05', 'X-12', 'JP', day)), 'passport_malformed');
  const found = readNumber('05', 'tk123457b', 'jp', day);
  assert.ok(!isRefusal(found));
  assert.equal(found.last_digit, 7);
  assert.equal(found.space, 'passport|JP');
});

test('a covered number shows the first four and the last two (R104)', () => {
  const found = readNumber('01', 'F100000024', undefined, day);
  assert.ok(!isRefusal(found));
  assert.equal(found.covered_number, 'F100****24');
});

test('one person has one key under 01 to 04, and another under another pepper (X36)', () => {
  const pepper = Buffer.alloc(32, 1);
  const keys = (['01', '03', '04'] as const).map((kind) => {
    const found = readNumber(kind, 'AC01234567', undefined, day);
    assert.ok(!isRefusal(found));
    return personKeyOf(pepper, found);
  });
  assert.equal(new Set(keys).size, 1);
  assert.match(keys[0] ?? '', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.notEqual(keys[0], personKeyOf(Buffer.alloc(32, 2), { space: 'tw', number: 'AC01234567' }));
});

test('changing any one digit of a national ID is noticed, but for pairs the check sum cannot tell', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (position, step) => {
      const digits = [...'A123456789'];
      const changed = (Number(digits[position]) + step) % 10;
      digits[position] = String(changed);
      const weight = position === 9 ? 1 : 9 - position;
      const undetectable = (step * weight) % 10 === 0;
      const stillNational = position !== 1 || changed === 1 || changed === 2;
      const accepted = codeOf(readNumber('01', digits.join(''), undefined, day)) === 'accepted';
      assert.equal(accepted, undetectable && stillNational);
    }),
  );
});

test('birth dates in the four forms of X12 mean the same day; impossible and future ones are refused', () => {
  for (const typed of [
    '19740503',
    '0630503',
    '630503',
    '63/05/03',
    '63/5/3',
    '１９７４０５０３',
    ' 19740503 ',
  ])
    assert.equal(readBirthDate(typed, day), '1974-05-03', typed);
  for (const typed of [
    '',
    '19740230',
    '19741301',
    '1974',
    '74-05-03',
    '18790101',
    '99999999',
    'abcdefgh',
    '0/1/1',
  ])
    assert.equal(codeOf(readBirthDate(typed, day)), 'birth_date_malformed', typed);
  assert.equal(readBirthDate('20200204', day), '2020-02-04');
  assert.equal(codeOf(readBirthDate('20200205', day)), 'birth_date_in_future');
  assert.equal(codeOf(readBirthDate('1090205', day)), 'birth_date_in_future');
});
