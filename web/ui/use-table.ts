import { useState } from 'react';
import { type Column, type Sort, search, sortRows } from './table-rows.ts';

export const pageSizes = [20, 50, 100] as const;

/** What of a list is on screen: the search, the order, the page, the columns. */
export const useTable = <Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  first: Sort | undefined,
) => {
  const [text, setText] = useState('');
  const [sort, setSort] = useState(first);
  const [size, setSize] = useState<number>(pageSizes[0]);
  const [wanted, setPage] = useState(1);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(
    () => new Set(columns.filter(({ extra }) => extra).map(({ id }) => id)),
  );
  const found = sortRows(search(rows, columns, text), columns, sort);
  const pages = Math.max(Math.ceil(found.length / size), 1);
  const page = Math.min(wanted, pages);
  return {
    text,
    setText: (typed: string) => {
      setText(typed);
      setPage(1);
    },
    sort,
    /** First up, then down, then as it came. */
    sortBy: (column: string) => {
      if (sort?.column !== column) setSort({ column, descending: false });
      else setSort(sort.descending ? undefined : { column, descending: true });
    },
    size,
    setSize: (chosen: number) => {
      setSize(chosen);
      setPage(1);
    },
    page,
    pages,
    setPage,
    found,
    onPage: found.slice((page - 1) * size, page * size),
    columns: columns.filter(({ id }) => !hidden.has(id)),
    isHidden: (column: string) => hidden.has(column),
    toggle: (column: string) => {
      const changed = new Set(hidden);
      if (!changed.delete(column)) changed.add(column);
      setHidden(changed);
    },
  };
};

export type TableState<Row> = ReturnType<typeof useTable<Row>>;
