import type { CheckAllowed, CounterView } from '../../src/rationing/contract.ts';
import type { Note } from './note.ts';

/** Quantities as they stand in the fields, by item. */
export type Typed = Record<string, string>;
export type Quantities = Record<string, number>;

export const filledIn = (quantities: Quantities): Typed =>
  Object.fromEntries(Object.entries(quantities).map(([item, pieces]) => [item, String(pieces)]));

/** Whole pieces, an empty field counting as 0; undefined when a field holds something else. */
export const readQuantities = (typed: Typed): Quantities | undefined => {
  const read = Object.entries(typed).map(
    ([item, text]) => [item, text.normalize('NFKC').trim() || '0'] as const,
  );
  if (!read.every(([, text]) => /^\d{1,5}$/.test(text))) return undefined;
  return Object.fromEntries(read.map(([item, text]) => [item, Number(text)]));
};

export const totalOf = (quantities: Quantities): number =>
  Object.values(quantities).reduce((sum, pieces) => sum + pieces, 0);

/** What the purchase will cost, as far as the fields can be read. */
export const priceOf = (typed: Typed, prices: Quantities): number =>
  Object.entries(readQuantities(typed) ?? {}).reduce(
    (sum, [item, pieces]) => sum + pieces * (prices[item] ?? 0),
    0,
  );

const serverWould = (code: string, params?: Record<string, string | number>): Note => ({
  from: 'server',
  refusal: { code, message: '', ...(params && { params }) },
  field: 'quantities',
});

/** That nothing this person may have is left here, said before anybody presses 購買 (R111). */
export const outOfStock = (check: CheckAllowed, soldOut: boolean): Note | undefined => {
  if (totalOf(check.suggested) > 0) return undefined;
  if (soldOut) return { from: 'screen', word: 'sold_out', field: 'quantities' };
  const item = Object.entries(check.most).find(([, pieces]) => pieces > 0)?.[0] ?? '';
  return serverWould('stock_short', { item, on_sale: check.stock[item] ?? 0 });
};

/**
 * What the server would say to these quantities, from the numbers of its own answer: said before the
 * dialog opens. No rule is made here; the server judges again.
 */
export const faultOf = (
  typed: Typed,
  check: CheckAllowed,
  notes: CounterView['policy']['notes'],
): Note | undefined => {
  const quantities = readQuantities(typed);
  if (!quantities || totalOf(quantities) === 0) return serverWould('nothing_chosen');
  const closed = Object.entries(quantities).find(([item, pieces]) => pieces > 0 && check.most[item] === 0);
  if (closed) {
    const roc = notes.child_born_from_roc - 1;
    const params = { born_to_roc: roc, born_to_year: roc + 1911, adult_age: notes.child_age_limit + 1 };
    return serverWould('item_not_for_class', params);
  }
  if (totalOf(quantities) > check.most_in_all) return serverWould('over_limit', { limit: check.most_in_all });
  const over = Object.entries(quantities).find(([item, pieces]) => pieces > (check.most[item] ?? 0));
  if (over) return serverWould('over_limit', { limit: check.most[over[0]] ?? 0 });
  const short = Object.entries(quantities).find(([item, pieces]) => pieces > (check.stock[item] ?? 0));
  return short && serverWould('stock_short', { item: short[0], on_sale: check.stock[short[0]] ?? 0 });
};
