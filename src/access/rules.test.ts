import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  type Facts,
  type GrantFacts,
  holdersAt,
  knownPermissions,
  mayHold,
  type Role,
  reachOf,
  roles,
  secondsToWait,
  slowDowns,
  standingOf,
  stateOf,
  type Term,
  whyIdle,
} from './rules.ts';

const today = '2020-02-04';
const [yesterday, tomorrow] = ['2020-02-03', '2020-02-05'];
const always: Term = { starts_on: '2011-01-01', ends_on: null, suspended: false, ended: false };

test('stateOf: ended before expired before suspended before pending; both days count in (R048)', () => {
  const cases: [Partial<Term>, ReturnType<typeof stateOf>][] = [
    [{}, 'active'],
    [{ starts_on: today }, 'active'],
    [{ starts_on: tomorrow }, 'pending'],
    [{ ends_on: today }, 'active'],
    [{ ends_on: yesterday }, 'expired'],
    [{ starts_on: today, ends_on: today }, 'active'],
    [{ suspended: true }, 'suspended'],
    [{ suspended: true, starts_on: tomorrow }, 'suspended'],
    [{ suspended: true, ends_on: yesterday }, 'expired'],
    [{ ended: true }, 'ended'],
    [{ ended: true, suspended: true, ends_on: yesterday }, 'ended'],
  ];
  for (const [changes, expected] of cases)
    assert.equal(stateOf({ ...always, ...changes }, today), expected, JSON.stringify(changes));
});

const pharmacy = {
  ...{ kind: 'pharmacy', is_test: false, suspended: false },
  ...{ contract_starts_on: '1995-03-01', contract_ends_on: null as string | null },
};
const as = (role: Role, changes: Partial<Term> = {}) => ({ ...always, ...changes, role });
const facts = (changes: Partial<Facts> = {}): Facts => ({
  ...{ site: pharmacy, appointments: [as('user')], grants: [], professions: [], password_initial: false },
  ...changes,
});

test('standingOf: why somebody may do nothing yet, the institution first (R032, R033, R036)', () => {
  const cases: [what: string, Partial<Facts>, ReturnType<typeof standingOf>][] = [
    ['nothing in the way', {}, null],
    ['institution suspended', { site: { ...pharmacy, suspended: true } }, 'institution_suspended'],
    ['last day of the contract', { site: { ...pharmacy, contract_ends_on: today } }, null],
    ['contract over', { site: { ...pharmacy, contract_ends_on: yesterday } }, 'not_contracted'],
    ['contract begins today', { site: { ...pharmacy, contract_starts_on: today } }, null],
    ['contract to come', { site: { ...pharmacy, contract_starts_on: tomorrow } }, 'not_contracted'],
    ['authority', { site: { ...pharmacy, kind: 'authority', contract_ends_on: yesterday } }, null],
    ['never appointed', { appointments: [] }, 'not_appointed'],
    ['suspended', { appointments: [as('user', { suspended: true })] }, 'appointment_suspended'],
    ['pending', { appointments: [as('user', { starts_on: tomorrow })] }, 'appointment_pending'],
    ['expired', { appointments: [as('user', { ends_on: yesterday })] }, 'appointment_over'],
    ['ended', { appointments: [as('user', { ended: true })] }, 'appointment_over'],
    ['ended and appointed again', { appointments: [as('user', { ended: true }), as('user')] }, null],
    [
      'ended as one, suspended as the other',
      { appointments: [as('user', { ended: true }), as('manager', { suspended: true })] },
      'appointment_suspended',
    ],
    ['initial password', { password_initial: true }, 'password_change_first'],
    [
      'initial password of somebody suspended',
      { password_initial: true, appointments: [as('user', { suspended: true })] },
      'appointment_suspended',
    ],
  ];
  for (const [what, changes, expected] of cases)
    assert.equal(standingOf(facts(changes), today), expected, what);
});

const masks: GrantFacts = {
  ...{ service_code: 'masks', starts_on: '2011-01-01', ends_on: null, service_state: 'open', applied: true },
  ...{ professions: ['pharmacist', 'assistant_pharmacist'], implies: [] },
};

