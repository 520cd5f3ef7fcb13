import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counts, settlesAfterMs } from './confirming.ts';
import { tidy, understandBirthDate } from './entry.ts';

test('the four forms of a birth date are understood, and shown in both calendars (X12)', () => {
  for (const typed of ['19740503', '0630503', '630503', '63/05/03', '63/5/3', '１９７４０５０３'])
    assert.deepEqual(
      understandBirthDate(typed),
      { iso: '1974-05-03', roc_year: 63, month_day: '05/03' },
      typed,
    );
});

test('what is not a date, or not yet one, is not understood', () => {
  for (const typed of ['', '1974', '19740230', '19741301', '74-05-03', '00000000', '1974/05/03/1', 'abc'])
    assert.equal(understandBirthDate(typed), undefined, typed);
});

test('a year before the Republic counts backwards', () => {
  assert.equal(understandBirthDate('19110101')?.roc_year, 0);
});

test('numbers are tidied for the eye: full width, lower case, blanks', () => {
  assert.equal(tidy(' ｆ１００ 000024'), 'F100000024');
});

test('a dialog that has just opened takes no answer', () => {
  assert.equal(counts(settlesAfterMs), true);
  assert.equal(counts(settlesAfterMs - 1), false);
});
