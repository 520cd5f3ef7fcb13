import { addDays } from '../platform/clock.ts';
import { addCounts, type Counts, sameCounts } from '../platform/counts.ts';
import { type Refusal, refuse } from '../platform/errors.ts';

/** A row of the stock projection: one item of one site. */
export type StockRow = {
  site_code: string;
  item: string;
  on_hand: number;
  /** pieces that arrived for a later first day of sale, by that day */
  held: Counts;
  /** how many movements made this row: the last one's `seq` */
  movements: number;
};

/** Pieces that may be sold on a day: on hand, less what is held for later days. Never below zero. */
export const onSale = (row: Pick<StockRow, 'on_hand' | 'held'>, day: string): number => {
  const later = Object.entries(row.held)
    .filter(([from]) => from > day)
    .reduce((sum, [, n]) => sum + n, 0);
  return Math.max(row.on_hand - later, 0);
};

/** What is still held after `day`, with `pieces` more for `from` when that day is yet to come. */
export const holdFor = (held: Counts, day: string, from: string, pieces: number): Counts => {
  const kept = Object.fromEntries(Object.entries(held).filter(([each]) => each > day));
  return from > day && pieces > 0 ? { ...kept, [from]: (kept[from] ?? 0) + pieces } : kept;
};

/** The latest first day of sale that an arrival may be given, in days from its confirmation. */
const onSaleWithinDays = 7;

export type DeliveryFacts = {
  expected: Counts;
  /** quantities of the receipts so far, in order */
  receipts: readonly Counts[];
};
export type ArrivalFacts = {
  receipt_no: number;
  quantities: Counts;
  more_expected: boolean;
  on_sale_date: string;
  reason: string | undefined;
};

/**
 * May this receipt be added to its delivery (R108, X20)? A receipt number counts once; the next follows the
 * last; when no more is expected and the total differs from what was delivered, a reason is needed.
 */
export const judgeArrival = (
  delivery: DeliveryFacts,
  arrival: ArrivalFacts,
  items: readonly string[],
  day: string,
): Refusal | undefined => {
  if (arrival.receipt_no <= delivery.receipts.length) return refuse('arrival_already_confirmed');
  if (arrival.receipt_no > delivery.receipts.length + 1)
    return refuse('receipt_out_of_turn', {
      field: 'receipt_no',
      params: { receipt_no: delivery.receipts.length + 1 },
    });
  const unknown = Object.keys(arrival.quantities).find((item) => !items.includes(item));
  if (unknown !== undefined) return refuse('item_not_stocked', { field: `quantities.${unknown}` });
  const latest = addDays(day, onSaleWithinDays);
  if (arrival.on_sale_date < day || arrival.on_sale_date > latest)
    return refuse('on_sale_date_out_of_range', {
      field: 'on_sale_date',
      params: { from: day, to: latest },
    });
  const total = addCounts([...delivery.receipts, arrival.quantities]);
  if (!arrival.more_expected && !arrival.reason && !sameCounts(total, delivery.expected))
    return refuse('reason_missing', { field: 'reason' });
  return undefined;
};

export type DeliveryState = 'expected' | 'not_arrived' | 'partial' | 'confirmed';

/** 今日未到貨 holds for the day on which it was marked; the next day the delivery is expected again. */
export const deliveryState = (
  delivery: { settled: boolean; receipts: number; not_arrived_on: string | null },
  day: string,
): DeliveryState => {
  if (delivery.settled) return 'confirmed';
  if (delivery.receipts > 0) return 'partial';
  return delivery.not_arrived_on === day ? 'not_arrived' : 'expected';
};

/**
 * When the arrival notice of R107 comes up (X11): a delivery due today that nobody confirmed or marked
 * 今日未到貨 asks at every entry while there is nothing to sell, else once per log-in and day.
 */
export const arrivalNotice = (
  todays: readonly DeliveryState[],
  piecesOnSale: number,
): 'none' | 'every_entry' | 'once_per_log_in' => {
  if (!todays.includes('expected')) return 'none';
  return piecesOnSale === 0 ? 'every_entry' : 'once_per_log_in';
};
