import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Column, fileRows, search, sortRows } from './table-rows.ts';

type Row = { name: string; n: number; day: string };
const rows: Row[] = [
  { name: '淡水藥局', n: 10, day: '2020-02-04' },
  { name: '虛擬診所', n: 9, day: '2019-12-31' },
];
const columns: Column<Row>[] = [
  { id: 'name', name: '名稱', value: ({ name }) => name },
  { id: 'n', name: '片數', value: ({ n }) => n },
  { id: 'day', name: '日期', value: ({ day }) => `民國${day}`, order: ({ day }) => day, extra: true },
];

test('every word must occur, in any column, shown or not, wide or narrow', () => {
  assert.deepEqual(search(rows, columns, '  '), rows);
  assert.deepEqual(search(rows, columns, '藥局 １０'), [rows[0]]);
  assert.deepEqual(search(rows, columns, '藥局 9'), []);
  assert.deepEqual(search(rows, columns, '2019'), [rows[1]]);
});

test('numbers sort as numbers, and an order of its own goes before what is shown', () => {
  const names = (sorted: readonly Row[]) => sorted.map(({ n }) => n);
  assert.deepEqual(names(sortRows(rows, columns, { column: 'n', descending: false })), [9, 10]);
  assert.deepEqual(names(sortRows(rows, columns, { column: 'day', descending: true })), [10, 9]);
  assert.deepEqual(names(sortRows(rows, columns, undefined)), [10, 9]);
});

test('a file has all columns, chosen or not', () => {
  assert.deepEqual(fileRows(rows.slice(0, 1), columns), [
    ['名稱', '片數', '日期'],
    ['淡水藥局', 10, '民國2020-02-04'],
  ]);
});
