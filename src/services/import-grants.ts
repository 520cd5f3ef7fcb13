import { parse } from 'csv-parse/sync';
import { lockPeopleOf } from '../access/index.ts';
import type { House } from '../house.ts';
import { personKeyOf, readNumber } from '../people/index.ts';
import type { Tx } from '../platform/db.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import { createGate, gateFull } from '../platform/gate.ts';
import type { SayRefusal } from '../platform/routes.ts';
import type { Session } from '../platform/session.ts';
import { type Cells, csvOptions, placeColumns, readDay } from './csv-columns.ts';
import { type Grant, type Grounds, grantTo, type Person, readGrounds } from './grants.ts';
import { findGrantsAt, type GrantRow } from './queries.ts';

/** The columns in the order of the template, by any of their names. */
const columns = {
  account: ['帳號或證號', '帳號', '證號', 'account'],
  service: ['服務代碼', '服務項目代碼', 'service'],
  starts_on: ['起日', 'starts_on'],
  ends_on: ['迄日', 'ends_on'],
} as const;
type Column = keyof typeof columns;
const names = Object.keys(columns) as Column[];

type Row = { line: number; cells: Cells<typeof columns> };
/** Rows of a file: an institution has tens of people, a hospital hundreds. */
const mostRows = 1_000;
/** One file at a time on each server: it holds the institution's people, and a connection. */
const gate = createGate({ atOnce: 1, waiting: 3 });

type Problem = { line: number; column: string | null; code: string; message: string };

export type GrantImport = {
  rows: number;
  taken: number;
  unchanged: number;
  problems: Problem[];
  dry_run: boolean;
};

/** Undone at the end of a dry run. */
class DryRun extends Error {}

const refuseRow = (code: Parameters<typeof refuse>[0], field: Column, params: Record<string, string> = {}) =>
  refuse(code, { field, params });

/** The rows under a header; a file without the needed columns is refused as a whole. */
const readRows = (csv: string): Row[] | Refusal => {
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(csv, csvOptions) as never;
  } catch {
    return refuse('csv_malformed', { field: 'csv' });
  }
  const [head, ...body] = records;
  if (body.length > mostRows) return refuse('csv_too_long', { field: 'csv', params: { rows: mostRows } });
  const read = placeColumns(columns, ['ends_on'], head?.record ?? []);
  return isRefusal(read) ? read : body.map(({ record, info }) => ({ line: info.lines, cells: read(record) }));
};

const readGrant = ({ cells }: Row, grounds: Grounds): Grant | Refusal => {
  const service =
    grounds.services.find((each) => each.code === cells.service || each.name === cells.service)?.code ?? '';
  if (service === '') return refuseRow('service_not_found', 'service');
  const starts_on = readDay(cells.starts_on);
  if (starts_on === null) return refuseRow('day_malformed', 'starts_on');
  const ends_on = cells.ends_on === '' ? null : readDay(cells.ends_on);
  if (ends_on === null && cells.ends_on !== '') return refuseRow('day_malformed', 'ends_on');
  return { service, starts_on, ends_on };
};

type Work = { house: House; session: Session; grounds: Grounds; standing: GrantRow[] };

/** A user of the institution by account name or ID number, as a manager types it. */
const findPerson = (house: House, { people, now }: Grounds, typed: string): Person | undefined => {
  const name = typed.normalize('NFKC').trim().toLowerCase();
  const number = readNumber('01', typed, undefined, now.day);
  const key = isRefusal(number) ? undefined : personKeyOf(house.keys.staff, number);
  return people.find((each) => each.account === name || (key !== undefined && each.person_key === key));
};

/** `taken`, `unchanged`, or why not. */
const takeRow = async (tx: Tx, row: Row, work: Work): Promise<'taken' | 'unchanged' | Refusal> => {
  const { house, session, grounds, standing } = work;
  const person = findPerson(house, grounds, row.cells.account);
  if (!person) return refuseRow('user_not_found', 'account');
  const { account_id } = person;
  const grant = readGrant(row, grounds);
  if (isRefusal(grant)) return grant;
  const same = standing.find((each) => each.account_id === account_id && each.service_code === grant.service);
  if (same && same.starts_on === grant.starts_on && same.ends_on === grant.ends_on) return 'unchanged';
  const done = await grantTo(tx, session, person, grounds, grant);
  return isRefusal(done) ? done : 'taken';
};

/**
 * Grants row by row: good rows are taken, bad ones come back with line, column and reason; a dry run does the
 * same and undoes it. Refuses csv_malformed, csv_column_missing, csv_too_long {rows}, too_busy.
 */
export const importGrants = async (
  house: House,
  session: Session,
  { csv, dry_run }: { csv: string; dry_run: boolean },
  say: SayRefusal,
): Promise<GrantImport | Refusal> => {
  const rows = readRows(csv);
  if (isRefusal(rows)) return rows;
  const result: GrantImport = { rows: rows.length, taken: 0, unchanged: 0, problems: [], dry_run };
  const take = async (tx: Tx): Promise<void> => {
    await lockPeopleOf(tx, session.site.code);
    const grounds = await readGrounds(tx, session, house.clock.now());
    const standing = await findGrantsAt(tx, session.site.code);
    for (const row of rows) {
      const done = await takeRow(tx, row, { house, session, grounds, standing });
      if (isRefusal(done)) {
        const column = names.find((name) => name === done.field);
        const { code, message } = say(done);
        result.problems.push({ line: row.line, column: column ? columns[column][0] : null, code, message });
      } else result[done] += 1;
    }
    if (dry_run) throw new DryRun();
  };
  const done = await gate(() =>
    house.db
      .transaction()
      .execute(take)
      .catch((error: unknown) => {
        if (!(error instanceof DryRun)) throw error;
      }),
  );
  return done === gateFull ? refuse('too_busy') : result;
};