test('whyIdle: the first reason why a grant gives nothing just now (R061-R064, R069)', () => {
  const pharmacist = { site: pharmacy, professions: ['pharmacist'] as const, isUser: true };
  type Holder = Parameters<typeof whyIdle>[1];
  const cases: [what: string, Partial<GrantFacts>, Partial<Holder>, ReturnType<typeof whyIdle>][] = [
    ['works', {}, {}, null],
    ['to come', { starts_on: tomorrow }, {}, 'pending'],
    ['from today', { starts_on: today }, {}, null],
    ['over', { ends_on: yesterday }, {}, 'expired'],
    ['last day', { ends_on: today }, {}, null],
    ['no user', {}, { isUser: false }, 'user'],
    ['not applied for', { applied: false }, {}, 'application'],
    ['kind may not', { professions: null }, {}, 'application'],
    ['no profession', {}, { professions: [] }, 'profession'],
    ['another profession', {}, { professions: ['nurse', 'physician'] }, 'profession'],
    ['one of two that fits', {}, { professions: ['nurse', 'assistant_pharmacist'] }, null],
    ['anybody', { professions: [] }, { professions: [] }, null],
    ['being built', { service_state: 'building' }, {}, 'not_open'],
    ['ended', { service_state: 'ended' }, {}, 'ended'],
    ['kind may not, test site', { professions: null }, { site: { is_test: true }, professions: [] }, null],
    ['profession, test site', {}, { site: { is_test: true }, professions: [] }, 'profession'],
    [
      'everything at once',
      { starts_on: tomorrow, applied: false, service_state: 'ended' },
      { isUser: false },
      'pending',
    ],
  ];
  for (const [what, grant, holder, expected] of cases)
    assert.equal(whyIdle({ ...masks, ...grant }, { ...pharmacist, ...holder }, today), expected, what);
});

test('holdersAt, mayHold: nobody, anybody, some (R059, X17)', () => {
  assert.equal(holdersAt({ is_test: false }, null), null);
  assert.deepEqual(holdersAt({ is_test: true }, null), []);
  assert.deepEqual(holdersAt({ is_test: true }, ['nurse']), ['nurse']);
  assert.equal(mayHold([], []), true);
  assert.equal(mayHold(['nurse'], []), false);
  assert.equal(mayHold(['nurse'], ['physician', 'nurse']), true);
});

const everyone = ['password:change:own', 'session:end:own', 'session:view:own'];
const settled = [...everyone, 'list:export:own', 'passkey:add:own', 'passkey:remove:own'].sort();
const selling = ['sale:check', 'sale:list', 'sale:make', 'sale:void', 'stock:confirm', 'stock:view'].map(
  (each) => `${each}:own-site`,
);
const managing = [
  ...['audit:view', 'grant:list', 'grant:set', 'service:apply', 'service:list'],
  ...['user:appoint', 'user:list', 'user:reset-password', 'workstation:enrol', 'workstation:list'],
].map((each) => `${each}:own-site`);

