import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { contracts } from '../../src/contracts.ts';
import { addDays } from '../../src/platform/clock.ts';
import { saveRegistrations } from '../../src/services/index.ts';
import type { Answer, Browser } from '../app.ts';
import { asOwner } from '../db.ts';
import { type Act, actorsInAll, type Days, holders } from './acts.ts';
import {
  isApplied,
  isPermitted,
  liveRoles,
  type Model,
  mayHold,
  reachedBy,
  rightsOf,
  type Term,
} from './model.ts';
import { browserAt, keyOf, names, numberOf, type Play, takeAppointed } from './play.ts';

type Name = keyof typeof contracts;
type Actor = { holder: string; site: string; browser: Browser; permitted: boolean };

const everybody = (play: Play): [holder: string, site: string][] => [
  ...play.sites.map((site): [string, string] => ['rep', site]),
  ...holders.flatMap((holder) => play.sites.map((site): [string, string] => [holder, site])),
];

/** Who acts: mostly somebody who may, otherwise anybody; undefined when that one is nowhere. */
const actorOf = async (play: Play, name: Name, nth: number, isOfHq = false): Promise<Actor | undefined> => {
  const may = ([holder, site]: [string, string]) =>
    isPermitted(rightsOf(play.model, holder, site).permissions, name);
  const able = everybody(play).filter(may);
  if (isOfHq && (nth % 5 !== 0 || nth === actorsInAll - 1))
    return { holder: 'hq', site: '', browser: play.hq, permitted: true };
  const [holder, site] =
    (nth % 5 !== 0 ? able[nth % able.length] : undefined) ??
    everybody(play)[nth % everybody(play).length] ??
    [];
  if (holder === undefined || site === undefined) return undefined;
  const browser = await browserAt(play, holder, site);
  return browser && { holder, site, browser, permitted: may([holder, site]) };
};

const termOf = ({ today }: Model, { from, until }: Days): Term => ({
  starts_on: addDays(today, from),
  ends_on: until === null ? null : addDays(today, until),
});

/** What the server answered to an act: carried out, or refused; never carried out for one who may not. */
const judged = (play: Play, actor: Actor, name: string, { status, body }: Answer): boolean => {
  assert.ok(status < 500, `${name}: ${status} ${body.code}`);
  if (!actor.permitted) assert.equal(status, 403, `${actor.holder}@${actor.site} may not ${name}`);
  if (status < 300) play.done[name] = (play.done[name] ?? 0) + 1;
  return status < 300;
};

type Keep = 'managers' | 'users';
const roleOf = (keep: Keep): 'manager' | 'user' => (keep === 'managers' ? 'manager' : 'user');

/** One of the rows: mostly of the actor's institution and one that the act fits, of any otherwise. */
const pick = <T extends { site: string; ended: boolean }>(
  rows: readonly T[],
  actor: Actor,
  nth: number,
  fits: (row: T) => boolean = () => true,
): T | undefined => {
  const fitting = rows.filter((each) => each.site === actor.site && !each.ended && fits(each));
  const pool = nth % 5 === 0 || fitting.length === 0 ? rows : fitting;
  return pool[nth % Math.max(pool.length, 1)];
};

type Of<K extends Act['kind']> = Extract<Act, { kind: K }>;

const appoint = async (play: Play, act: Of<'appoint'>): Promise<void> => {
  const actor = await actorOf(play, `${act.keep}Appoint`, act.actor);
  if (!actor) return;
  const { holder } = act;
  const at = `${holder}@${actor.site}`;
  const days = termOf(play.model, act.days);
  const person = { display_name: names[holder], number: numberOf(holder), ...days };
  const answer = await actor.browser.post(`/api/${act.keep}`, person);
  if (!judged(play, actor, 'appoint', answer)) return;
  assert.notEqual(actor.holder, holder, 'nobody appoints themselves');
  if (!act.settle) play.unsettled.add(at);
  takeAppointed(play, holder, actor.site, answer.body);
  const { appointment_id: id } = answer.body['appointment'] as { appointment_id: number };
  const made = { id, holder, site: actor.site, role: roleOf(act.keep), ...days };
  play.model.appointments.push({ ...made, suspended: false, ended: false });
};

