import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays, daysBetween, weekdayOf } from '../platform/clock.ts';
import { isRefusal } from '../platform/errors.ts';
import { type Policy, readPolicy } from './policy.ts';
import { allowance, judge, type Moment, type PersonFacts, suggest } from './rules.ts';

const february: Policy = readPolicy(
  JSON.parse(readFileSync(new URL('../../db/policies/masks-2020-02-06.json', import.meta.url), 'utf8')),
);

/** The masks' later rules, as far as the schema must be able to say them (facts of the rationing). */
const march: Policy = readPolicy({
  ...february,
  version: '2020-03-05',
  valid_from: '2020-03-05',
  classes: [
    {
      person_class: 'child',
      born_from: 2007,
      may_have: ['child_mask', 'adult_mask'],
      limit: { kind: 'either', pieces: { child_mask: 5, adult_mask: 3 } },
    },
    { person_class: 'adult', born_to: 2006, may_have: ['adult_mask'], limit: { kind: 'sum', pieces: 3 } },
  ],
  day_rule: { ...february.day_rule, exempt_classes: ['child'] },
});
const april: Policy = readPolicy({
  ...february,
  version: '2020-04-09',
  valid_from: '2020-04-09',
  classes: [
    {
      person_class: 'child',
      born_from: 2004,
      may_have: ['child_mask', 'adult_mask'],
      limit: { kind: 'sum', pieces: 10 },
    },
    {
      person_class: 'adult',
      born_to: 2003,
      may_have: ['adult_mask', 'child_mask'],
      limit: { kind: 'either', pieces: { adult_mask: 9, child_mask: 10 } },
    },
  ],
  window: { kind: 'cycle', days: 14, first_day: '2020-04-09' },
  day_rule: { kind: 'none' },
});

const person = (changes: Partial<PersonFacts> = {}): PersonFacts => ({
  document_kind: '01',
  last_digit: 4,
  birth_year: 1974,
  purchase_days: [],
  ...changes,
});
const on = (day: string, changes: Partial<Moment> = {}): Moment => ({
  day,
  time: '10:00',
  lifted_days: new Set(),
  ...changes,
});
const codeOf = (value: unknown): string => (isRefusal(value) ? value.code : 'allowed');
const nextOf = (value: unknown): unknown => (isRefusal(value) ? value.params?.['next_date'] : undefined);

test('parity by weekday: even Tue Thu Sat, odd Mon Wed Fri, everybody on Sunday (R092, R093)', () => {
  const table: [string, boolean, boolean][] = [
    ['2020-02-03', false, true],
    ['2020-02-04', true, false],
    ['2020-02-05', false, true],
    ['2020-02-06', true, false],
    ['2020-02-07', false, true],
    ['2020-02-08', true, false],
    ['2020-02-09', true, true],
  ];
  for (const [day, even, odd] of table)
    for (let digit = 0; digit <= 9; digit++) {
      const allowed = codeOf(allowance(february, person({ last_digit: digit }), on(day))) === 'allowed';
      assert.equal(allowed, digit % 2 === 0 ? even : odd, `${day} ${digit}`);
    }
});

test('refusals come in the order document, hours, window, day (design of the heart)', () => {
  const hours = readPolicy({ ...february, hours: { opens: '08:00', closes: '22:00' } });
  const late = on('2020-02-04', { time: '22:00' });
  const bought = person({ last_digit: 9, purchase_days: ['2020-02-03'] });
  assert.equal(codeOf(allowance(hours, { ...bought, document_kind: '05' }, late)), 'passport_not_accepted');
  assert.equal(codeOf(allowance(hours, bought, late)), 'outside_hours');
  assert.equal(codeOf(allowance(hours, bought, on('2020-02-04'))), 'already_bought');
  assert.equal(codeOf(allowance(hours, person({ last_digit: 9 }), on('2020-02-04'))), 'not_todays_number');
  assert.equal(codeOf(allowance(hours, person(), on('2020-02-04', { time: '21:59' }))), 'allowed');
  assert.equal(codeOf(allowance(hours, person(), on('2020-02-04', { time: '07:59' }))), 'outside_hours');
});

