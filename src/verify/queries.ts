import { sql } from 'kysely';
import type { RecentEntry } from '../../db/tables.ts';
import type { Tx } from '../platform/db.ts';
import type { Sale, SaleVoid } from '../rationing/index.ts';
import type { Movement, Receipt } from '../stock/index.ts';

/** A country's books take longer than the time-outs of a counter; until the transaction ends. */
export const allowLongQueries = async (tx: Tx): Promise<void> => {
  await sql`select set_config('statement_timeout', '0', true),
    set_config('idle_in_transaction_session_timeout', '0', true)`.execute(tx);
};

export type Sealed<T> = T & { seal: Buffer };
type Moment<T, K extends string> = Omit<T, K> & Record<K, Date>;

/** Rows of a ledger in pages by key, so that fifty million of them never stand in memory at once. */
async function* inPages<R, C>(
  read: (after: C | null) => Promise<R[]>,
  cursor: (row: R) => C,
): AsyncGenerator<R> {
  let after: C | null = null;
  for (;;) {
    const rows: R[] = await read(after);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = cursor(last);
  }
}
const pageRows = 5_000;

export const readSales = (db: Tx, programme: string): AsyncGenerator<Sealed<Sale>> => {
  type Row = Sealed<Moment<Omit<Sale, 'request_hash'>, 'sold_at'>> & { request_hash: Buffer };
  type Key = { sold_on: string; person_key: string; request_id: string };
  const pages = inPages<Row, Key>(
    async (after) => {
      const { rows } = await sql<Row>`
        select * from sale where programme = ${programme} and (${after?.sold_on ?? null}::date is null
          or (sold_on, person_key, request_id) > (${after?.sold_on ?? null}::date,
            ${after?.person_key ?? null}::uuid, ${after?.request_id ?? null}::uuid))
        order by sold_on, person_key, request_id limit ${pageRows}`.execute(db);
      return rows;
    },
    ({ sold_on, person_key, request_id }) => ({ sold_on, person_key, request_id }),
  );
  return (async function* () {
    for await (const row of pages)
      yield { ...row, sold_at: row.sold_at.getTime(), request_hash: row.request_hash.toString('hex') };
  })();
};

export const readVoids = async (db: Tx, programme: string): Promise<Sealed<SaleVoid>[]> => {
  const { rows } = await sql<Sealed<Moment<SaleVoid, 'voided_at'>>>`
    select * from sale_void where programme = ${programme}`.execute(db);
  return rows.map((row) => ({ ...row, voided_at: row.voided_at.getTime() }));
};

export const readMovements = (db: Tx, programme: string): AsyncGenerator<Sealed<Movement>> => {
  type Row = Sealed<Omit<Moment<Movement, 'at'>, 'seq'>> & { seq: string };
  type Key = { site_code: string; item: string; seq: string };
  const pages = inPages<Row, Key>(
    async (after) => {
      const { rows } = await sql<Row>`
        select * from stock_movement where programme = ${programme} and (${after?.site_code ?? null}::text is null
          or (site_code, item, seq) > (${after?.site_code ?? null}, ${after?.item ?? null}, ${after?.seq ?? null}::bigint))
        order by site_code, item, seq limit ${pageRows}`.execute(db);
      return rows;
    },
    ({ site_code, item, seq }) => ({ site_code, item, seq }),
  );
  return (async function* () {
    for await (const row of pages) yield { ...row, at: row.at.getTime(), seq: Number(row.seq) };
  })();
};

export const readReceipts = async (
  db: Tx,
  programme: string,
): Promise<(Sealed<Receipt> & { site_code: string })[]> => {
  const { rows } = await sql<Sealed<Moment<Receipt, 'confirmed_at'>> & { site_code: string }>`
    select r.*, d.site_code from receipt r join delivery d using (delivery_id)
    where d.programme = ${programme}`.execute(db);
  return rows.map((row) => ({ ...row, confirmed_at: row.confirmed_at.getTime() }));
};

export type PersonBooks = {
  person_key: string;
  kept_from: string;
  recent: RecentEntry[];
  /** what the ledger says of this person from kept_from on, in the form of `recent` */
  sold: RecentEntry[];
};

/** People whose projection is not exactly what the ledger says; compared in the database. */
export const findOtherPeople = async (db: Tx, programme: string): Promise<PersonBooks[]> => {
  const { rows } = await sql<PersonBooks>`
    with linked as (
      select s.*, coalesce(l.linked_to, s.person_key) as owner
      from sale s left join entitlement l on l.programme = s.programme and l.person_key = s.person_key
      where s.programme = ${programme}
    ), sold as (
      select s.owner as person_key, jsonb_agg(jsonb_build_object(
          'request_id', s.request_id, 'request_hash', encode(s.request_hash, 'hex'), 'sold_on', s.sold_on,
          'sold_at', round(extract(epoch from s.sold_at) * 1000)::bigint, 'site_code', s.site_code,
          'covered_number', s.covered_number, 'quantities', s.quantities, 'price_twd', s.price_twd,
          'voided', v.void_id is not null) order by s.request_id) as entries
      from linked s
      left join entitlement e on e.programme = s.programme and e.person_key = s.owner
      left join sale_void v
        on v.sold_on = s.sold_on and v.person_key = s.person_key and v.request_id = s.request_id
      where e.person_key is null or s.sold_on >= e.kept_from
        or e.recent @> jsonb_build_array(jsonb_build_object('request_id', s.request_id))
      group by s.owner
    ), kept as (
      select e.person_key, e.kept_from, e.recent, (select jsonb_agg(x order by x ->> 'request_id')
        from jsonb_array_elements(e.recent) x) as entries
      from entitlement e where e.programme = ${programme} and e.linked_to is null
    )
    select coalesce(kept.person_key, sold.person_key) as person_key,
      coalesce(kept.kept_from, '1912-01-01') as kept_from,
      coalesce(kept.entries, '[]') as recent, coalesce(sold.entries, '[]') as sold
    from kept full join sold using (person_key)
    where kept.entries is distinct from sold.entries
    order by 1`.execute(db);
  return rows;
};