/** R056: the one thing that somebody may do to their own assignment. */
const appointSelf = async (play: Play, act: Of<'self'>): Promise<void> => {
  const actor = await actorOf(play, 'appointSelf', act.actor);
  if (!actor) return;
  const days = termOf(play.model, act.days);
  const answer = await actor.browser.post('/api/users/self', days);
  if (!judged(play, actor, 'appoint self', answer)) return;
  const { appointment_id: id } = answer.body['appointment'] as { appointment_id: number };
  const made = { id, holder: actor.holder, site: actor.site, role: 'user' as const, ...days };
  play.model.appointments.push({ ...made, suspended: false, ended: false });
};

const keepOne = async (
  play: Play,
  act: Of<'change' | 'suspend' | 'resume' | 'end' | 'reset'>,
): Promise<void> => {
  const operation = {
    change: 'Change',
    suspend: 'Suspend',
    resume: 'Resume',
    end: 'End',
    reset: 'ResetPassword',
  };
  const actor = await actorOf(play, `${act.keep}${operation[act.kind]}` as Name, act.actor);
  if (!actor) return;
  const { appointments, grants } = play.model;
  const row = pick(
    appointments.filter(({ role }) => role === roleOf(act.keep)),
    actor,
    act.row,
    ({ holder, suspended }) => holder !== actor.holder && suspended === (act.kind === 'resume'),
  );
  if (!row) return;
  const path = `/api/${act.keep}/${row.id}`;
  const { browser } = actor;
  const days = act.kind === 'change' ? termOf(play.model, act.days) : undefined;
  const answer = await {
    change: () => browser.post(path, { display_name: names[row.holder], ...days }),
    suspend: () => browser.post(`${path}/suspension`, { reason: '調查中' }),
    resume: () => browser.delete(`${path}/suspension`),
    end: () => browser.delete(path),
    reset: () => browser.post(`${path}/password`),
  }[act.kind]();
  if (!judged(play, actor, act.kind, answer)) return;
  assert.notEqual(actor.holder, row.holder, 'nobody changes their own assignment');
  assert.equal(actor.site, row.site, 'nobody reaches another institution');
  assert.ok(!row.ended, 'what has ended stays ended');
  if (days) Object.assign(row, days);
  if (act.kind === 'suspend') row.suspended = true;
  if (act.kind === 'resume') row.suspended = false;
  if (act.kind === 'end') {
    row.ended = true;
    const left = (each: (typeof grants)[number]) => each.holder === row.holder && each.site === row.site;
    if (row.role === 'user') for (const each of grants.filter(left)) each.ended = true;
    if (liveRoles(play.model, row.holder, row.site).length === 0)
      play.browsers.delete(`${row.holder}@${row.site}`);
  }
  if (act.kind === 'reset') {
    play.model.passwords.delete(`${row.holder}@${row.site}`);
    takeAppointed(play, row.holder, row.site, answer.body);
  }
};

const apply = async (play: Play, act: Of<'apply' | 'withdraw'>): Promise<void> => {
  const isApply = act.kind === 'apply';
  const actor = await actorOf(play, isApply ? 'applyForServices' : 'withdrawApplication', act.actor);
  if (!actor) return;
  const { service } = act;
  const { site } = actor;
  const { services, sites, applications } = play.model;
  const answer = isApply
    ? await actor.browser.post('/api/applications', { services: [service] })
    : await actor.browser.delete(`/api/applications/${service}`);
  if (!judged(play, actor, act.kind, answer)) return;
  if (isApply) {
    const known = services[service];
    assert.ok(known?.eligible[sites[site]?.kind ?? ''] && !known.implied_by && known.state !== 'ended');
    applications.push({ site, service, ended: false });
  }
  for (const each of isApply
    ? []
    : applications.filter((one) => one.site === site && one.service === service))
    each.ended = true;
};

