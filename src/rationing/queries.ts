import { sql } from 'kysely';
import type { RecentEntry } from '../../db/tables.ts';
import { type Db, json, type Tx } from '../platform/db.ts';
import { type Policy, readPolicy } from './policy.ts';
import { type Sale, type SaleVoid, sealOfSale, sealOfVoid } from './sale-row.ts';
import type { PersonRow } from './settle.ts';

const known = new Map<string, Policy>();

/** The policy in force on a Taipei day. A policy never changes once written, so each is read and checked once. */
export const findPolicy = async (
  db: Db | Tx,
  programme: string,
  day: string,
): Promise<Policy | undefined> => {
  const { rows } = await sql<{ version: string }>`
    select version from policy where programme = ${programme} and valid_from <= ${day}
    order by valid_from desc limit 1`.execute(db);
  const version = rows[0]?.version;
  if (version === undefined) return undefined;
  const key = `${programme} ${version}`;
  const found = known.get(key);
  if (found) return found;
  const { rows: documents } = await sql<{ document: unknown }>`
    select document from policy where programme = ${programme} and version = ${version}`.execute(db);
  const policy = readPolicy(documents[0]?.document);
  known.set(key, policy);
  return policy;
};

/** Adds a policy; the same version again changes nothing. */
export const insertPolicy = async (db: Db, policy: Policy, now: Date): Promise<void> => {
  await sql`insert into policy (programme, version, valid_from, schema_version, document, created_at)
    values (${policy.programme}, ${policy.version}, ${policy.valid_from}, ${policy.schema_version},
      ${json(policy)}, ${now})
    on conflict (programme, version) do nothing`.execute(db);
};

/** Days from `day` on for which an order lifts the day rule, by county; '' is the whole country (C8). */
export const findLiftedDays = async (
  db: Db | Tx,
  programme: string,
  day: string,
): Promise<Map<string, Set<string>>> => {
  const { rows } = await sql<{ county: string; day: string }>`
    select county, day from day_order
    where programme = ${programme} and day >= ${day} and lifts_day_rule`.execute(db);
  const lifted = new Map<string, Set<string>>();
  for (const row of rows) lifted.set(row.county, (lifted.get(row.county) ?? new Set()).add(row.day));
  return lifted;
};

/** A person's row without locks, following a link to another key (C4). */
export const findPerson = async (
  db: Db | Tx,
  programme: string,
  personKey: string,
): Promise<PersonRow | undefined> => {
  const { rows } = await sql<PersonRow>`
    select e.person_key, e.recent, e.kept_from, e.linked_to from entitlement e
    where e.programme = ${programme} and e.person_key = coalesce((select linked_to from entitlement
      where programme = ${programme} and person_key = ${personKey}), ${personKey})`.execute(db);
  return rows[0];
};

/**
 * Makes the rows of first-time buyers, then locks all rows, both in key order and each a statement of its
 * own: in one statement two servers sold the first purchase of a person twice, and deadlocked.
 */
export const lockPeople = async (
  tx: Tx,
  programme: string,
  personKeys: readonly string[],
): Promise<PersonRow[]> => {
  const keys = [...new Set(personKeys)].sort();
  await sql`insert into entitlement (programme, person_key)
    select ${programme}, person_key from unnest(${keys}::uuid[]) as person_key
    order by person_key on conflict do nothing`.execute(tx);
  const { rows } = await sql<PersonRow>`
    select person_key, recent, kept_from, linked_to from entitlement
    where programme = ${programme} and person_key = any(${keys}::uuid[])
    order by person_key for update`.execute(tx);
  return rows;
};

/** Numbers linked to a key that is itself becoming a former one now belong to its present one. */
export const pointLinksTo = async (
  tx: Tx,
  programme: string,
  formerKey: string,
  presentKey: string,
): Promise<void> => {
  await sql`update entitlement set linked_to = ${presentKey}
    where programme = ${programme} and linked_to = ${formerKey}`.execute(tx);
};

