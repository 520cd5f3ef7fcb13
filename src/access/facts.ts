import { type RawBuilder, sql } from 'kysely';
import type { Profession } from './contract.ts';
import type { Facts, GrantFacts, Role, Term } from './rules.ts';

/**
 * What decides the reach of accounts at institutions, as columns beside `a` (account), `i` (site) and `c`
 * (credential, may be missing) of a query: rows for the rules, no judgement. `day` is the Taipei day for
 * which practice registrations are read.
 */
export const factColumns = (day: string): RawBuilder<unknown> => sql`
  i.kind, i.is_test, i.suspended_at is not null as site_suspended, i.contract_starts_on, i.contract_ends_on,
  coalesce(c.is_initial, false) as password_initial,
  (select coalesce(jsonb_agg(jsonb_build_object('role', p.role, 'starts_on', p.starts_on, 'ends_on', p.ends_on,
      'suspended', p.suspended_at is not null, 'ended', p.ended_at is not null)), '[]')
    from appointment p
    where p.account_id = a.account_id and p.site_code = i.code) as appointments,
  (select coalesce(jsonb_agg(jsonb_build_object('service_code', g.service_code, 'starts_on', g.starts_on,
      'ends_on', g.ends_on, 'service_state', v.state,
      'applied', exists (select from service_application p where p.site_code = i.code
        and p.service_code = g.service_code and p.ended_at is null),
      'professions', e.professions,
      'implies', (select coalesce(jsonb_agg(o.code), '[]') from service o
        where o.implied_by = g.service_code and o.state = 'open'))), '[]')
    from service_grant g join service v on v.code = g.service_code
      left join service_eligibility e on e.service_code = g.service_code and e.site_kind = i.kind
    where g.account_id = a.account_id and g.site_code = i.code and g.ended_at is null) as grants,
  (select coalesce(array_agg(r.profession), '{}') from practice_registration r
    where r.person_key = a.person_key and r.site_code = i.code
      and r.starts_on <= ${day} and (r.ends_on is null or r.ends_on >= ${day})) as professions`;

export type FactRow = {
  kind: string;
  is_test: boolean;
  site_suspended: boolean;
  contract_starts_on: string;
  contract_ends_on: string | null;
  password_initial: boolean;
  appointments: (Term & { role: Role })[];
  grants: GrantFacts[];
  professions: Profession[];
};

export const factsOf = (row: FactRow): Facts => ({
  site: {
    kind: row.kind,
    is_test: row.is_test,
    suspended: row.site_suspended,
    contract_starts_on: row.contract_starts_on,
    contract_ends_on: row.contract_ends_on,
  },
  appointments: row.appointments,
  grants: row.grants,
  professions: row.professions,
  password_initial: row.password_initial,
});
