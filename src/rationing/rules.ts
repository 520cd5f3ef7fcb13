import type { DocumentKind } from '../people/index.ts';
import { addDays, daysBetween, weekdayOf } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import { type ClassRule, classOf, type PersonClass, type Policy, priceOf } from './policy.ts';

type Quantities = Record<string, number>;

/** The facts about a person that the rules ask for; no number, no name. */
export type PersonFacts = {
  document_kind: DocumentKind;
  last_digit: number;
  birth_year: number;
  /** Taipei days of the purchases that count (not voided), at any site, in any order */
  purchase_days: readonly string[];
};

export type Moment = {
  /** Taipei day, ISO */
  day: string;
  /** Taipei time, `HH:MM` */
  time: string;
  /** days on which the authority lifted the day rule where the sale is made (C8) */
  lifted_days: ReadonlySet<string>;
};

/** What a person may have here and now. */
export type Allowance = {
  person_class: PersonClass;
  /** most of each item; 0 when the class may not have it */
  most: Quantities;
  most_in_all: number;
  prices_twd: Quantities;
};

/** Further than any window or day rule can reach. */
const searchDays = 200;

const isBlocking = (window: Policy['window'], purchase: string, day: string): boolean => {
  // A purchase dated after `day` blocks too: at midnight another server's clock may be a moment ahead.
  if (window.kind === 'rolling') return Math.abs(daysBetween(purchase, day)) < window.days;
  const cycle = (each: string) => Math.floor(daysBetween(window.first_day, each) / window.days);
  return cycle(purchase) === cycle(day);
};

const windowAllows = (policy: Policy, person: PersonFacts, day: string): boolean =>
  person.purchase_days.filter((purchase) => isBlocking(policy.window, purchase, day)).length <
  policy.purchases_per_window;

const parityOf = (digit: number): 'odd' | 'even' => (digit % 2 === 0 ? 'even' : 'odd');

const dayAllows = (
  policy: Policy,
  person: PersonFacts,
  personClass: PersonClass,
  day: string,
  lifted: ReadonlySet<string>,
): boolean => {
  const rule = policy.day_rule;
  if (rule.kind === 'none' || lifted.has(day) || rule.exempt_classes.includes(personClass)) return true;
  const weekday = weekdayOf(day);
  return rule.everyone.includes(weekday) || rule[parityOf(person.last_digit)].includes(weekday);
};

/** The first day from `moment.day` on which window and day rule both allow (下次購買起日). */
const nextDate = (policy: Policy, person: PersonFacts, personClass: PersonClass, moment: Moment): string => {
  for (let ahead = 0; ahead < searchDays; ahead++) {
    const day = addDays(moment.day, ahead);
    if (windowAllows(policy, person, day) && dayAllows(policy, person, personClass, day, moment.lifted_days))
      return day;
  }
  throw new Error(`policy ${policy.version} never allows another purchase`);
};

const refuseDocument = (policy: Policy, kind: DocumentKind): Refusal | undefined => {
  if (policy.documents[kind]) return undefined;
  return kind === '05'
    ? refuse('passport_not_accepted', { field: 'document_kind' })
    : refuse('document_not_accepted', { field: 'document_kind', params: { document: kind } });
};

const refuseWindow = (policy: Policy, next: string): Refusal =>
  policy.window.kind === 'rolling'
    ? refuse('already_bought', { params: { window_days: policy.window.days, next_date: next } })
    : refuse('already_bought_in_cycle', { params: { next_date: next } });

const refuseDay = (person: PersonFacts, day: string, next: string): Refusal => {
  const own = parityOf(person.last_digit);
  return refuse('not_todays_number', {
    params: {
      last_digit: person.last_digit,
      number_parity: own,
      today_parity: own === 'odd' ? 'even' : 'odd',
      today: day,
      next_date: next,
    },
  });
};

const allowanceOf = (policy: Policy, rule: ClassRule): Allowance => {
  const { limit } = rule;
  const mostOf = (item: string): number => {
    if (!rule.may_have.includes(item)) return 0;
    return limit.kind === 'sum' ? limit.pieces : (limit.pieces[item] ?? 0);
  };
  const most = Object.fromEntries(policy.items.map(({ item }) => [item, mostOf(item)]));
  return {
    person_class: rule.person_class,
    most,
    most_in_all: limit.kind === 'sum' ? limit.pieces : Math.max(...Object.values(most)),
    prices_twd: Object.fromEntries(policy.items.map(({ item, price_twd }) => [item, price_twd])),
  };
};

/**
 * May this person buy at this moment, and how much (R086, R092-R097). Refuses in the order document, hours,
 * window, day; window and day name the first day on which every rule allows. Pure.
 */