test('each document kind is a switch of the policy (R089, X06)', () => {
  for (const kind of ['01', '02', '03', '04'] as const)
    assert.equal(codeOf(allowance(february, person({ document_kind: kind }), on('2020-02-04'))), 'allowed');
  const closed = readPolicy({ ...february, documents: { ...february.documents, '03': false, '05': true } });
  assert.equal(
    codeOf(allowance(closed, person({ document_kind: '03' }), on('2020-02-04'))),
    'document_not_accepted',
  );
  assert.equal(codeOf(allowance(closed, person({ document_kind: '05' }), on('2020-02-04'))), 'allowed');
});

test('an order of the authority lifts parity, never the window (C8)', () => {
  const lifted = on('2020-02-04', { lifted_days: new Set(['2020-02-04', '2020-02-12']) });
  assert.equal(codeOf(allowance(february, person({ last_digit: 9 }), lifted)), 'allowed');
  const bought = person({ purchase_days: ['2020-02-03'] });
  assert.equal(codeOf(allowance(february, bought, lifted)), 'already_bought');
  const fromLifted = person({ purchase_days: ['2020-02-05'], last_digit: 4 });
  assert.equal(nextOf(allowance(february, fromLifted, on('2020-02-06', lifted))), '2020-02-12');
});

test('children by birth year, both ends (R096, R097, X07)', () => {
  const years: [number, number][] = [
    [2007, 0],
    [2008, 2],
  ];
  for (const [birth_year, childMasks] of years) {
    const found = allowance(february, person({ birth_year }), on('2020-02-04'));
    assert.ok(!isRefusal(found));
    assert.equal(found.most['child_mask'], childMasks);
  }
});

test('quantities: class, total and stock, in this order (R097-R099, R111)', () => {
  const plenty = { adult_mask: 100, child_mask: 100 };
  const cases: [number, Record<string, number>, Record<string, number>, string | number][] = [
    [1974, { adult_mask: 2, child_mask: 0 }, plenty, 10],
    [1974, { adult_mask: 1 }, plenty, 5],
    [1974, { adult_mask: 3 }, plenty, 'over_limit'],
    [1974, { adult_mask: 0, child_mask: 0 }, plenty, 'nothing_chosen'],
    [1974, {}, plenty, 'nothing_chosen'],
    [1974, { adult_mask: 5, child_mask: 1 }, plenty, 'item_not_for_class'],
    [1974, { gold_mask: 1 }, plenty, 'item_unknown'],
    [1974, { adult_mask: 2 }, { adult_mask: 1 }, 'stock_short'],
    [1974, { adult_mask: 3 }, { adult_mask: 1 }, 'over_limit'],
    [2010, { adult_mask: 1, child_mask: 1 }, plenty, 10],
    [2010, { adult_mask: 2, child_mask: 1 }, plenty, 'over_limit'],
    [2010, { child_mask: 2 }, { adult_mask: 9 }, 'stock_short'],
  ];
  for (const [birthYear, chosen, stock, expected] of cases) {
    const judged = judge(february, birthYear, chosen, stock);
    assert.equal(isRefusal(judged) ? judged.code : judged.price_twd, expected, JSON.stringify(chosen));
  }
});

test('the screen is filled with the highest quantity that stock can give (R083)', () => {
  assert.deepEqual(suggest(february, 1974, { adult_mask: 1 }), { adult_mask: 1, child_mask: 0 });
  assert.deepEqual(suggest(february, 2010, { adult_mask: 9, child_mask: 9 }), {
    adult_mask: 0,
    child_mask: 2,
  });
  assert.deepEqual(suggest(february, 2010, { adult_mask: 9, child_mask: 1 }), {
    adult_mask: 1,
    child_mask: 1,
  });
  assert.deepEqual(suggest(february, 2010, { adult_mask: 9, child_mask: 0 }), {
    adult_mask: 2,
    child_mask: 0,
  });
  assert.deepEqual(suggest(march, 2010, { adult_mask: 9, child_mask: 0 }), { adult_mask: 3, child_mask: 0 });
});

