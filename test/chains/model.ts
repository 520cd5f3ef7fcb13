import { contracts } from '../../src/contracts.ts';
import { type Who, whoMay } from '../who-may.ts';

/**
 * What the chain of appointments allows, worked out a second time and in another way: facts in lists, and the
 * rights of somebody read off them. Nothing of `src/access/rules.ts` is asked.
 */
export type Term = { starts_on: string; ends_on: string | null };
export type Appointment = Term & {
  id: number;
  holder: string;
  site: string;
  role: 'representative' | 'manager' | 'user';
  suspended: boolean;
  ended: boolean;
};
export type Grant = Term & {
  id: number;
  holder: string;
  site: string;
  service: string;
  ended: boolean;
  order?: number;
};
export type Registration = Term & { holder: string; site: string; profession: string };
export type Application = { site: string; service: string; ended: boolean; order?: number };
export type Service = {
  state: string;
  /** by kind of institution: professions that may hold it, empty for all */
  eligible: Record<string, readonly string[]>;
  implied_by?: string;
};

export type Model = {
  today: string;
  sites: Record<string, { kind: string; suspended: boolean }>;
  /** holder@site: the password, and whether it is the one that was given */
  passwords: Map<string, { password: string; initial: boolean }>;
  appointments: Appointment[];
  grants: Grant[];
  registrations: Registration[];
  applications: Application[];
  services: Record<string, Service>;
};

const within = ({ starts_on, ends_on }: Term, today: string): boolean =>
  starts_on <= today && (ends_on === null || ends_on >= today);

export const isActive = (model: Model, each: Appointment): boolean =>
  !each.ended && !each.suspended && within(each, model.today);

const rolesOf = (model: Model, holder: string, site: string): Appointment['role'][] =>
  model.appointments
    .filter((each) => each.holder === holder && each.site === site && isActive(model, each))
    .map(({ role }) => role);

/** Roles that have not ended, whether or not they count today. */
export const liveRoles = (model: Model, holder: string, site: string): string[] =>
  model.appointments
    .filter((each) => each.holder === holder && each.site === site && !each.ended)
    .map(({ role }) => role);

export const isApplied = (model: Model, site: string, service: string): boolean =>
  model.applications.some((each) => each.site === site && each.service === service && !each.ended);

export const mayHold = (model: Model, holder: string, site: string, service: string): boolean => {
  const allowed = model.services[service]?.eligible[model.sites[site]?.kind ?? ''];
  if (!allowed) return false;
  const fit = (each: Registration): boolean =>
    each.holder === holder &&
    each.site === site &&
    within(each, model.today) &&
    allowed.includes(each.profession);
  return allowed.length === 0 || model.registrations.some(fit);
};

const servicesOf = (model: Model, holder: string, site: string): string[] => {
  const usable = new Set(
    model.grants
      .filter(
        (each) => each.holder === holder && each.site === site && !each.ended && within(each, model.today),
      )
      .map(({ service }) => service)
      .filter((service) => isApplied(model, site, service) && mayHold(model, holder, site, service))
      .filter((service) => model.services[service]?.state === 'open'),
  );
  const implied = Object.entries(model.services)
    .filter(([, { state, implied_by }]) => state === 'open' && implied_by && usable.has(implied_by))
    .map(([code]) => code);
  return [...usable, ...implied].sort();
};

/** The permissions of all operations that one of these may do. */
const permissionsOf = (who: ReadonlySet<Who>): string[] => {
  const operations = Object.entries(contracts) as [keyof typeof contracts, { permission: string }][];
  const open = operations.filter(([name]) => whoMay[name].some((each) => who.has(each)));
  return [...new Set(open.map(([, { permission }]) => permission))].sort();
};

export type Rights = { free: boolean; roles: string[]; services: string[]; permissions: string[] };

/** What somebody may do at an institution; `free`: nothing is in the way of what they are appointed for. */
export const rightsOf = (model: Model, holder: string, site: string): Rights => {
  const roles = rolesOf(model, holder, site);
  const initial = model.passwords.get(`${holder}@${site}`)?.initial ?? false;
  const free = !model.sites[site]?.suspended && roles.length > 0 && !initial;
  if (!free) return { free, roles: [], services: [], permissions: permissionsOf(new Set(['anybody'])) };
  const services = roles.includes('user') ? servicesOf(model, holder, site) : [];
  const who = new Set<Who>(['anybody', 'settled']);
  if (roles.includes('representative')) who.add('representative');
  if (roles.includes('manager')) who.add('manager');
  if (services.includes('masks')) who.add('seller');
  if (services.includes('masks') && roles.includes('manager')) who.add('selling manager');
  return { free, roles: roles.toSorted(), services, permissions: permissionsOf(who) };
};

/** A grant that stands in the way of another: it has not ended and its days are not over. */
const stands = (model: Model, each: Grant): boolean =>
  !each.ended && (each.ends_on === null || each.ends_on >= model.today);

/** R069: the users that a unified grant of a service reaches today and that have none yet. */
export const reachedBy = (model: Model, service: string): { holder: string; site: string }[] => {
  const isOpen = ({ site }: Appointment): boolean =>
    !model.sites[site]?.suspended && model.applications.some((each) => each.site === site);
  const has = ({ holder, site }: Appointment): boolean =>
    model.grants.some(
      (each) =>
        each.holder === holder && each.site === site && each.service === service && stands(model, each),
    );
  return model.appointments
    .filter((each) => each.role === 'user' && isActive(model, each) && isOpen(each))
    .filter((each) => mayHold(model, each.holder, each.site, service) && !has(each))
    .map(({ holder, site }) => ({ holder, site }));
};

/** May whoever acts do this at all: the operation's right is among theirs. */
export const isPermitted = (permissions: readonly string[], name: keyof typeof contracts): boolean =>
  permissions.includes(contracts[name].permission);