export const allowance = (policy: Policy, person: PersonFacts, moment: Moment): Allowance | Refusal => {
  const unaccepted = refuseDocument(policy, person.document_kind);
  if (unaccepted) return unaccepted;
  const { opens, closes } = policy.hours;
  if (moment.time < opens || moment.time >= closes)
    return refuse('outside_hours', { params: { opens, closes } });
  const rule = classOf(policy, person.birth_year);
  if (!windowAllows(policy, person, moment.day))
    return refuseWindow(policy, nextDate(policy, person, rule.person_class, moment));
  if (!dayAllows(policy, person, rule.person_class, moment.day, moment.lifted_days))
    return refuseDay(person, moment.day, nextDate(policy, person, rule.person_class, moment));
  return allowanceOf(policy, rule);
};

/** The last birth year of those who may have adult items only, for the sentence of R097. */
const adultsBornTo = (policy: Policy): number =>
  Math.max(
    ...policy.classes.filter((each) => each.person_class === 'adult').map((each) => each.born_to ?? 0),
  );

const refuseClass = (policy: Policy, rule: ClassRule, quantities: Quantities): Refusal | undefined => {
  const unknown = Object.keys(quantities).find((item) => !policy.items.some((each) => each.item === item));
  if (unknown !== undefined) return refuse('item_unknown', { field: `quantities.${unknown}` });
  const closed = Object.entries(quantities).find(([item, n]) => n > 0 && !rule.may_have.includes(item));
  if (!closed) return undefined;
  const bornTo = adultsBornTo(policy);
  return refuse('item_not_for_class', {
    field: `quantities.${closed[0]}`,
    params: {
      born_to_year: bornTo,
      born_to_roc: bornTo - 1911,
      adult_age: Number(policy.valid_from.slice(0, 4)) - bornTo,
    },
  });
};

const refuseTotal = (rule: ClassRule, quantities: Quantities): Refusal | undefined => {
  const chosen = Object.entries(quantities).filter(([, n]) => n > 0);
  const total = chosen.reduce((sum, [, n]) => sum + n, 0);
  if (total === 0) return refuse('nothing_chosen', { field: 'quantities' });
  const { limit } = rule;
  if (limit.kind === 'sum')
    return total > limit.pieces
      ? refuse('over_limit', { field: 'quantities', params: { limit: limit.pieces } })
      : undefined;
  const [item = ''] = chosen[0] ?? [];
  const most = limit.pieces[item] ?? 0;
  // "Either" means one kind of item only, so a mixed purchase is over the limit too.
  return chosen.length > 1 || total > most
    ? refuse('over_limit', { field: 'quantities', params: { limit: most } })
    : undefined;
};

const refuseStock = (policy: Policy, quantities: Quantities, onSale: Quantities): Refusal | undefined => {
  const short = policy.items.find(({ item }) => (quantities[item] ?? 0) > (onSale[item] ?? 0));
  if (!short) return undefined;
  return refuse('stock_short', {
    field: `quantities.${short.item}`,
    params: { item: short.item, on_sale: onSale[short.item] ?? 0 },
  });
};

/**
 * What a chosen purchase costs, in dollars, or why not: class, total, stock, in this order (R096-R099,
 * R111). `onSale` is what the site can sell this moment, by item. Pure.
 */
export const judge = (
  policy: Policy,
  birthYear: number,
  quantities: Quantities,
  onSale: Quantities,
): { price_twd: number } | Refusal => {
  const rule = classOf(policy, birthYear);
  return (
    refuseClass(policy, rule, quantities) ??
    refuseTotal(rule, quantities) ??
    refuseStock(policy, quantities, onSale) ?? { price_twd: priceOf(policy, quantities) }
  );
};

/** What the screen fills in: the highest quantity, items in the class's own order, as far as stock lasts (R083). */
export const suggest = (policy: Policy, birthYear: number, onSale: Quantities): Quantities => {
  const rule = classOf(policy, birthYear);
  const suggested: Quantities = Object.fromEntries(policy.items.map(({ item }) => [item, 0]));
  if (rule.limit.kind === 'either') {
    const first = rule.may_have.find((item) => (onSale[item] ?? 0) > 0);
    if (first !== undefined) suggested[first] = Math.min(rule.limit.pieces[first] ?? 0, onSale[first] ?? 0);
    return suggested;
  }
  let left = rule.limit.pieces;
  for (const item of rule.may_have) {
    suggested[item] = Math.min(left, Math.max(onSale[item] ?? 0, 0));
    left -= suggested[item];
  }
  return suggested;
};
