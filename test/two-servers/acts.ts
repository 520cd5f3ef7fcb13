import fc from 'fast-check';

/** 0 or 1: which of two sites, server processes. */
export type Either = 0 | 1;

/**
 * What a clerk may do, as plain data: `person` and `request` are the nth of the play (counted round and round),
 * `again` sends the same to both servers at once, `later` counts days until an arrival may be sold.
 */
export type Act =
  | { kind: 'check'; person: number; site: Either; server: Either }
  | { kind: 'sell'; person: number; site: Either; server: Either; adult: number; child: number }
  | { kind: 'retry'; request: number; server: Either }
  | { kind: 'void'; request: number; server: Either; again: boolean }
  | { kind: 'arrive'; site: Either; server: Either; adult: number; child: number; later: number }
  | { kind: 'correct'; site: Either; server: Either; change: number; again: boolean };

/** Acts at once, after so many days; with `skew` the second server is past midnight and the first not yet. */
export type Round = { days: number; skew: boolean; acts: Act[] };

export const peopleOfRun = 3;

const either = fc.constantFrom<Either>(0, 1);
const place = { site: either, server: either };
const person = fc.nat(peopleOfRun - 1);
const pieces = fc.nat(2);

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('check' as const), person, ...place }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('sell' as const),
      person,
      ...place,
      adult: fc.constantFrom(2, 2, 2, 1, 3),
      child: fc.constantFrom(0, 0, 0, 0, 1),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('retry' as const), request: fc.nat(20), server: either }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('void' as const),
      request: fc.nat(20),
      server: either,
      again: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('arrive' as const),
      ...place,
      adult: pieces,
      child: pieces,
      later: fc.constantFrom(0, 0, 1, 2),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('correct' as const),
      ...place,
      change: fc.integer({ min: -3, max: 3 }),
      again: fc.boolean(),
    }),
  },
);

/** A few days at two sites. */
export const rounds: fc.Arbitrary<Round[]> = fc.array(
  fc.record({
    days: fc.constantFrom(0, 0, 0, 1, 2, 5, 7),
    skew: fc.constantFrom(false, false, true),
    acts: fc.array(act, { minLength: 3, maxLength: 10, size: 'max' }),
  }),
  { minLength: 2, maxLength: 6, size: 'max' },
);
