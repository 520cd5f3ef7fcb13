import assert from 'node:assert/strict';
import { test } from 'node:test';
import { understandDay } from './day.ts';

test('a day is understood in the ways in which people write it, ROC and western (X12)', () => {
  const same = [
    '109/02/04',
    '109/2/4',
    '1090204',
    '20200204',
    '2020-02-04',
    '２０２０/２/４',
    '109.02.04',
    '民國109年2月4日',
  ];
  for (const text of same) assert.equal(understandDay(text), '2020-02-04', text);
  assert.equal(understandDay('99/12/31'), '2010-12-31');
  assert.equal(understandDay('991231'), '2010-12-31');
});

test('what is no day stays none', () => {
  for (const text of ['', '109/02/30', '109/13/01', '1/2/3', 'soon', '20201', '0000-01-01', '2020-02-04x'])
    assert.equal(understandDay(text), undefined, text);
});