test('reachOf: roles of today, services that work, and nothing that neither gives (R045, R057)', () => {
  const reach = (changes: Partial<Facts>) => {
    const { roles: held, services, permissions, standing } = reachOf(facts(changes), today);
    return { held, services, permissions: [...permissions].sort(), standing };
  };
  const sellers = { professions: ['pharmacist' as const], grants: [masks] };
  const both = [as('manager'), as('user')];
  const sorted = (...sets: string[][]) => sets.flat().sort();
  const cases: [what: string, Partial<Facts>, Omit<ReturnType<typeof reach>, 'standing'>][] = [
    ['a user', {}, { held: ['user'], services: [], permissions: settled }],
    [
      'a user who sells',
      sellers,
      { held: ['user'], services: ['masks'], permissions: sorted(settled, selling) },
    ],
    [
      'a manager with a grant who is no user',
      { ...sellers, appointments: [as('manager')] },
      { held: ['manager'], services: [], permissions: sorted(settled, managing) },
    ],
    [
      'a manager who sells',
      { ...sellers, appointments: both },
      {
        held: ['manager', 'user'],
        services: ['masks'],
        permissions: sorted(settled, managing, selling, ['stock:correct:own-site']),
      },
    ],
    [
      'whose appointment as manager is over',
      { ...sellers, appointments: [as('manager', { ends_on: yesterday }), as('user')] },
      { held: ['user'], services: ['masks'], permissions: sorted(settled, selling) },
    ],
    [
      'with what comes along (R062)',
      { grants: [{ ...masks, service_code: 'claims', professions: [], implies: ['claims_precheck'] }] },
      { held: ['user'], services: ['claims', 'claims_precheck'], permissions: settled },
    ],
  ];
  for (const [what, changes, expected] of cases)
    assert.deepEqual(reach(changes), { ...expected, standing: null }, what);
  assert.deepEqual(reach({ ...sellers, appointments: both, password_initial: true }), {
    ...{ held: [], services: [], permissions: everyone, standing: 'password_change_first' },
  });
});

test("whatever the facts: nothing but one's own session without standing, no service but a granted one", () => {
  const day = fc.constantFrom(yesterday, today, tomorrow, '2011-01-01');
  const lastDay = fc.option(day);
  const term = { starts_on: day, ends_on: lastDay, suspended: fc.boolean(), ended: fc.boolean() };
  const professions = fc
    .subarray(['pharmacist', 'assistant_pharmacist', 'physician', 'nurse'] as const)
    .map((each) => [...each]);
  const grant = fc.record({
    ...{ service_code: fc.constantFrom('masks', 'claims'), starts_on: day, ends_on: lastDay },
    service_state: fc.constantFrom('open' as const, 'building' as const, 'ended' as const),
    ...{ applied: fc.boolean(), professions: fc.option(professions), implies: fc.constant<string[]>([]) },
  });
  const any: fc.Arbitrary<Facts> = fc.record({
    site: fc.record({
      ...{ kind: fc.constantFrom('pharmacy', 'authority'), is_test: fc.boolean(), suspended: fc.boolean() },
      ...{ contract_starts_on: day, contract_ends_on: lastDay },
    }),
    appointments: fc.array(fc.record({ ...term, role: fc.constantFrom(...roles) }), { maxLength: 4 }),
    ...{ grants: fc.array(grant, { maxLength: 3 }), professions, password_initial: fc.boolean() },
  });
  fc.assert(
    fc.property(any, (some) => {
      const { standing, services, permissions, roles: held } = reachOf(some, today);
      for (const each of permissions) assert.ok(knownPermissions.has(each), each);
      if (standing) assert.deepEqual([held, services, [...permissions].sort()], [[], [], everyone]);
      for (const role of held)
        assert.ok(
          some.appointments.some(
            (each) => each.role === role && !each.ended && !each.suspended && each.starts_on <= today,
          ),
        );
      for (const code of services)
        assert.ok(
          some.grants.some(
            (each) => each.service_code === code && each.applied && each.service_state === 'open',
          ),
        );
      assert.equal(permissions.has('sale:make:own-site'), services.includes('masks'));
      assert.equal(
        permissions.has('stock:correct:own-site'),
        services.includes('masks') && held.includes('manager'),
      );
    }),
    { numRuns: 2_000 },
  );
});

test('secondsToWait: 1, 2, 4 … up to the most, forgotten after a quarter of an hour (design §7)', () => {
  const { account_at_address: narrow } = slowDowns;
  const cases: [failures: number, ago: number, expected: number][] = [
    [0, 0, 0],
    [4, 0, 0],
    [5, 0, 1],
    [5, 1, 0],
    [6, 0, 2],
    [6, 0.5, 2],
    [11, 0, 60],
    [1_000_000, 0, 60],
    [1_000_000, 899, 0],
    [1_000_000, 900, 0],
  ];
  for (const [failures, ago, expected] of cases)
    assert.equal(secondsToWait(narrow, failures, ago), expected, `${failures}`);
});
