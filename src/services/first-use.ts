import { sql } from 'kysely';
import type { Static } from 'typebox';
import type { House } from '../house.ts';
import type { Session } from '../platform/session.ts';
import type { viewFirstUse as contract } from './contract.ts';

type Steps = Static<(typeof contract)['answers'][200]>['steps'];

const findDone = async (house: House, siteCode: string): Promise<Record<Steps[number]['step'], boolean>> => {
  const { rows } = await sql<Record<Steps[number]['step'], boolean>>`
    select
      exists (select from appointment where site_code = ${siteCode} and role = 'manager'
        and ended_at is null) as appoint_manager,
      exists (select from service_application where site_code = ${siteCode} and service_code = 'masks'
        and ended_at is null) as apply_for_service,
      exists (select from appointment where site_code = ${siteCode} and role = 'user'
        and ended_at is null) as set_users,
      exists (select from service_grant where site_code = ${siteCode} and service_code = 'masks'
        and ended_at is null) as grant_services,
      exists (select from receipt r join delivery d using (delivery_id)
        where d.site_code = ${siteCode}) as confirm_arrival`.execute(house.db);
  const [done] = rows;
  if (!done) throw new Error('one row was asked for');
  return done;
};

/** 首次使用 (R072): the steps to the first sale in order, each done once and for all. */
export const viewFirstUse = async (house: House, session: Session): Promise<{ steps: Steps }> => {
  const done = await findDone(house, session.site.code);
  const step = (
    name: Steps[number]['step'],
    whose: Steps[number]['whose'],
    permission: string,
    path: string,
  ): Steps[number] => ({
    step: name,
    done: done[name],
    whose,
    may: session.permissions.has(permission),
    path,
  });
  return {
    steps: [
      step('appoint_manager', 'representative', 'manager:appoint:own-site', '/manage/managers'),
      step('apply_for_service', 'manager', 'service:apply:own-site', '/manage/services'),
      step('set_users', 'manager', 'user:appoint:own-site', '/manage/users'),
      step('grant_services', 'manager', 'grant:set:own-site', '/manage/grants'),
      step('confirm_arrival', 'user', 'stock:confirm:own-site', '/masks/stock'),
    ],
  };
};
