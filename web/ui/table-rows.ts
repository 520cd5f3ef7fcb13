import type { ReactNode } from 'react';

/** One column of a list. */
export type Column<Row> = {
  id: string;
  /** its header */
  name: string;
  /** what is searched and written to a file, and what is shown where `show` says nothing else */
  value: (row: Row) => string | number;
  show?: (row: Row) => ReactNode;
  /** what rows are put in order by, where it is not the value: an ISO day for a date in words */
  order?: (row: Row) => string | number;
  numeric?: boolean;
  /** not shown until it is chosen; it is in the file all the same */
  extra?: boolean;
};

export type Sort = { column: string; descending: boolean };

const plain = (text: string | number): string => String(text).normalize('NFKC').toLowerCase();

/** The rows in which every word of the text occurs somewhere, wide and narrow signs alike. */
export const search = <Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  text: string,
): readonly Row[] => {
  const words = plain(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const all = columns.map((column) => plain(column.value(row))).join('\n');
    return words.every((word) => all.includes(word));
  });
};

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'zh-TW');

export const sortRows = <Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | undefined,
): readonly Row[] => {
  const column = columns.find(({ id }) => id === sort?.column);
  if (!sort || !column) return rows;
  const key = column.order ?? column.value;
  const turn = sort.descending ? -1 : 1;
  return [...rows].sort((a, b) => turn * compare(key(a), key(b)));
};

/** The rows as a file has them: all columns, their names first. */
export const fileRows = <Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
): (string | number)[][] => [
  columns.map(({ name }) => name),
  ...rows.map((row) => columns.map(({ value }) => value(row))),
];
