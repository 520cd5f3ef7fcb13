import { type RawBuilder, sql } from 'kysely';
import type { Db, Tx } from '../platform/db.ts';

export type UnifiedGrantRow = {
  unified_grant_id: string;
  service_code: string;
  reason: string;
  state: 'waiting' | 'running' | 'done' | 'stopped' | 'undone';
  business_day: string;
  ordered_at: Date;
  ordered_by: string;
  ordered_by_id: string;
  sites_total: number;
  sites_done: number;
  done_up_to: string;
  applications: number;
  grants: number;
  finished_at: Date | null;
  undone_at: Date | null;
  undone_by: string | null;
};

/**
 * R069: the users, by appointment and registration as of a day, of every contracted institution of a kind that
 * may apply, that ever applied for any service. An institution without such a user is not among them.
 *
 * Written as look-ups, institution by institution (`offset 0` and scalar subqueries are not rearranged): on
 * the day when registers were just imported there are no statistics, and a freely planned join took a minute
 * where this takes a second.
 */
const qualifying = (service: string, day: string, among = sql`true`): RawBuilder<unknown> => sql`
  select place.code as site_code, place.kind, member.account_id
  from (
    select i.code, i.kind, e.professions from site i
      join service_eligibility e on e.service_code = ${service} and e.site_kind = i.kind
    where i.suspended_at is null and not i.is_test and ${among}
      and i.contract_starts_on <= ${day} and (i.contract_ends_on is null or i.contract_ends_on >= ${day})
      and (select true from service_application s where s.site_code = i.code limit 1)
    offset 0
  ) as place cross join lateral (
    select p.account_id from appointment p join account a using (account_id)
    where p.site_code = place.code and p.role = 'user' and p.ended_at is null and p.suspended_at is null
      and p.starts_on <= ${day} and (p.ends_on is null or p.ends_on >= ${day}) and a.disabled_at is null
      and (place.professions = '{}' or (select true from practice_registration r
        where r.person_key = a.person_key and r.site_code = place.code and r.profession = any(place.professions)
          and r.starts_on <= ${day} and (r.ends_on is null or r.ends_on >= ${day}) limit 1))
    offset 0
  ) as member`;

export type CountRow = { site_kind: string; sites: number; persons: number; already: number };

export const countQualifying = async (db: Db | Tx, service: string, day: string): Promise<CountRow[]> => {
  const { rows } = await sql<CountRow>`
    select q.kind as site_kind, count(distinct q.site_code)::int as sites, count(*)::int as persons,
      count(g.grant_id)::int as already
    from (${qualifying(service, day)}) q
      left join service_grant g on g.account_id = q.account_id and g.site_code = q.site_code
        and g.service_code = ${service} and g.ended_at is null and (g.ends_on is null or g.ends_on >= ${day})
    group by 1 order by 1`.execute(db);
  return rows;
};

const select = (condition: RawBuilder<unknown>) => sql<UnifiedGrantRow>`
  select u.unified_grant_id, u.service_code, u.reason, u.state, u.business_day, u.ordered_at,
    a.display_name as ordered_by, u.ordered_by as ordered_by_id, u.sites_total, u.sites_done, u.done_up_to,
    u.applications, u.grants, u.finished_at, u.undone_at, b.display_name as undone_by
  from unified_grant u join account a on a.account_id = u.ordered_by
    left join account b on b.account_id = u.undone_by
  where ${condition} order by u.unified_grant_id desc limit 200`;

export const findUnifiedGrants = async (db: Db): Promise<UnifiedGrantRow[]> =>
  (await select(sql`true`).execute(db)).rows;

/** Waits for the part that is being written just now, and holds the order until the transaction ends. */
export const lockUnifiedGrant = async (tx: Tx, id: string): Promise<UnifiedGrantRow | undefined> => {
  await sql`select from unified_grant where unified_grant_id = ${id} for update`.execute(tx);
  return (await select(sql`u.unified_grant_id = ${id}`).execute(tx)).rows[0];
};

/** The order that is at work, unless another server is writing a part of it just now. */
export const takeUnifiedGrant = async (tx: Tx): Promise<UnifiedGrantRow | undefined> => {
  const { rows } = await sql<{ unified_grant_id: string }>`
    select unified_grant_id from unified_grant where state in ('waiting', 'running')
    for update skip locked limit 1`.execute(tx);
  const id = rows[0]?.unified_grant_id;
  return id === undefined ? undefined : (await select(sql`u.unified_grant_id = ${id}`).execute(tx)).rows[0];
};

/** The id of a new order, or undefined while another is at work. */
export const insertUnifiedGrant = async (
  tx: Tx,
  order: { service: string; reason: string; day: string; by: string; sites: number },
  now: Date,
): Promise<string | undefined> => {
  const { rows } = await sql<{ unified_grant_id: string }>`
    insert into unified_grant (service_code, reason, state, business_day, ordered_at, ordered_by, sites_total)
    values (${order.service}, ${order.reason}, 'waiting', ${order.day}, ${now}, ${order.by}, ${order.sites})
    on conflict ((true)) where state in ('waiting', 'running') do nothing
    returning unified_grant_id`.execute(tx);
  return rows[0]?.unified_grant_id;
};

export type Part = { sites: number; up_to: string | null; applications: number; grants: number };

