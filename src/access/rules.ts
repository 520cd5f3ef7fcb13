import type { RefusalCode } from '../platform/errors.ts';
import type { Profession, WayIn } from './contract.ts';

/** What everybody may do who is logged in, also before anything else is settled. */
const everyone = ['session:view:own', 'session:end:own', 'password:change:own'] as const;
const audit = ['audit:view:own-site'] as const;
const workstations = ['workstation:list:own-site', 'workstation:enrol:own-site'] as const;
/** In good standing, whatever the roles. */
const inGoodStanding = ['list:export:own', 'passkey:add:own', 'passkey:remove:own'] as const;

/** Roles with what each may do at the institution of the session (R048, design §5). */
const ofRole = {
  representative: [
    'manager:list:own-site',
    'manager:appoint:own-site',
    'manager:reset-password:own-site',
    ...workstations,
    ...audit,
  ],
  manager: [
    'user:list:own-site',
    'user:appoint:own-site',
    'user:reset-password:own-site',
    'service:list:own-site',
    'service:apply:own-site',
    'grant:list:own-site',
    'grant:set:own-site',
    ...workstations,
    ...audit,
  ],
  user: [],
  hq_policy: ['institution:view:any'],
  hq_supply: ['institution:view:any'],
  hq_portal: [
    'content:view:any',
    'content:edit:any',
    'service:edit:any',
    'setting:edit:any',
    'unified-grant:run:any',
    'institution:view:any',
    'institution:suspend:any',
    'representative:issue:any',
    'person:rename:any',
  ],
  hq_audit: ['audit:search:any', 'institution:view:any', ...audit],
  hq_system: [
    'hq-staff:list:own-site',
    'hq-staff:appoint:own-site',
    'hq-staff:reset-password:own-site',
    ...audit,
  ],
} as const;

/** What a service lets its holder do. A service whose work is not built yet lets nobody do anything. */
const ofService = {
  masks: [
    'sale:check:own-site',
    'sale:make:own-site',
    'sale:void:own-site',
    'sale:list:own-site',
    'stock:view:own-site',
    'stock:confirm:own-site',
  ],
} as const;

/** A manager who holds the service besides. */
const ofServiceAsManager = { masks: ['stock:correct:own-site'] } as const;

export type Role = keyof typeof ofRole;
export const roles = Object.keys(ofRole) as Role[];

const setsOf = (record: Record<string, readonly string[]>): readonly string[] => Object.values(record).flat();

/** Every permission that somebody can hold; a route that asks for another stops the server at boot. */
export const knownPermissions: ReadonlySet<string> = new Set([
  ...everyone,
  ...inGoodStanding,
  ...setsOf(ofRole),
  ...setsOf(ofService),
  ...setsOf(ofServiceAsManager),
]);

/** Permissions from roles and usable services, nothing else: no chain of appointments adds another. */
export const permissionsOf = (held: readonly Role[], services: readonly string[]): ReadonlySet<string> => {
  const granted = services.flatMap((code) => [
    ...((ofService as Record<string, readonly string[]>)[code] ?? []),
    ...(held.includes('manager')
      ? ((ofServiceAsManager as Record<string, readonly string[]>)[code] ?? [])
      : []),
  ]);
  return new Set<string>([
    ...everyone,
    ...inGoodStanding,
    ...held.flatMap((role): readonly string[] => ofRole[role]),
    ...granted,
  ]);
};

const firstPermissions: ReadonlySet<string> = new Set(everyone);

// ── appointments ────────────────────────────────────────────────────────────

export type Term = {
  starts_on: string;
  ends_on: string | null;
  suspended: boolean;
  ended: boolean;
};
export type AppointmentState = 'active' | 'pending' | 'expired' | 'suspended' | 'ended';

/** What an appointment is worth on a Taipei day. ISO days compare as text. */
export const stateOf = ({ starts_on, ends_on, suspended, ended }: Term, today: string): AppointmentState => {
  if (ended) return 'ended';
  if (ends_on !== null && ends_on < today) return 'expired';
  if (suspended) return 'suspended';
  return starts_on > today ? 'pending' : 'active';
};

export type SiteFacts = {
  kind: string;
  is_test: boolean;
  suspended: boolean;
  contract_starts_on: string;
  contract_ends_on: string | null;
};

export type GrantFacts = {
  service_code: string;
  starts_on: string;
  ends_on: string | null;
  service_state: 'open' | 'building' | 'ended';
  /** the institution's application stands */
  applied: boolean;
  /** who may hold it at this kind of institution; null: this kind may not apply */
  professions: Profession[] | null;
  /** open services that come with this one */
  implies: string[];
};

/** All that decides what an account may do at an institution. */
export type Facts = {
  site: SiteFacts;
  appointments: (Term & { role: Role })[];
  grants: GrantFacts[];
  /** registered to practise at this institution today */
  professions: Profession[];
  /** proved by a password that was never changed since it was given */
  password_initial: boolean;
};

