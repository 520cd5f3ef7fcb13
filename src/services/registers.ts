import { sql } from 'kysely';
import type { Profession } from '../access/contract.ts';
import { insertAudit } from '../audit/index.ts';
import type { Now } from '../platform/clock.ts';
import { type Db, json, type Tx } from '../platform/db.ts';

export type Registration = {
  person_key: string;
  site_code: string;
  profession: Profession;
  starts_on: string;
  ends_on: string | null;
};

/**
 * Takes over practice registrations (職登): new ones are added, known ones take the days given. Of a person
 * and profession at an institution there is one row. Institutions must be there. Answers how many changed.
 */
export const saveRegistrations = async (
  db: Db | Tx,
  rows: readonly Registration[],
  now: Date,
): Promise<number> => {
  const { numAffectedRows } = await sql`
    insert into practice_registration as r (person_key, site_code, profession, starts_on, ends_on, updated_at)
    select person_key, site_code, profession, starts_on, ends_on, ${now}
    from jsonb_to_recordset(${json(rows)}::jsonb)
      as v(person_key uuid, site_code text, profession text, starts_on date, ends_on date)
    on conflict (person_key, site_code, profession) do update
      set starts_on = excluded.starts_on, ends_on = excluded.ends_on, updated_at = excluded.updated_at
      where (r.starts_on, r.ends_on) is distinct from (excluded.starts_on, excluded.ends_on)`.execute(db);
  return Number(numAffectedRows ?? 0n);
};

export type Usage = { site_code: string; service_code: string; used_on: string; times: number };

/** Adds days of use (R068); the same institution, service and day again changes nothing. Answers how many are new. */
export const saveUsage = async (db: Db | Tx, rows: readonly Usage[]): Promise<number> => {
  const { numAffectedRows } = await sql`
    insert into service_usage (site_code, service_code, used_on, times)
    select site_code, service_code, used_on, times from jsonb_to_recordset(${json(rows)}::jsonb)
      as v(site_code text, service_code text, used_on date, times integer)
    on conflict do nothing`.execute(db);
  return Number(numAffectedRows ?? 0n);
};

export const findKnownSites = async (db: Db | Tx, codes: readonly string[]): Promise<Set<string>> => {
  const { rows } = await sql<{ code: string }>`
    select code from site where code = any(${codes}::text[])`.execute(db);
  return new Set(rows.map(({ code }) => code));
};

/**
 * R068: institutions that ran `service` from a day to a day keep every service that they used before the end
 * of it, as applications of their own; the others apply again. Answers how many institutions and applications.
 */
export const keepUsedServices = (
  db: Db,
  kept: { service: string; from: string; until: string },
  now: Now,
): Promise<{ sites: number; applications: number }> =>
  db.transaction().execute(async (tx) => {
    const counts = await keepUsed(tx, kept, now.at);
    await insertAudit(tx, [{ now, act: 'service:keep', outcome: 'done', detail: { ...kept, ...counts } }]);
    return counts;
  });

const keepUsed = async (
  tx: Tx,
  { service, from, until }: { service: string; from: string; until: string },
  now: Date,
): Promise<{ sites: number; applications: number }> => {
  const { rows } = await sql<{ sites: number; applications: number }>`
    with ran as (
      select distinct site_code from service_usage
      where service_code = ${service} and used_on between ${from} and ${until}
    ), kept as (
      insert into service_application (site_code, service_code, applied_at, source)
      select distinct u.site_code, u.service_code, ${now}::timestamptz, 'kept'
      from service_usage u join ran using (site_code) join service v on v.code = u.service_code
      where u.used_on <= ${until} and v.implied_by is null
      on conflict (site_code, service_code) where ended_at is null do nothing
      returning site_code
    )
    select (select count(*)::int from ran) as sites, (select count(*)::int from kept) as applications`.execute(
    tx,
  );
  return rows[0] ?? { sites: 0, applications: 0 };
};

type RegisteredCard = {
  card: 'staff' | 'institution' | 'government';
  subject_serial: string;
  site_code: string | null;
  is_spare: boolean;
};

/**
 * What the authority knows of cards beforehand; the same card again is the later word on it. Each card once: a
 * file that gives one to two institutions is refused before.
 */
export const saveCards = async (tx: Tx, rows: readonly RegisteredCard[]): Promise<number> => {
  const { numAffectedRows } = await sql`
    insert into card_register as r (card, subject_serial, site_code, is_spare)
    select card, subject_serial, site_code, is_spare
    from jsonb_to_recordset(${json(rows)}::jsonb)
      as v(card text, subject_serial text, site_code text, is_spare boolean)
    on conflict (card, subject_serial) do update set site_code = excluded.site_code,
      is_spare = excluded.is_spare
      where (r.site_code, r.is_spare) is distinct from (excluded.site_code, excluded.is_spare)`.execute(tx);
  return Number(numAffectedRows ?? 0n);
};