/** The next institutions behind the last one that is done, qualified or not, by code. */
const findNextSites = async (tx: Tx, after: string, most: number): Promise<string[]> => {
  const { rows } = await sql<{ code: string }>`
    select code from site where code > ${after} order by code limit ${most}`.execute(tx);
  return rows.map(({ code }) => code);
};

/**
 * Grants to the next institutions, with an application where there is none, and a row in the audit trail of
 * each. `up_to` is null when there are no more.
 */
export const grantPart = async (tx: Tx, order: UnifiedGrantRow, most: number, now: Date): Promise<Part> => {
  const { unified_grant_id: id, service_code: service, business_day: day, ordered_by_id: by } = order;
  const codes = await findNextSites(tx, order.done_up_to, most);
  const among = sql`i.code > ${order.done_up_to} and i.code <= ${codes.at(-1) ?? ''}`;
  // A grant whose days are over gives nothing, and would stand in the way of the new one.
  await sql`update service_grant g set ended_at = ${now}, ended_by = ${by}
    from (${qualifying(service, day, among)}) q
    where g.account_id = q.account_id and g.site_code = q.site_code and g.service_code = ${service}
      and g.ended_at is null and g.ends_on < ${day}`.execute(tx);
  const { rows } = await sql<Omit<Part, 'up_to'>>`
    with qualified as materialized (${qualifying(service, day, among)}), applied as (
      insert into service_application (site_code, service_code, applied_at, applied_by, source, unified_grant_id)
      select distinct site_code, ${service}, ${now}::timestamptz, ${by}::bigint, 'unified_grant', ${id}::bigint
      from qualified order by 1
      on conflict (site_code, service_code) where ended_at is null do nothing
      returning site_code
    ), granted as (
      insert into service_grant (account_id, site_code, service_code, starts_on, source, unified_grant_id,
        granted_at, granted_by)
      select account_id, site_code, ${service}, ${day}::date, 'unified_grant', ${id}::bigint,
        ${now}::timestamptz, ${by}::bigint
      from qualified order by site_code, account_id
      on conflict (account_id, site_code, service_code) where ended_at is null do nothing
      returning site_code
    ), noted as (
      insert into audit (at, business_day, act, outcome, account_id, site_code, detail)
      select ${now}::timestamptz, ${day}::date, 'unified-grant:grant', 'done', ${by}::bigint, site_code,
        jsonb_build_object('service', ${service}::text, 'grants', count(*), 'order', ${id}::bigint,
          'reason', ${order.reason}::text)
      from granted group by site_code
    )
    select (select count(distinct site_code)::int from qualified) as sites,
      (select count(*)::int from applied) as applications, (select count(*)::int from granted) as grants`.execute(
    tx,
  );
  const [part] = rows;
  if (!part) throw new Error('a count has no row');
  return { ...part, up_to: codes.at(-1) ?? null };
};

export const saveProgress = async (
  tx: Tx,
  id: string,
  { sites, up_to, applications, grants }: Part,
  now: Date,
): Promise<void> => {
  const isDone = up_to === null;
  await sql`update unified_grant set state = ${isDone ? 'done' : 'running'},
      sites_done = least(sites_done + ${sites}, sites_total), done_up_to = coalesce(${up_to}, done_up_to),
      applications = applications + ${applications}, grants = grants + ${grants},
      finished_at = ${isDone ? now : null}
    where unified_grant_id = ${id}`.execute(tx);
};

export const stopOrder = async (tx: Tx, id: string, now: Date): Promise<void> => {
  await sql`update unified_grant set state = 'stopped', finished_at = ${now}
    where unified_grant_id = ${id}`.execute(tx);
};

/**
 * Takes back what an order granted, and what it applied for unless somebody else's grant has come to rest on
 * it, and says so in the audit trail of each institution.
 */
export const undoOrder = async (
  tx: Tx,
  order: UnifiedGrantRow,
  by: string,
  { at, day }: { at: Date; day: string },
): Promise<void> => {
  const { unified_grant_id: id } = order;
  await sql`
    with taken as (
      update service_grant set ended_at = ${at}, ended_by = ${by}
      where unified_grant_id = ${id} and ended_at is null returning site_code
    ), withdrawn as (
      update service_application set ended_at = ${at}, ended_by = ${by}
      where unified_grant_id = ${id} and ended_at is null
        and not exists (select from service_grant g where g.site_code = service_application.site_code
          and g.service_code = service_application.service_code and g.ended_at is null
          and g.unified_grant_id is distinct from ${id})
      returning site_code
    )
    insert into audit (at, business_day, act, outcome, account_id, site_code, detail)
    select ${at}::timestamptz, ${day}::date, 'unified-grant:undo', 'done', ${by}::bigint, site_code,
      jsonb_build_object('service', ${order.service_code}::text, 'grants', sum(n), 'order', ${id}::bigint,
        'reason', ${order.reason}::text)
    from (select site_code, 1 as n from taken union all select site_code, 0 from withdrawn) as back
    group by site_code`.execute(tx);
  await sql`update unified_grant set state = 'undone', undone_at = ${at}, undone_by = ${by},
      finished_at = coalesce(finished_at, ${at})
    where unified_grant_id = ${id}`.execute(tx);
};
