import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db.ts';
import { json } from '../platform/db.ts';
import { type Movement, sealOfMovement } from './movements.ts';
import { onSale, type StockRow } from './rules.ts';

type Read = Omit<StockRow, 'movements'> & { movements: string };
const fromRow = (row: Read): StockRow => ({ ...row, movements: Number(row.movements) });

/** The stock of some sites as it stands, without locks. */
export const findStock = async (
  db: Db | Tx,
  programme: string,
  siteCodes: readonly string[],
): Promise<StockRow[]> => {
  const { rows } = await sql<Read>`
    select site_code, item, on_hand, held, movements from stock
    where programme = ${programme} and site_code = any(${siteCodes}) order by site_code, item`.execute(db);
  return rows.map(fromRow);
};

/** The same under lock, in key order: everyone locks persons first, then stock, each in key order. */
export const lockStock = async (
  tx: Tx,
  programme: string,
  siteCodes: readonly string[],
): Promise<StockRow[]> => {
  const { rows } = await sql<Read>`
    select site_code, item, on_hand, held, movements from stock
    where programme = ${programme} and site_code = any(${siteCodes})
    order by site_code, item for update`.execute(tx);
  return rows.map(fromRow);
};

/** Rows for items that a site has never had, so that there is something to lock. */
export const ensureStock = async (
  tx: Db | Tx,
  programme: string,
  siteCode: string,
  items: readonly string[],
): Promise<void> => {
  await sql`insert into stock (programme, site_code, item)
    select ${programme}, ${siteCode}, item from unnest(${[...items].sort()}::text[]) as item
    order by item on conflict do nothing`.execute(tx);
};

/** Writes changed stock rows; throws when one of them was not there to change. */
export const saveStock = async (tx: Tx, programme: string, rows: readonly StockRow[]): Promise<void> => {
  const { numAffectedRows } = await sql`
    update stock s set on_hand = v.on_hand, held = v.held, movements = v.movements
    from jsonb_to_recordset(${json(rows)}::jsonb)
      as v(site_code text, item text, on_hand integer, held jsonb, movements bigint)
    where s.programme = ${programme} and s.site_code = v.site_code and s.item = v.item
      and s.site_code = any(${rows.map((row) => row.site_code)})`.execute(tx);
  if (Number(numAffectedRows) !== rows.length) throw new Error('a stock row was not there to change');
};

/** Adds rows to the stock ledger, sealed. */
export const insertMovements = async (
  tx: Tx,
  ledgerKey: Buffer,
  movements: readonly Movement[],
): Promise<void> => {
  const rows = movements.map((row) => ({
    ...row,
    at: new Date(row.at).toISOString(),
    seal: `\\x${sealOfMovement(ledgerKey, row).toString('hex')}`,
  }));
  await sql`
    insert into stock_movement (programme, business_day, site_code, item, seq, at, kind, change, on_hand_after,
      account_id, request_id, delivery_id, receipt_no, cause, note, seal)
    select programme, business_day, site_code, item, seq, at, kind, change, on_hand_after,
      account_id, request_id, delivery_id, receipt_no, cause, note, seal
    from jsonb_to_recordset(${json(rows)}::jsonb) as v(programme text, business_day date, site_code text,
      item text, seq bigint, at timestamptz, kind text, change integer, on_hand_after integer,
      account_id bigint, request_id uuid, delivery_id bigint, receipt_no integer, cause text, note text,
      seal bytea)`.execute(tx);
};

/** What a site can sell on a day, by item: what every answer of the counter carries (C6). */
export const onSaleByItem = (rows: readonly StockRow[], day: string): Record<string, number> =>
  Object.fromEntries(rows.map((row) => [row.item, onSale(row, day)]));

/** The items of the rules in force. Stock may hold others, from earlier rules. */
export const findItems = async (db: Db | Tx, programme: string, day: string): Promise<string[]> => {
  const { rows } = await sql<{ item: string }>`
    select i ->> 'item' as item from (select document from policy
      where programme = ${programme} and valid_from <= ${day} order by valid_from desc limit 1) p,
      jsonb_array_elements(p.document -> 'items') with ordinality as x(i, n) order by n`.execute(db);
  return rows.map((row) => row.item);
};

/** The correction with this request id at this site since `day`, if there is one. */
export const findCorrection = async (
  tx: Tx,
  siteCode: string,
  requestId: string,
  day: string,
): Promise<Pick<Movement, 'item' | 'change' | 'cause' | 'note'> | undefined> => {
  const { rows } = await sql<Pick<Movement, 'item' | 'change' | 'cause' | 'note'>>`
    select item, change, cause, note from stock_movement where site_code = ${siteCode} and business_day >= ${day}
      and kind = 'correction' and request_id = ${requestId} limit 1`.execute(tx);
  return rows[0];
};

export type LedgerRow = {
  id: string;
  at: Date;
  kind: Movement['kind'];
  item: string;
  change: number;
  on_hand_after: number;
  clerk: string;
  note: string | null;
};

/** A page of the site's ledger, newest first, before a row's id. */
export const listMovements = async (
  db: Db,
  programme: string,
  siteCode: string,
  before: string | null,
  rowsOfPage: number,
): Promise<LedgerRow[]> => {
  const { rows } = await sql<LedgerRow>`
    select m.id, m.at, m.kind, m.item, m.change, m.on_hand_after, a.display_name as clerk, m.note
    from stock_movement m join account a using (account_id)
    where m.programme = ${programme} and m.site_code = ${siteCode}
      and (${before}::bigint is null or m.id < ${before}::bigint)
    order by m.id desc limit ${rowsOfPage}`.execute(db);
  return rows;
};
