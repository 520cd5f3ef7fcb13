import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { Closed, Day, Quantities } from '../platform/contract.ts';

const Item = Type.String({ pattern: '^[a-z][a-z_]{0,31}$' });
const Pieces = Type.Integer({ minimum: 1, maximum: 1000 });
const Year = Type.Integer({ minimum: 1900, maximum: 2200 });
const Weekdays = Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { uniqueItems: true });
export const PersonClass = Type.Enum(['adult', 'child']);
export type PersonClass = Static<typeof PersonClass>;

/** `sum`: so many pieces in all. `either`: one kind of item, so many of it. */
const Limit = Type.Union([
  Closed({ kind: Type.Literal('sum'), pieces: Pieces }),
  Closed({ kind: Type.Literal('either'), pieces: Type.Record(Item, Pieces) }),
]);

/** Classes of people by birth year, both ends included (X07). */
const ClassRule = Closed({
  person_class: PersonClass,
  born_from: Type.Optional(Year),
  born_to: Type.Optional(Year),
  /** in the order in which the screen fills them in */
  may_have: Type.Array(Item, { minItems: 1 }),
  limit: Limit,
});

/** `rolling`: so many days from each purchase. `cycle`: numbered periods counted from a first day. */
const Window = Type.Union([
  Closed({ kind: Type.Literal('rolling'), days: Type.Integer({ minimum: 1, maximum: 60 }) }),
  Closed({
    kind: Type.Literal('cycle'),
    days: Type.Integer({ minimum: 1, maximum: 60 }),
    first_day: Day,
  }),
]);

/** Who may buy on which weekday (1 Monday … 7 Sunday), by the last digit of the number (R092, R093). */
const DayRule = Type.Union([
  Closed({ kind: Type.Literal('none') }),
  Closed({
    kind: Type.Literal('parity'),
    odd: Weekdays,
    even: Weekdays,
    everyone: Weekdays,
    exempt_classes: Type.Array(PersonClass),
  }),
]);

/**
 * The rules of a programme from a Taipei day on, as dated data (R122). Schema version 1 holds what the
 * masks' rules from 2020-02-06 to 2020-04-09 need, no more; a new kind of rule extends the schema together
 * with the policy that needs it.
 */
export const Policy = Closed({
  schema_version: Type.Literal(1),
  programme: Item,
  version: Type.String({ minLength: 1, maxLength: 40 }),
  valid_from: Day,
  items: Type.Array(Closed({ item: Item, price_twd: Type.Integer({ minimum: 0, maximum: 100_000 }) }), {
    minItems: 1,
  }),
  classes: Type.Array(ClassRule, { minItems: 1 }),
  window: Window,
  purchases_per_window: Type.Integer({ minimum: 1, maximum: 100 }),
  day_rule: DayRule,
  documents: Closed({
    '01': Type.Boolean(),
    '02': Type.Boolean(),
    '03': Type.Boolean(),
    '04': Type.Boolean(),
    '05': Type.Boolean(),
  }),
  proxy: Closed({ cards_per_bearer: Type.Integer({ minimum: 0, maximum: 10 }) }),
  hours: Closed({
    opens: Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' }),
    closes: Type.String({ pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' }),
  }),
  /** pieces per delivery day, by kind of site (R110) */
  allotment: Type.Record(Type.String(), Quantities),
});
export type Policy = Static<typeof Policy>;
export type ClassRule = Static<typeof ClassRule>;

const compiled = Compile(Policy);

/** Nobody alive was born before; a birth date before it is not taken. */
const earliestYear = 1880;

/** Gaps and overlaps of the classes, and items that do not exist: what a schema cannot say. */
const problemsBetweenFields = (policy: Policy): string[] => {
  const items = new Set(policy.items.map((each) => each.item));
  const named = [
    ...policy.classes.flatMap((each) => each.may_have),
    ...policy.classes.flatMap((each) => (each.limit.kind === 'either' ? Object.keys(each.limit.pieces) : [])),
    ...Object.values(policy.allotment).flatMap((each) => Object.keys(each)),
  ];
  const problems = named.filter((item) => !items.has(item)).map((item) => `unknown item "${item}"`);
  for (let year = earliestYear; year <= 2200; year++) {
    const found = policy.classes.filter((each) => isInClass(each, year)).length;
    if (found !== 1) return [...problems, `birth year ${year} is in ${found} classes`];
  }
  return problems;
};

const isInClass = (rule: ClassRule, birthYear: number): boolean =>
  birthYear >= (rule.born_from ?? 0) && birthYear <= (rule.born_to ?? 9999);

/** A policy from data of any origin; throws a sentence that names what is wrong. */
export const readPolicy = (document: unknown): Policy => {
  if (!compiled.Check(document)) {
    const [first] = compiled.Errors(document);
    throw new Error(`The policy is malformed at ${first?.instancePath || '/'}: ${first?.message ?? ''}.`);
  }
  const [problem] = problemsBetweenFields(document);
  if (problem) throw new Error(`The policy ${document.version} contradicts itself: ${problem}.`);
  return document;
};

/** The class of a birth year; `readPolicy` has made sure that there is exactly one. */
export const classOf = (policy: Policy, birthYear: number): ClassRule => {
  const found = policy.classes.find((each) => isInClass(each, birthYear));
  if (!found) throw new Error(`birth year ${birthYear} is in no class of policy ${policy.version}`);
  return found;
};

export const priceOf = (policy: Policy, quantities: Record<string, number>): number =>
  policy.items.reduce((total, { item, price_twd }) => total + price_twd * (quantities[item] ?? 0), 0);
