import { insertAudit } from '../audit/index.ts';
import type { House } from '../house.ts';
import { laterDay, type Now } from '../platform/clock.ts';
import type { Counts } from '../platform/counts.ts';
import type { Tx } from '../platform/db.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { Session } from '../platform/session.ts';
import { insertReceipt, isAllotted, lockDelivery, type Receipt, setDelivery } from './deliveries.ts';
import { type Movement, move } from './movements.ts';
import { ensureStock, findItems, insertMovements, lockStock, saveStock } from './queries.ts';
import { holdFor, judgeArrival } from './rules.ts';

type Request = {
  delivery_id: number;
  receipt_no: number;
  quantities: Counts;
  more_expected: boolean;
  on_sale_date?: string | undefined;
  reason?: string | undefined;
};

/** Adds what came to the site's stock, one movement for each item; later days of sale are held back. */
const addToStock = async (tx: Tx, house: House, receipt: Receipt, siteCode: string, now: Now) => {
  const { programme, keys } = house;
  const { delivery_id, receipt_no, account_id, quantities, on_sale_date } = receipt;
  await ensureStock(tx, programme, siteCode, Object.keys(quantities));
  const rows = await lockStock(tx, programme, [siteCode]);
  const movements: Movement[] = [];
  for (const row of rows) {
    const pieces = quantities[row.item] ?? 0;
    if (pieces === 0) continue;
    movements.push(
      move(row, pieces, now, { programme, kind: 'arrival', account_id, delivery_id, receipt_no }),
    );
    row.held = holdFor(row.held, now.day, on_sale_date, pieces);
  }
  await insertMovements(tx, keys.ledger, movements);
  await saveStock(
    tx,
    programme,
    rows.filter((row) => (quantities[row.item] ?? 0) > 0),
  );
};

/**
 * 到貨確認: adds a receipt to its delivery and its pieces to the stock, once (R108, R109, X20). Refuses
 * site_not_allotted, delivery_not_found, arrival_already_confirmed, receipt_out_of_turn, reason_missing,
 * item_not_stocked, on_sale_date_out_of_range.
 */
export const confirmArrival = async (
  house: House,
  session: Session,
  request: Request,
): Promise<Refusal | undefined> => {
  const { db, programme, clock, keys } = house;
  const { site, account_id } = session;
  if (!(await isAllotted(db, programme, site.code))) return refuse('site_not_allotted');
  const items = await findItems(db, programme, clock.now().day);
  return db.transaction().execute(async (tx) => {
    const delivery = await lockDelivery(tx, programme, site.code, request.delivery_id);
    const now = clock.now();
    if (!delivery || delivery.due_on > now.day) return refuse('delivery_not_found', { field: 'delivery_id' });
    const on_sale_date = request.on_sale_date ?? laterDay(delivery.on_sale_date, now.day);
    const arrival = { ...request, on_sale_date, reason: request.reason };
    const refusal = judgeArrival(delivery, arrival, items, now.day);
    if (refusal) return refusal;
    const receipt: Receipt = {
      delivery_id: delivery.delivery_id,
      receipt_no: request.receipt_no,
      quantities: request.quantities,
      on_sale_date,
      more_expected: request.more_expected,
      reason: request.reason ?? null,
      confirmed_at: now.at.getTime(),
      account_id,
    };
    await insertReceipt(tx, keys.ledger, receipt);
    await setDelivery(tx, delivery.delivery_id, { settled: !request.more_expected, not_arrived_on: null });
    await addToStock(tx, house, receipt, site.code, now);
    const detail = { delivery: delivery.delivery_id, receipt_no: request.receipt_no };
    await insertAudit(tx, [
      {
        now,
        act: 'stock:confirm',
        outcome: 'done',
        account_id,
        site_code: site.code,
        address: session.address,
        detail,
      },
    ]);
    return undefined;
  });
};

/** 今日未到貨: the notice stays away for the rest of the day; the delivery may still be confirmed. */
export const markNotArrived = async (
  house: House,
  session: Session,
  deliveryId: number,
): Promise<Refusal | undefined> => {
  const { db, programme, clock } = house;
  const { site, account_id } = session;
  return db.transaction().execute(async (tx) => {
    const delivery = await lockDelivery(tx, programme, site.code, deliveryId);
    const now = clock.now();
    if (!delivery || delivery.due_on > now.day) return refuse('delivery_not_found');
    if (delivery.settled) return refuse('arrival_already_confirmed');
    await setDelivery(tx, delivery.delivery_id, { settled: false, not_arrived_on: now.day });
    const detail = { delivery: delivery.delivery_id };
    await insertAudit(tx, [
      {
        now,
        act: 'stock:not_arrived',
        outcome: 'done',
        account_id,
        site_code: site.code,
        address: session.address,
        detail,
      },
    ]);
    return undefined;
  });
};