const grant = async (play: Play, act: Of<'grant'>): Promise<void> => {
  const actor = await actorOf(play, 'grantService', act.actor);
  const users = play.model.appointments.filter(({ role }) => role === 'user');
  const applied = play.model.applications.filter(({ site, ended }) => site === actor?.site && !ended);
  const service = (act.row % 5 === 0 ? undefined : applied[act.row % applied.length]?.service) ?? act.service;
  const isMissing = ({ holder, site }: { holder: string; site: string }): boolean =>
    mayHold(play.model, holder, site, service) &&
    !play.model.grants.some(
      (each) => each.holder === holder && each.site === site && each.service === service && !each.ended,
    );
  const user = actor && pick(users, actor, act.row, isMissing);
  if (!actor || !user) return;
  const days = termOf(play.model, act.days);
  const answer = await actor.browser.post('/api/grants', { appointment_id: user.id, service, ...days });
  if (!judged(play, actor, 'grant', answer)) return;
  const { holder, site } = user;
  assert.ok(actor.site === site && !user.ended, 'a grant is to a user of the own institution');
  assert.ok(isApplied(play.model, site, service), 'only what the institution has applied for');
  assert.ok(mayHold(play.model, holder, site, service), 'only to whom it may be given');
  play.model.grants.push({
    id: Number(answer.body['grant_id']),
    holder,
    site,
    service,
    ...days,
    ended: false,
  });
};

const keepGrant = async (play: Play, act: Of<'changeGrant' | 'endGrant'>): Promise<void> => {
  const actor = await actorOf(play, act.kind, act.actor);
  const row = actor && pick(play.model.grants, actor, act.row);
  if (!actor || !row) return;
  const days = act.kind === 'changeGrant' ? termOf(play.model, act.days) : undefined;
  const path = `/api/grants/${row.id}`;
  const answer = days ? await actor.browser.post(path, days) : await actor.browser.delete(path);
  if (!judged(play, actor, act.kind, answer)) return;
  assert.ok(actor.site === row.site && !row.ended);
  if (days) Object.assign(row, days);
  else row.ended = true;
};

const register = async (play: Play, { site, holder, profession, days }: Of<'register'>): Promise<void> => {
  const site_code = play.sites[site];
  const term = termOf(play.model, days);
  if (term.ends_on !== null && term.ends_on < term.starts_on) return;
  await saveRegistrations(
    play.database.db,
    [{ person_key: keyOf(holder), site_code, profession, ...term }],
    new Date(),
  );
  const { registrations } = play.model;
  const row = registrations.find(
    (each) => each.holder === holder && each.site === site_code && each.profession === profession,
  );
  if (row) Object.assign(row, term);
  else registrations.push({ holder, site: site_code, profession, ...term });
  play.done['register'] = (play.done['register'] ?? 0) + 1;
};

const edit = async (play: Play, act: Of<'edit'>): Promise<void> => {
  const actor = await actorOf(play, 'editService', act.actor, true);
  if (!actor) return;
  const { service, state, pharmacy, centre } = act;
  const eligible: Record<string, string[]> = {
    ...(pharmacy && { pharmacy }),
    ...(centre && { health_centre: centre }),
  };
  const answer = await actor.browser.post(`/api/hq/services/${service}`, {
    ...{ name: service, name_en: service, about: '', about_en: '', state },
    opens_on: state === 'building' ? '2021-01-01' : null,
    ended_on: state === 'ended' ? play.model.today : null,
    eligibility: Object.entries(eligible).map(([site_kind, professions]) => ({ site_kind, professions })),
  });
  const known = play.model.services[service];
  if (judged(play, actor, 'edit', answer) && known) Object.assign(known, { state, eligible });
};

const suspendInstitution = async (play: Play, act: Of<'institution'>): Promise<void> => {
  const actor = await actorOf(play, 'suspendInstitution', act.actor, true);
  const code = play.sites[act.site];
  if (!actor) return;
  const path = `/api/hq/institutions/${code}/suspension`;
  const answer = act.suspend
    ? await actor.browser.post(path, { reason: '調查中' })
    : await actor.browser.delete(path);
  const site = play.model.sites[code];
  if (judged(play, actor, 'suspend institution', answer) && site) site.suspended = act.suspend;
};

