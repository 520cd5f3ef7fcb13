import {
  findAppointments,
  holdersAt,
  judgeDays,
  lockPeopleOf,
  mayHold,
  stateOf,
  whyIdle,
} from '../access/index.ts';
import { insertAudit } from '../audit/index.ts';
import type { House } from '../house.ts';
import { isoInstant, type Now } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/db.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import { actorOf, type Session, type SessionSite } from '../platform/session.ts';
import type { GrantList, GrantView } from './contract.ts';
import * as queries from './queries.ts';

export type Person = Awaited<ReturnType<typeof findAppointments>>[number];
type Days = { starts_on: string; ends_on: string | null };

/** Everything of an institution that decides about its grants, read at one moment. */
export type Grounds = { site: SessionSite; people: Person[]; services: queries.OfferedRow[]; now: Now };

export const readGrounds = async (db: Db | Tx, session: Session, now: Now): Promise<Grounds> => ({
  site: session.site,
  people: (await findAppointments(db, session.site.code, ['user'], now.day)).filter((each) => !each.ended),
  services: await queries.findOffered(db, session.site),
  now,
});

const presentGrant = (
  grant: queries.GrantRow,
  person: Person,
  { site, services, now }: Grounds,
): GrantView => {
  const service = services.find((each) => each.code === grant.service_code);
  if (!service) throw new Error('a grant of a service that is not there');
  const facts = {
    ...grant,
    service_state: service.state,
    applied: service.applied_at !== null,
    professions: service.professions,
    implies: [],
  };
  const isUser = stateOf(person, now.day) === 'active';
  return {
    grant_id: Number(grant.grant_id),
    service: grant.service_code,
    starts_on: grant.starts_on,
    ends_on: grant.ends_on,
    source: grant.source,
    granted_at: isoInstant(grant.granted_at),
    granted_by: grant.granted_by,
    idle_because: whyIdle(facts, { site, professions: person.professions, isUser }, now.day),
  };
};

/** 使用者授權管理作業: the users, the services of the institution, who may use what (R061). */
export const listGrants = async (house: House, session: Session): Promise<GrantList> => {
  const grounds = await readGrounds(house.db, session, house.clock.now());
  const grants = await queries.findGrantsAt(house.db, session.site.code);
  const { site, now } = grounds;
  return {
    services: grounds.services
      .filter((row) => row.implied_by === null && row.applied_at !== null)
      .map(({ code, name, name_en, state, opens_on, professions }) => ({
        code,
        name,
        name_en,
        state,
        opens_on,
        professions: holdersAt(site, professions) ?? [],
      })),
    users: grounds.people.map((person) => {
      const state = stateOf(person, now.day);
      return {
        appointment_id: Number(person.appointment_id),
        account: person.account,
        display_name: person.display_name,
        covered_number: person.covered_number,
        state: state === 'ended' ? 'expired' : state,
        professions: person.professions,
        grants: grants
          .filter((each) => each.account_id === person.account_id)
          .map((each) => presentGrant(each, person, grounds)),
      };
    }),
  };
};

/** May this service be granted to this user of the institution at all. */
const judgeService = (code: string, person: Person, { site, services }: Grounds): Refusal | undefined => {
  const field = 'service';
  const service = services.find((each) => each.code === code);
  if (!service) return refuse('service_not_found', { field });
  const params = { service: service.name };
  if (service.implied_by !== null) return refuse('service_implied', { field, params });
  if (service.state === 'ended') return refuse('service_ended', { field, params });
  const allowed = holdersAt(site, service.professions);
  if (service.applied_at === null || allowed === null) return refuse('not_applied', { field, params });
  return mayHold(allowed, person.professions)
    ? undefined
    : refuse('profession_unfit', { field, params: { ...params, name: person.display_name } });
};

export type Grant = Days & { service: string };

/**
 * Decides and writes one grant within a transaction. Refuses service_not_found, service_implied,
 * service_ended, not_applied, profession_unfit, days_reversed, last_day_over, already_granted.
 */