test('the schema says the rules of March: either 5 child or 3 adult, children every day', () => {
  const plenty = { adult_mask: 100, child_mask: 100 };
  assert.equal(
    codeOf(allowance(march, person({ birth_year: 2010, last_digit: 9 }), on('2020-03-05'))),
    'allowed',
  );
  assert.equal(codeOf(allowance(march, person({ last_digit: 9 }), on('2020-03-05'))), 'not_todays_number');
  assert.deepEqual(judge(march, 2010, { child_mask: 5 }, plenty), { price_twd: 25 });
  assert.deepEqual(judge(march, 2010, { adult_mask: 3 }, plenty), { price_twd: 15 });
  for (const chosen of [{ adult_mask: 1, child_mask: 1 }, { child_mask: 6 }, { adult_mask: 4 }])
    assert.equal(codeOf(judge(march, 2010, chosen, plenty)), 'over_limit');
});

test('the schema says the rules of April: numbered cycles of 14 days from 04-09, no parity', () => {
  const bought = person({ purchase_days: ['2020-04-22'] });
  assert.equal(codeOf(allowance(april, bought, on('2020-04-22'))), 'already_bought_in_cycle');
  assert.equal(nextOf(allowance(april, bought, on('2020-04-22'))), '2020-04-23');
  assert.equal(codeOf(allowance(april, bought, on('2020-04-23'))), 'allowed');
});

test('a policy that contradicts itself is not taken', () => {
  const [child, adult] = february.classes;
  assert.throws(() => readPolicy({ ...february, classes: [adult] }), /is in 0 classes/);
  assert.throws(
    () => readPolicy({ ...february, classes: [child, { ...adult, born_to: 2008 }] }),
    /is in 2 classes/,
  );
  assert.throws(
    () => readPolicy({ ...february, items: [{ item: 'adult_mask', price_twd: 5 }] }),
    /unknown item/,
  );
  assert.throws(() => readPolicy({ ...february, surprise: true }), /malformed/);
});

const days = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2020-02-03', n));
const facts = fc.record({
  document_kind: fc.constantFrom('01' as const, '02' as const, '03' as const),
  last_digit: fc.integer({ min: 0, max: 9 }),
  birth_year: fc.integer({ min: 1920, max: 2020 }),
  purchase_days: fc.array(days, { maxLength: 3 }),
});

test('property: the next date is the first day that allows, for every policy', () => {
  fc.assert(
    fc.property(facts, days, fc.constantFrom(february, march, april), (who, today, policy) => {
      const decision = allowance(policy, who, on(today));
      const next = nextOf(decision);
      if (!isRefusal(decision) || typeof next !== 'string') return;
      assert.equal(codeOf(allowance(policy, who, on(next))), 'allowed');
      for (let day = today; day < next; day = addDays(day, 1))
        assert.notEqual(
          codeOf(allowance(policy, who, on(day))),
          'allowed',
          `${day} is allowed before ${next}`,
        );
    }),
  );
});

test('property: whoever buys whenever allowed never has two purchases within seven days (R086, X08)', () => {
  fc.assert(
    fc.property(facts, fc.array(days, { minLength: 1, maxLength: 40 }), (who, visits) => {
      const bought: string[] = [];
      for (const day of visits.toSorted()) {
        const decision = allowance(february, { ...who, purchase_days: bought }, on(day));
        if (!isRefusal(decision)) bought.push(day);
      }
      for (const [index, day] of bought.entries()) {
        const before = bought[index - 1];
        if (before !== undefined) assert.ok(daysBetween(before, day) >= 7, `${before} and ${day}`);
        const parity = who.last_digit % 2 === 0 ? [2, 4, 6, 7] : [1, 3, 5, 7];
        assert.ok(parity.includes(weekdayOf(day)));
      }
    }),
  );
});

test('property: what is filled in is never refused', () => {
  const stock = fc.record({ adult_mask: fc.nat(6), child_mask: fc.nat(6) });
  fc.assert(
    fc.property(facts, stock, fc.constantFrom(february, march, april), (who, onSale, policy) => {
      const filled = suggest(policy, who.birth_year, onSale);
      const judged = codeOf(judge(policy, who.birth_year, filled, onSale));
      assert.ok(judged === 'allowed' || judged === 'nothing_chosen', judged);
    }),
  );
});