export const savePeople = async (tx: Tx, programme: string, people: readonly PersonRow[]): Promise<void> => {
  const { numAffectedRows } = await sql`
    update entitlement e set recent = v.recent, kept_from = v.kept_from, linked_to = v.linked_to
    from jsonb_to_recordset(${json(people)}::jsonb)
      as v(person_key uuid, recent jsonb, kept_from date, linked_to uuid)
    where e.programme = ${programme} and e.person_key = v.person_key
      and e.person_key = any(${people.map((each) => each.person_key)}::uuid[])`.execute(tx);
  if (Number(numAffectedRows) !== people.length) throw new Error('a person was not there to change');
};

const hex = (bytes: Buffer | string): string =>
  `\\x${typeof bytes === 'string' ? bytes : bytes.toString('hex')}`;

/** Adds rows to the sale ledger, sealed. */
export const insertSales = async (tx: Tx, ledgerKey: Buffer, sales: readonly Sale[]): Promise<void> => {
  const rows = sales.map((row) => ({
    ...row,
    sold_at: new Date(row.sold_at).toISOString(),
    request_hash: hex(row.request_hash),
    seal: hex(sealOfSale(ledgerKey, row)),
  }));
  await sql`
    insert into sale (programme, sold_on, person_key, request_id, sold_at, site_code, account_id, workstation,
      covered_number, document_kind, document_in_hand, source, birth_year, person_class, policy_version,
      quantities, price_twd, by_proxy, request_hash, seal)
    select programme, sold_on, person_key, request_id, sold_at, site_code, account_id, workstation,
      covered_number, document_kind, document_in_hand, source, birth_year, person_class, policy_version,
      quantities, price_twd, by_proxy, request_hash, seal
    from jsonb_to_recordset(${json(rows)}::jsonb) as v(programme text, sold_on date, person_key uuid,
      request_id uuid, sold_at timestamptz, site_code text, account_id bigint, workstation text,
      covered_number text, document_kind text, document_in_hand text, source text, birth_year smallint,
      person_class text, policy_version text, quantities jsonb, price_twd integer, by_proxy boolean,
      request_hash bytea, seal bytea)`.execute(tx);
};

/** Adds a row to the void ledger, sealed. */
export const insertVoid = async (tx: Tx, ledgerKey: Buffer, row: SaleVoid): Promise<void> => {
  await sql`
    insert into sale_void (programme, sold_on, person_key, request_id, void_id, voided_at, site_code,
      account_id, reason, seal)
    values (${row.programme}, ${row.sold_on}, ${row.person_key}, ${row.request_id}, ${row.void_id},
      ${new Date(row.voided_at)}, ${row.site_code}, ${row.account_id}, ${row.reason},
      ${sealOfVoid(ledgerKey, row)})`.execute(tx);
};

/** Asks the database for the partitions of a day's month; the app role may not create tables itself. */
export const ensureMonth = async (db: Db, day: string): Promise<void> => {
  await sql`select ensure_month(${day}::date)`.execute(db);
};

/**
 * Request ids that these sites have used since yesterday, whoever for. Asked under lock of the sites' stock,
 * so that none can be used meanwhile.
 */
export const findUsedIds = async (
  tx: Tx,
  requests: readonly { site_code: string; request_id: string }[],
  days: readonly [string, string],
): Promise<Set<string>> => {
  const { rows } = await sql<{ request_id: string }>`
    select s.request_id from sale s
    join unnest(${requests.map((each) => each.site_code)}::text[], ${requests.map((each) => each.request_id)}::uuid[])
      as r(site_code, request_id) using (site_code, request_id)
    where s.sold_on in (${days[0]}, ${days[1]})`.execute(tx);
  return new Set(rows.map((row) => row.request_id));
};

/** Short names of sites, for 最近購買紀錄. */
export const findShortNames = async (db: Db, siteCodes: readonly string[]): Promise<Map<string, string>> => {
  const { rows } = await sql<{ code: string; short_name: string }>`
    select code, short_name from site where code = any(${[...new Set(siteCodes)]})`.execute(db);
  return new Map(rows.map((row) => [row.code, row.short_name]));
};

export type { RecentEntry };
