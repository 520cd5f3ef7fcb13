import { isDay } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';

/** The columns of a file by our own name, each with the names that it may have in the header. */
export type Columns = Readonly<Record<string, readonly string[]>>;
export type Cells<C extends Columns> = Record<keyof C & string, string>;

/** How csv-parse reads every file of ours: BOM or not, short rows are looked at and not thrown at. */
export const csvOptions = {
  bom: true,
  info: true,
  relax_column_count: true,
  skip_empty_lines: true,
  trim: true,
  max_record_size: 64 * 1024,
} as const;

/**
 * Finds the columns in a header and answers how to read a row, by our own names; a column that is not there
 * reads as ''. Refuses csv_column_missing {columns}, unless it is one of `optional`.
 */
export const placeColumns = <const C extends Columns>(
  columns: C,
  optional: readonly (keyof C & string)[],
  head: readonly string[],
): ((record: readonly string[]) => Cells<C>) | Refusal => {
  const names = Object.keys(columns) as (keyof C & string)[];
  const places = new Map(
    names.map((name) => [name, head.findIndex((each) => columns[name]?.includes(each.normalize('NFKC')))]),
  );
  const missing = names.filter((name) => places.get(name) === -1 && !optional.includes(name));
  if (missing.length > 0)
    return refuse('csv_column_missing', {
      field: 'csv',
      params: { columns: missing.map((name) => columns[name]?.[0] ?? name).join('、') },
    });
  return (record) =>
    Object.fromEntries(names.map((name) => [name, record[places.get(name) ?? -1] ?? ''])) as Cells<C>;
};

/** `2020-02-04`, `109/02/04` or `1090204` as an ISO day; null for what is no day. */
export const readDay = (text: string): string | null => {
  if (isDay(text)) return text;
  const roc = /^(\d{2,3})\/?(\d{2})\/?(\d{2})$/.exec(text.normalize('NFKC'));
  const day = roc ? `${Number(roc[1]) + 1911}-${roc[2]}-${roc[3]}` : '';
  return isDay(day) ? day : null;
};