export type StockBooks = {
  site_code: string;
  item: string;
  on_hand: number | null;
  movements: string | null;
  sum: string;
  count: string;
  last_seq: string;
};

/** Stock rows with what the ledger sums up to, where the two differ. */
export const findOtherStock = async (db: Tx, programme: string): Promise<StockBooks[]> => {
  const { rows } = await sql<StockBooks>`
    with moved as (select site_code, item, sum(change) as sum, count(*) as count, max(seq) as last_seq
      from stock_movement where programme = ${programme} group by site_code, item),
    kept as (select site_code, item, on_hand, movements from stock where programme = ${programme})
    select site_code, item, on_hand, movements, coalesce(sum, 0) as sum, coalesce(count, 0) as count,
      coalesce(last_seq, 0) as last_seq
    from kept full join moved using (site_code, item)
    where on_hand is distinct from coalesce(sum, 0)::integer or movements is distinct from coalesce(last_seq, 0)
      or coalesce(count, 0) <> coalesce(last_seq, 0)
    order by site_code, item`.execute(db);
  return rows;
};

export type HeldBooks = { site_code: string; item: string; day: string; held: number; arrived: number };

/** Pieces held for days after `day`, where the stock row and the receipts differ. */
export const findOtherHeld = async (db: Tx, programme: string, day: string): Promise<HeldBooks[]> => {
  const { rows } = await sql<HeldBooks>`
    with kept as (select site_code, item, h.key as day, h.value::integer as held
      from stock, jsonb_each_text(held) h where programme = ${programme} and h.key > ${day}),
    arrived as (select d.site_code, q.key as item, r.on_sale_date::text as day, sum(q.value::integer)::integer as arrived
      from receipt r join delivery d using (delivery_id), jsonb_each_text(r.quantities) q
      where d.programme = ${programme} and r.on_sale_date > ${day}::date and q.value::integer > 0
      group by 1, 2, 3)
    select site_code, item, day, coalesce(held, 0) as held, coalesce(arrived, 0) as arrived
    from kept full join arrived using (site_code, item, day)
    where held is distinct from arrived order by 1, 2, 3`.execute(db);
  return rows;
};

export type Unmatched = {
  /** the ledger that has what the other one lacks */
  table: string;
  kind: string;
  /** request id of the sale, id of the void, or delivery/receipt */
  cause: string;
  site_code: string;
  item: string;
  detail: string;
};

/** Sales, voids and receipts against the movements they must have caused, by site, item and cause. */
export const findUnmatched = async (db: Tx, programme: string): Promise<Unmatched[]> => {
  const { rows } = await sql<Unmatched>`
    with caused as (
      select 'sale' as kind, s.site_code, q.key as item, s.request_id::text as cause, -sum(q.value::integer) as change
      from sale s, jsonb_each_text(s.quantities) q
      where s.programme = ${programme} and q.value::integer > 0 group by 1, 2, 3, 4
      union all
      select 'void', v.site_code, q.key, v.void_id::text, sum(q.value::integer)
      from sale_void v join sale s using (sold_on, person_key, request_id), jsonb_each_text(s.quantities) q
      where v.programme = ${programme} and q.value::integer > 0 group by 1, 2, 3, 4
      union all
      select 'arrival', d.site_code, q.key, r.delivery_id || '/' || r.receipt_no, sum(q.value::integer)
      from receipt r join delivery d using (delivery_id), jsonb_each_text(r.quantities) q
      where d.programme = ${programme} and q.value::integer > 0 group by 1, 2, 3, 4
    ), moved as (
      select kind, site_code, item, coalesce(request_id::text, delivery_id || '/' || receipt_no) as cause,
        sum(change) as change
      from stock_movement where programme = ${programme} and kind <> 'correction' group by 1, 2, 3, 4
    )
    select case when c.change is null then 'stock_movement' when kind = 'arrival' then 'receipt'
        when kind = 'void' then 'sale_void' else 'sale' end as table,
      kind, cause, site_code, item,
      coalesce(c.change::text, 'nothing') || ' caused, ' || coalesce(m.change::text, 'nothing') || ' moved' as detail
    from caused c full join moved m using (kind, site_code, item, cause)
    where c.change is distinct from m.change order by 1, 2, 3, 4`.execute(db);
  return rows;
};