/** Why somebody who proved who they are may do nothing yet; null: they may. */
export type Standing = Extract<
  RefusalCode,
  | 'institution_suspended'
  | 'not_contracted'
  | 'appointment_suspended'
  | 'appointment_pending'
  | 'appointment_over'
  | 'not_appointed'
  | 'password_change_first'
> | null;

const isContracted = ({ kind, contract_starts_on, contract_ends_on }: SiteFacts, today: string): boolean =>
  kind === 'authority' ||
  (contract_starts_on <= today && (contract_ends_on === null || contract_ends_on >= today));

export const rolesOf = ({ appointments }: Pick<Facts, 'appointments'>, today: string): Role[] =>
  roles.filter((role) =>
    appointments.some((each) => each.role === role && stateOf(each, today) === 'active'),
  );

export const standingOf = (facts: Facts, today: string): Standing => {
  if (facts.site.suspended) return 'institution_suspended';
  if (!isContracted(facts.site, today)) return 'not_contracted';
  if (rolesOf(facts, today).length === 0) {
    const states = new Set(facts.appointments.map((each) => stateOf(each, today)));
    if (states.has('suspended')) return 'appointment_suspended';
    if (states.has('pending')) return 'appointment_pending';
    return states.has('expired') || states.has('ended') ? 'appointment_over' : 'not_appointed';
  }
  return facts.password_initial ? 'password_change_first' : null;
};

/** May somebody come in who stands like this? A password to change is changed inside. */
export const isOpen = (standing: Standing): boolean =>
  standing === null || standing === 'password_change_first';

/** Ways in that an institution's password proves: whoever gave it may know it. */
export const passwordWays = ['password', 'nhi_card'] as const satisfies readonly WayIn[];
export const isByPassword = (way: WayIn): way is (typeof passwordWays)[number] =>
  passwordWays.some((each) => each === way);

export type IdleCause = 'pending' | 'expired' | 'user' | 'application' | 'profession' | 'not_open' | 'ended';

/** Those who may hold a service at an institution; null: nobody there. A test site may try everything. */
export const holdersAt = (
  site: Pick<SiteFacts, 'is_test'>,
  professions: Profession[] | null,
): Profession[] | null => (site.is_test ? (professions ?? []) : professions);

export const mayHold = (allowed: readonly Profession[], held: readonly Profession[]): boolean =>
  allowed.length === 0 || held.some((each) => allowed.includes(each));

/**
 * The first reason why a grant gives nothing just now, or null: inside its days, to an active user, of a
 * service that the institution has applied for and its kind may have, held by a fit profession, and open.
 */
export const whyIdle = (
  grant: GrantFacts,
  {
    site,
    professions,
    isUser,
  }: {
    site: Pick<SiteFacts, 'is_test'>;
    professions: readonly Profession[];
    isUser: boolean;
  },
  today: string,
): IdleCause | null => {
  if (grant.starts_on > today) return 'pending';
  if (grant.ends_on !== null && grant.ends_on < today) return 'expired';
  if (!isUser) return 'user';
  const allowed = holdersAt(site, grant.professions);
  if (!grant.applied || allowed === null) return 'application';
  if (!mayHold(allowed, professions)) return 'profession';
  if (grant.service_state === 'building') return 'not_open';
  return grant.service_state === 'ended' ? 'ended' : null;
};

export type Reach = {
  roles: Role[];
  services: string[];
  permissions: ReadonlySet<string>;
  standing: Standing;
};

/** What an account may do at an institution on a Taipei day: the whole of it. */
export const reachOf = (facts: Facts, today: string): Reach => {
  const standing = standingOf(facts, today);
  if (standing) return { roles: [], services: [], permissions: firstPermissions, standing };
  const held = rolesOf(facts, today);
  const isUser = held.includes('user');
  const services = facts.grants
    .filter((grant) => whyIdle(grant, { ...facts, isUser }, today) === null)
    .flatMap(({ service_code, implies }) => [service_code, ...implies]);
  return { roles: held, services, permissions: permissionsOf(held, services), standing };
};

// ── slow-down ───────────────────────────────────────────────────────────────

/** How failures slow down what they are counted for: after `free` of them, 1, 2, 4 … up to `mostSeconds`. */
export type SlowDown = { free: number; mostSeconds: number };

/**
 * Per account from one address, per account from anywhere, per address. The two wide ones are mild, so that
 * nobody can keep a pharmacy out by guessing at its account or from its address.
 */
export const slowDowns = {
  account_at_address: { free: 4, mostSeconds: 60 },
  account: { free: 30, mostSeconds: 10 },
  address: { free: 60, mostSeconds: 30 },
} as const satisfies Record<string, SlowDown>;

/** Failures older than this are forgotten, in seconds. */
export const failuresLastSeconds = 15 * 60;

/** Whole seconds still to wait after `failures`, the last of them `secondsAgo`. */
export const secondsToWait = (slowDown: SlowDown, failures: number, secondsAgo: number): number => {
  if (failures <= slowDown.free || secondsAgo >= failuresLastSeconds) return 0;
  const pause = Math.min(2 ** Math.min(failures - slowDown.free - 1, 20), slowDown.mostSeconds);
  return Math.max(Math.ceil(pause - secondsAgo), 0);
};
