import { sql } from 'kysely';
import type { Counts } from '../../db/tables.ts';
import { isoInstant } from '../platform/clock.ts';
import { canonicalCounts } from '../platform/counts.ts';
import { type Db, json, type Tx } from '../platform/db.ts';
import { markOf } from '../platform/secrets.ts';
import type { DeliveryView } from './contract.ts';
import { deliveryState } from './rules.ts';

export type Receipt = {
  delivery_id: string;
  receipt_no: number;
  quantities: Counts;
  on_sale_date: string;
  more_expected: boolean;
  reason: string | null;
  /** epoch milliseconds */
  confirmed_at: number;
  account_id: string;
};

export type Delivery = {
  delivery_id: string;
  site_code: string;
  due_on: string;
  on_sale_date: string;
  expected: Counts;
  not_arrived_on: string | null;
  settled: boolean;
};

export const sealOfReceipt = (key: Buffer, row: Receipt): Buffer =>
  markOf(key, [
    'receipt',
    row.delivery_id,
    row.receipt_no,
    canonicalCounts(row.quantities),
    row.on_sale_date,
    row.more_expected,
    row.reason,
    row.confirmed_at,
    row.account_id,
  ]);

/**
 * Plans the deliveries of a day: for every allotted site its own line, else the policy's allotment by kind
 * (R110); none where an order of the authority cancels them. What is planned already stays as it is, so this
 * may run as often as one likes. With `siteCode`, for that site only. Answers how many were added.
 */
export const planDeliveries = async (
  db: Db,
  programme: string,
  day: string,
  siteCode: string | null = null,
): Promise<number> => {
  const { numAffectedRows } = await sql`
    insert into delivery (programme, site_code, due_on, on_sale_date, expected)
    select ${programme}, s.code, ${day}::date, ${day}::date,
      coalesce(own.quantities, p.document -> 'allotment' -> s.kind)
    from site s
    cross join lateral (select document from policy
      where programme = ${programme} and valid_from <= ${day} order by valid_from desc limit 1) p
    left join lateral (select quantities from site_allotment
      where programme = ${programme} and site_code = s.code and valid_from <= ${day}
      order by valid_from desc limit 1) own on true
    where (${siteCode}::text is null or s.code = ${siteCode})
      and (own.quantities is not null or (s.allotted and p.document -> 'allotment' ? s.kind))
      and not exists (select from day_order o where o.programme = ${programme} and o.day = ${day}
        and o.county in ('', s.county) and o.cancels_delivery)
      and not exists (select from delivery d where d.programme = ${programme} and d.site_code = s.code
        and d.due_on = ${day})
    order by s.code
    on conflict (programme, site_code, due_on) do nothing`.execute(db);
  return Number(numAffectedRows ?? 0);
};

/** A line of its own for a site that is known, from a day on; the same day's line again changes nothing. */
export const allotSite = async (
  db: Db,
  programme: string,
  line: { site_code: string; quantities: Counts; valid_from: string; reason: string },
): Promise<void> => {
  await sql`insert into site_allotment (programme, site_code, valid_from, quantities, reason)
    select ${programme}, code, ${line.valid_from}, ${json(line.quantities)}, ${line.reason}
    from site where code = ${line.site_code} on conflict do nothing`.execute(db);
};

/** Does the site take part: by its kind or by a line of its own? */
export const isAllotted = async (db: Db, programme: string, siteCode: string): Promise<boolean> => {
  const { rows } = await sql<{ allotted: boolean }>`
    select s.allotted or exists (select from site_allotment a
      where a.programme = ${programme} and a.site_code = s.code) as allotted
    from site s where s.code = ${siteCode}`.execute(db);
  return rows[0]?.allotted ?? false;
};

type Listed = Delivery & {
  receipts: (Omit<Receipt, 'delivery_id' | 'confirmed_at' | 'account_id'> & {
    confirmed_at: string;
    clerk: string;
  })[];
};

/** Today's deliveries, and those of earlier days that are not settled; oldest first. */
export const listDeliveries = async (
  db: Db,
  programme: string,
  siteCode: string,
  day: string,
): Promise<DeliveryView[]> => {
  const { rows } = await sql<Listed>`
    select d.*, coalesce((select jsonb_agg(jsonb_build_object('receipt_no', r.receipt_no, 'quantities',
        r.quantities, 'on_sale_date', r.on_sale_date, 'reason', r.reason, 'confirmed_at', r.confirmed_at,
        'clerk', a.display_name) order by r.receipt_no)
      from receipt r join account a using (account_id) where r.delivery_id = d.delivery_id), '[]') as receipts
    from delivery d
    where d.programme = ${programme} and d.site_code = ${siteCode} and d.due_on <= ${day}
      and (d.due_on = ${day} or not d.settled)
    order by d.due_on`.execute(db);
  return rows.map((row) => ({
    delivery_id: Number(row.delivery_id),
    due_on: row.due_on,
    on_sale_date: row.on_sale_date,
    expected: row.expected,
    state: deliveryState({ ...row, receipts: row.receipts.length }, day),
    receipts: row.receipts.map(({ reason, ...receipt }) => ({
      receipt_no: receipt.receipt_no,
      quantities: receipt.quantities,
      on_sale_date: receipt.on_sale_date,
      confirmed_at: isoInstant(new Date(receipt.confirmed_at)),
      clerk: receipt.clerk,
      ...(reason === null ? {} : { reason }),
    })),
  }));
};

/** One delivery of the site under lock, with the quantities of its receipts so far; or undefined. */
export const lockDelivery = async (
  tx: Tx,
  programme: string,
  siteCode: string,
  deliveryId: number,
): Promise<(Delivery & { receipts: Counts[] }) | undefined> => {
  const { rows } = await sql<Delivery>`
    select * from delivery where programme = ${programme} and site_code = ${siteCode}
      and delivery_id = ${deliveryId} for update`.execute(tx);
  const delivery = rows[0];
  if (!delivery) return undefined;
  const { rows: receipts } = await sql<{ quantities: Counts }>`
    select quantities from receipt where delivery_id = ${deliveryId} order by receipt_no`.execute(tx);
  return { ...delivery, receipts: receipts.map((each) => each.quantities) };
};

export const insertReceipt = async (tx: Tx, ledgerKey: Buffer, row: Receipt): Promise<void> => {
  await sql`insert into receipt (delivery_id, receipt_no, quantities, on_sale_date, more_expected, reason,
      confirmed_at, account_id, seal)
    values (${row.delivery_id}, ${row.receipt_no}, ${json(row.quantities)}, ${row.on_sale_date},
      ${row.more_expected}, ${row.reason}, ${new Date(row.confirmed_at)}, ${row.account_id},
      ${sealOfReceipt(ledgerKey, row)})`.execute(tx);
};

export const setDelivery = async (
  tx: Tx,
  deliveryId: string,
  state: { settled: boolean; not_arrived_on: string | null },
): Promise<void> => {
  await sql`update delivery set settled = ${state.settled}, not_arrived_on = ${state.not_arrived_on}
    where delivery_id = ${deliveryId}`.execute(tx);
};
