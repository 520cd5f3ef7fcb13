import fc from 'fast-check';

/** Who of the play: 0 and 1 the representatives, then the people at either institution, last the authority. */
export const holders = ['p0', 'p1', 'p2', 'p3'] as const;
export const actorsInAll = 2 + holders.length * 2 + 1;

export type Days = { from: number; until: number | null };
const days: fc.Arbitrary<Days> = fc.record({
  from: fc.constantFrom(0, 0, 0, 0, -3, 1),
  until: fc.constantFrom(null, null, null, null, 0, 2, -1),
});

// Without bias: small numbers, which fast-check prefers, would be the same few actors and rows again and again.
const actor = fc.noBias(fc.nat(actorsInAll - 1));
/** Which of the rows that there are, counted round and round. */
const row = fc.noBias(fc.nat(50));
const holder = fc.constantFrom(...holders);
const service = fc.constantFrom('masks', 'masks', 'masks', 'claims', 'claims', 'claims_precheck');
const keep = fc.constantFrom('managers' as const, 'users' as const);
const site = fc.constantFrom<0 | 1>(0, 1);
const profession = fc.constantFrom('pharmacist', 'pharmacist', 'nurse', 'nurse', 'physician');

/** Some of these, none (anybody), or null: not this kind of institution. */
const someOf = (...of: string[]): fc.Arbitrary<string[] | null> => fc.option(fc.subarray(of), { freq: 6 });

const one = <const K extends string, const R extends Record<string, fc.Arbitrary<unknown>>>(
  kind: K,
  rest: R,
) =>
  fc.record({ kind: fc.constant(kind), ...rest }) as unknown as fc.Arbitrary<
    { kind: K } & { [P in keyof R]: R[P] extends fc.Arbitrary<infer V> ? V : never }
  >;

const kinds = {
  /** by the representative of a site, a manager there, or anybody who tries; `settle`: the password is changed */
  appoint: one('appoint', { actor, keep, holder, days, settle: fc.constantFrom(true, true, true, false) }),
  self: one('self', { actor, days }),
  change: one('change', { actor, keep, row, days }),
  suspend: one('suspend', { actor, keep, row }),
  resume: one('resume', { actor, keep, row }),
  end: one('end', { actor, keep, row }),
  reset: one('reset', { actor, keep, row }),
  apply: one('apply', { actor, service }),
  withdraw: one('withdraw', { actor, service }),
  grant: one('grant', { actor, row, service, days }),
  changeGrant: one('changeGrant', { actor, row, days }),
  endGrant: one('endGrant', { actor, row }),
  register: one('register', { site, holder, profession, days }),
  edit: one('edit', {
    actor,
    service: fc.constantFrom('masks', 'claims', 'claims_precheck'),
    state: fc.constantFrom('open', 'open', 'open', 'building', 'ended'),
    pharmacy: someOf('pharmacist', 'assistant_pharmacist', 'nurse'),
    centre: someOf('physician', 'nurse'),
  }),
  institution: one('institution', { actor, site, suspend: fc.constantFrom(true, false, false) }),
  unified: one('unified', { actor }),
  undo: one('undo', { actor, row }),
  clock: one('clock', { days: fc.constantFrom(1, 1, 2, -1) }),
};

type Kinds = typeof kinds;
export type Act = { [K in keyof Kinds]: Kinds[K] extends fc.Arbitrary<infer A> ? A : never }[keyof Kinds];

const weights: Partial<Record<keyof Kinds, number>> = {
  appoint: 5,
  grant: 8,
  register: 4,
  self: 2,
  apply: 2,
  unified: 2,
  resume: 2,
  changeGrant: 2,
};

export const acts: fc.Arbitrary<Act[]> = fc.noBias(
  fc.array(
    fc.oneof(
      ...(Object.entries(kinds) as [keyof Kinds, fc.Arbitrary<Act>][]).map(([kind, arbitrary]) => ({
        arbitrary,
        weight: weights[kind] ?? 1,
      })),
    ),
    { minLength: 60, maxLength: 70, size: 'max' },
  ),
);
