import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readNumber } from '../people/index.ts';
import { makePerson, makePersons } from './persons.ts';

test('synthetic persons have distinct numbers that a counter accepts', () => {
  for (const on of ['2020-02-04', '2022-04-28']) {
    const persons = [...makePersons(20_000, { seed: 1, on })];
    assert.equal(new Set(persons.map((person) => person.number)).size, persons.length);
    for (const { document_kind, number } of persons)
      assert.ok(!('refused' in readNumber(document_kind, number, undefined, on)), number);
    const newForms = persons.filter((person) => person.form === 'resident_new').length;
    assert.equal(newForms > 0, on === '2022-04-28', 'new 統一證號 exist from 2021-01-02 on');
    assert.ok(persons.some((person) => person.form === 'resident_old' && person.document_kind === '04'));
  }
});

test('any person can be asked for alone and is always the same', () => {
  const options = { seed: 7, on: '2020-02-04' };
  assert.deepEqual([...makePersons(3, { ...options, from: 1_000_000 })][2], makePerson(1_000_002, options));
  assert.notEqual(makePerson(5, options).number, makePerson(5, { ...options, seed: 8 }).number);
});

test('ages are those of a country: nobody is born tomorrow, about one in ten is 12 or younger', () => {
  const persons = [...makePersons(20_000, { seed: 3, on: '2020-02-04' })];
  assert.ok(persons.every(({ birth_date }) => birth_date <= '2020-02-04' && birth_date > '1919-12-31'));
  const children = persons.filter(({ birth_date }) => birth_date >= '2008').length / persons.length;
  assert.ok(children > 0.09 && children < 0.12, `${children}`);
  const old = persons.filter(({ birth_date }) => birth_date < '1955-02-04').length / persons.length;
  assert.ok(old > 0.14 && old < 0.18, `${old}`);
  const even = persons.filter(({ number }) => Number(number.at(-1)) % 2 === 0).length / persons.length;
  assert.ok(even > 0.48 && even < 0.52, `${even}`);
});
