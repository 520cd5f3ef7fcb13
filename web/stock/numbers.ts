import type { DeliveryView } from '../../src/stock/contract.ts';

type Quantities = Record<string, number>;

/** A whole number of at least `least` as people type it, full-width digits too. */
export const readPieces = (text: string, least = 0): number | undefined => {
  const plain = text.normalize('NFKC').trim();
  if (!/^\d{1,6}$/.test(plain)) return undefined;
  const pieces = Number(plain);
  return pieces >= least && pieces <= 100_000 ? pieces : undefined;
};

/** What has arrived of a delivery so far, by item. */
const arrivedOf = ({ expected, receipts }: DeliveryView): Quantities =>
  Object.fromEntries(
    Object.keys(expected).map((item) => [
      item,
      receipts.reduce((sum, receipt) => sum + (receipt.quantities[item] ?? 0), 0),
    ]),
  );

/** What is still to come, to fill in (R110, X20). */
export const openOf = (delivery: DeliveryView): Quantities => {
  const arrived = arrivedOf(delivery);
  return Object.fromEntries(
    Object.entries(delivery.expected).map(([item, pieces]) => [
      item,
      Math.max(pieces - (arrived[item] ?? 0), 0),
    ]),
  );
};

/** Whether this receipt leaves the delivery with another total than was expected, so that a reason is due. */
export const differs = (delivery: DeliveryView, quantities: Quantities): boolean => {
  const arrived = arrivedOf(delivery);
  return Object.entries(delivery.expected).some(
    ([item, pieces]) => (arrived[item] ?? 0) + (quantities[item] ?? 0) !== pieces,
  );
};

export const nextReceiptNo = ({ receipts }: DeliveryView): number =>
  Math.max(0, ...receipts.map((receipt) => receipt.receipt_no)) + 1;