export const grantTo = async (
  tx: Tx,
  session: Session,
  person: Person,
  grounds: Grounds,
  { service, starts_on, ends_on }: Grant,
): Promise<string | Refusal> => {
  const { now, site } = grounds;
  const refusal = judgeService(service, person, grounds) ?? judgeDays({ starts_on, ends_on }, now.day);
  if (refusal) return refusal;
  const made = {
    account_id: person.account_id,
    site_code: site.code,
    service_code: service,
    starts_on,
    ends_on,
  };
  const id = await queries.insertGrant(tx, { ...made, granted_by: session.account_id }, now.at);
  if (id === undefined)
    return refuse('already_granted', { field: 'service', params: { name: person.display_name } });
  await noteGrant(tx, session, now, 'grant:begin', person, { service, starts_on, ends_on });
  return id;
};

const noteGrant = (
  tx: Tx,
  session: Session,
  now: Now,
  act: string,
  person: { account: string; display_name: string } | undefined,
  { service, starts_on, ends_on }: Grant,
): Promise<void> =>
  insertAudit(tx, [
    {
      now,
      act,
      outcome: 'done',
      ...actorOf(session),
      detail: {
        of: person?.account ?? '',
        name: person?.display_name ?? '',
        service,
        starts_on,
        ends_on: ends_on ?? '',
      },
    },
  ]);

const presentById = async (tx: Tx, id: string, person: Person, grounds: Grounds): Promise<GrantView> => {
  const row = await queries.findGrant(tx, grounds.site.code, id);
  if (!row) throw new Error('a grant was written and is not there');
  return presentGrant(row, person, grounds);
};

/** R061: a manager grants a user of the institution one of its services; also themselves (R056, R057). */
export const grantService = (
  house: House,
  session: Session,
  given: Grant & { appointment_id: number },
): Promise<GrantView | Refusal> =>
  house.db.transaction().execute(async (tx) => {
    await lockPeopleOf(tx, session.site.code);
    const grounds = await readGrounds(tx, session, house.clock.now());
    const person = grounds.people.find((each) => Number(each.appointment_id) === given.appointment_id);
    if (!person) return refuse('appointment_not_found', { field: 'appointment_id' });
    const id = await grantTo(tx, session, person, grounds, given);
    return isRefusal(id) ? id : presentById(tx, id, person, grounds);
  });

/** Refuses grant_not_found, days_reversed, last_day_over. */
export const changeGrant = (
  house: House,
  session: Session,
  grantId: string,
  days: Days,
): Promise<GrantView | Refusal> =>
  house.db.transaction().execute(async (tx) => {
    const now = house.clock.now();
    await lockPeopleOf(tx, session.site.code);
    const grounds = await readGrounds(tx, session, now);
    const row = await queries.findGrant(tx, grounds.site.code, grantId);
    const person = grounds.people.find((each) => each.account_id === row?.account_id);
    if (!row || !person) return refuse('grant_not_found');
    const refusal = judgeDays(days, now.day);
    if (refusal) return refusal;
    await queries.setGrantDays(tx, grantId, days);
    await noteGrant(tx, session, now, 'grant:change', person, { ...days, service: row.service_code });
    return presentById(tx, grantId, person, grounds);
  });

/** Refuses grant_not_found. */
export const endGrant = (house: House, session: Session, grantId: string): Promise<undefined | Refusal> =>
  house.db.transaction().execute(async (tx) => {
    const now = house.clock.now();
    const row = await queries.findGrant(tx, session.site.code, grantId);
    if (!row) return refuse('grant_not_found');
    const people = await findAppointments(tx, session.site.code, ['user'], now.day);
    const person = people.find((each) => each.account_id === row.account_id);
    await queries.endGrant(tx, grantId, session.account_id, now.at);
    await noteGrant(tx, session, now, 'grant:end', person, { ...row, service: row.service_code });
    return undefined;
  });
