import type { Now } from '../platform/clock.ts';
import { markOf } from '../platform/secrets.ts';
import type { StockRow } from './rules.ts';

/** A row of the stock ledger, as it is written and as it is read back. */
export type Movement = {
  programme: string;
  business_day: string;
  site_code: string;
  item: string;
  seq: number;
  /** epoch milliseconds */
  at: number;
  kind: 'arrival' | 'correction' | 'sale' | 'void';
  change: number;
  on_hand_after: number;
  account_id: string;
  request_id: string | null;
  delivery_id: string | null;
  receipt_no: number | null;
  cause: string | null;
  note: string | null;
};

/** The seal over every value of a ledger row: `verify` finds a row that a hand has altered. */
export const sealOfMovement = (key: Buffer, row: Movement): Buffer =>
  markOf(key, [
    'stock_movement',
    row.programme,
    row.business_day,
    row.site_code,
    row.item,
    row.seq,
    row.at,
    row.kind,
    row.change,
    row.on_hand_after,
    row.account_id,
    row.request_id,
    row.delivery_id,
    row.receipt_no,
    row.cause,
    row.note,
  ]);

type Origin = Pick<Movement, 'programme' | 'kind' | 'account_id'> &
  Partial<Pick<Movement, 'request_id' | 'delivery_id' | 'receipt_no' | 'cause' | 'note'>>;

/**
 * Changes a working copy of a stock row and answers the ledger row of that change. The caller holds the
 * lock on the row and has judged that `on_hand` stays at or above zero.
 */
export const move = (row: StockRow, change: number, now: Now, origin: Origin): Movement => {
  row.on_hand += change;
  row.movements += 1;
  return {
    request_id: null,
    delivery_id: null,
    receipt_no: null,
    cause: null,
    note: null,
    ...origin,
    business_day: now.day,
    site_code: row.site_code,
    item: row.item,
    seq: row.movements,
    at: now.at.getTime(),
    change,
    on_hand_after: row.on_hand,
  };
};