const finished = async (play: Play, id: number): Promise<{ grants: number; applications: number }> => {
  for (;;) {
    const { body } = await play.hq.get('/api/hq/unified-grants');
    const orders = body['unified_grants'] as {
      unified_grant_id: number;
      state: string;
      grants: number;
      applications: number;
    }[];
    const order = orders.find(({ unified_grant_id }) => unified_grant_id === id);
    if (order?.state === 'done') return order;
    await sleep(5);
  }
};

const orderUnified = async (play: Play, act: Of<'unified'>): Promise<void> => {
  const actor = await actorOf(play, 'orderUnifiedGrant', act.actor, true);
  if (!actor) return;
  const reached = reachedBy(play.model, 'masks');
  const without = new Set(
    reached.map(({ site }) => site).filter((site) => !isApplied(play.model, site, 'masks')),
  );
  const answer = await actor.browser.post('/api/hq/unified-grants', { service: 'masks', reason: '統一授權' });
  if (!judged(play, actor, 'unified grant', answer)) return;
  const order = Number(answer.body['unified_grant_id']);
  const { grants, applications } = await finished(play, order);
  assert.equal(grants, reached.length, 'whoever qualifies and has none yet, nobody else (R069)');
  assert.ok(applications >= without.size);
  const { rows: made } = await asOwner(
    play.database,
    `select g.grant_id::int as id, a.person_key, g.site_code as site from service_grant g
      join account a using (account_id) where unified_grant_id = $1`,
    [order],
  );
  const { rows: applied } = await asOwner(
    play.database,
    'select site_code as site from service_application where unified_grant_id = $1',
    [order],
  );
  const days = { starts_on: play.model.today, ends_on: null };
  // One whose days are over makes room.
  for (const each of play.model.grants)
    if (
      each.service === 'masks' &&
      reached.some(({ holder, site }) => each.holder === holder && each.site === site)
    )
      each.ended = true;
  for (const { id, person_key, site } of made) {
    const holder = holders.find((each) => keyOf(each) === person_key) ?? '';
    assert.ok(reached.some((each) => each.holder === holder && each.site === site));
    play.model.grants.push({ id, holder, site, service: 'masks', ...days, ended: false, order });
  }
  for (const { site } of applied) {
    assert.ok(!isApplied(play.model, site, 'masks'));
    play.model.applications.push({ site, service: 'masks', ended: false, order });
  }
  play.orders.push(order);
};

const undo = async (play: Play, act: Of<'undo'>): Promise<void> => {
  const actor = await actorOf(play, 'undoUnifiedGrant', act.actor, true);
  const order = play.orders[act.row % Math.max(play.orders.length, 1)];
  if (!actor || order === undefined) return;
  const answer = await actor.browser.post(`/api/hq/unified-grants/${order}/undo`);
  if (!judged(play, actor, 'undo', answer)) return;
  for (const each of [...play.model.grants, ...play.model.applications])
    if (each.order === order) each.ended = true;
};

const moveClock = (play: Play, { days }: Of<'clock'>): void => {
  play.model.today = addDays(play.model.today, days);
  play.app.clock.at(play.model.today);
};

/** Sends one act to the server and, when it was carried out, takes it down in the model. */
export const perform = async (play: Play, act: Act): Promise<void> => {
  switch (act.kind) {
    case 'appoint':
      return appoint(play, act);
    case 'self':
      return appointSelf(play, act);
    case 'change':
    case 'suspend':
    case 'resume':
    case 'end':
    case 'reset':
      return keepOne(play, act);
    case 'apply':
    case 'withdraw':
      return apply(play, act);
    case 'grant':
      return grant(play, act);
    case 'changeGrant':
    case 'endGrant':
      return keepGrant(play, act);
    case 'register':
      return register(play, act);
    case 'edit':
      return edit(play, act);
    case 'institution':
      return suspendInstitution(play, act);
    case 'unified':
      return orderUnified(play, act);
    case 'undo':
      return undo(play, act);
    case 'clock':
      return moveClock(play, act);
  }
};
