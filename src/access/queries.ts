import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db.ts';
import type { WayIn } from './contract.ts';
import { type FactRow, factColumns } from './facts.ts';
import { failuresLastSeconds, passwordWays } from './rules.ts';

export type AccountRow = {
  account_id: string;
  name: string;
  display_name: string;
  kind: 'person' | 'institution';
  person_key: string | null;
  disabled: boolean;
};

const accountColumns = sql`account_id, name, display_name, kind, person_key, disabled_at is not null as disabled`;

/** By name, or by the key of the ID number that was typed instead. */
export const findAccount = async (
  db: Db | Tx,
  by: { name: string } | { person_key: string },
): Promise<AccountRow | undefined> => {
  const condition = 'name' in by ? sql`name = ${by.name}` : sql`person_key = ${by.person_key}`;
  const { rows } = await sql<AccountRow>`select ${accountColumns} from account where ${condition}`.execute(
    db,
  );
  return rows[0];
};

export const findAccountById = async (db: Db | Tx, accountId: string): Promise<AccountRow | undefined> => {
  const { rows } = await sql<AccountRow>`
    select ${accountColumns} from account where account_id = ${accountId}`.execute(db);
  return rows[0];
};

export type SiteColumns = {
  code: string;
  short_name: string;
  full_name: string;
  county: string;
};

const siteColumns = sql`i.code, i.short_name, i.full_name, i.county`;

export type CredentialRow = FactRow &
  SiteColumns & { password_hash: string; is_initial: boolean; open_until: Date | null };

/** The passwords of an account, each with its institution and what the account may do there. */
export const findCredentials = async (db: Db, accountId: string, day: string): Promise<CredentialRow[]> => {
  const { rows } = await sql<CredentialRow>`
    select c.password_hash, c.is_initial, c.open_until, ${siteColumns}, ${factColumns(day)}
    from credential c join account a using (account_id) join site i on i.code = c.site_code
    where c.account_id = ${accountId} order by i.code`.execute(db);
  return rows;
};

/** An institution where an account is or was appointed, with what it may do there. */
export type PlaceRow = FactRow & SiteColumns;

/** Wherever an account is or was appointed; passwords play no part. */
export const findPlaces = async (db: Db | Tx, accountId: string, day: string): Promise<PlaceRow[]> => {
  const { rows } = await sql<PlaceRow>`
    select ${siteColumns}, ${factColumns(day)}
    from account a join site i on i.code in (select site_code from appointment where account_id = a.account_id)
      left join credential c on false
    where a.account_id = ${accountId} order by i.code`.execute(db);
  return rows;
};

export type SessionRow = FactRow &
  SiteColumns & {
    token_hash: Buffer;
    account_id: string;
    name: string;
    display_name: string;
    last_seen_at: Date;
    way: WayIn;
    first_generation: boolean;
  };

/** False when there is one of this token, whether or not it has ended. */
export const insertSession = async (
  db: Db | Tx,
  session: {
    token_hash: Buffer;
    account_id: string;
    site_code: string;
    place: Buffer;
    way: WayIn;
    first_generation: boolean;
    card_binding_id: string | null;
    workstation_id: string | null;
  },
  now: Date,
): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    insert into session (token_hash, account_id, site_code, created_at, last_seen_at, place, way,
      first_generation, card_binding_id, workstation_id)
    values (${session.token_hash}, ${session.account_id}, ${session.site_code}, ${now}, ${now},
      ${session.place}, ${session.way}, ${session.first_generation}, ${session.card_binding_id},
      ${session.workstation_id})
    on conflict (token_hash) do nothing`.execute(db);
  return numAffectedRows === 1n;
};

/** The live sessions of some tokens, with what decides their reach; none that ended, idled too long or is too old. */
export const findSessions = async (
  db: Db,
  tokenHashes: readonly Buffer[],
  limits: { seenSince: Date; createdSince: Date; day: string },
): Promise<SessionRow[]> => {
  const { rows } = await sql<SessionRow>`
    select s.token_hash, s.account_id, a.name, a.display_name, s.last_seen_at, s.way, s.first_generation,
      ${siteColumns},
      ${factColumns(limits.day)}
    from session s join account a using (account_id) join site i on i.code = s.site_code
      left join credential c on c.account_id = s.account_id and c.site_code = s.site_code
        and s.way = any(${passwordWays})
    where s.token_hash = any(${tokenHashes}::bytea[]) and s.ended_at is null and a.disabled_at is null
      and s.last_seen_at > ${limits.seenSince} and s.created_at > ${limits.createdSince}`.execute(db);
  return rows;
};

export const touchSession = async (db: Db, tokenHash: Buffer, now: Date): Promise<void> => {
  await sql`update session set last_seen_at = ${now} where token_hash = ${tokenHash}`.execute(db);
};

export const endSession = async (db: Db, tokenHash: Buffer, now: Date): Promise<void> => {
  await sql`update session set ended_at = ${now}
    where token_hash = ${tokenHash} and ended_at is null`.execute(db);
};

/** Ends the sessions of an account at an institution, but for one that may stay. */
export const endSessionsAt = async (
  db: Db | Tx,
  { account_id, site_code, but }: { account_id: string; site_code: string; but?: Buffer },
  now: Date,
): Promise<void> => {
  await sql`update session set ended_at = ${now}
    where account_id = ${account_id} and site_code = ${site_code} and ended_at is null
      and token_hash is distinct from ${but ?? null}`.execute(db);
};

/** Ends every session of an account that began by a card's certificate or a passkey, wherever. */
export const endCardSessions = async (tx: Tx, accountId: string, now: Date): Promise<void> => {
  await sql`update session set ended_at = ${now}
    where account_id = ${accountId} and ended_at is null and way <> all(${passwordWays})`.execute(tx);
};

/** Ends the sessions that began with one card's certificate. */
export const endSessionsOfCard = async (tx: Tx, bindingId: string, now: Date): Promise<void> => {
  await sql`update session set ended_at = ${now}
    where card_binding_id = ${bindingId} and ended_at is null`.execute(tx);
};

/** Ends the sessions that began with a passkey of an account, whichever, but for one that may stay. */
export const endPasskeySessions = async (
  tx: Tx,
  { account_id, but }: { account_id: string; but: Buffer },
  now: Date,
): Promise<void> => {
  await sql`update session set ended_at = ${now}
    where account_id = ${account_id} and ended_at is null and way = 'passkey' and token_hash <> ${but}`.execute(
    tx,
  );
};

/** Ends the sessions that began with a 健保卡 in the reader of a computer. */
export const endSessionsOfWorkstation = async (tx: Tx, workstationId: string, now: Date): Promise<void> => {
  await sql`update session set ended_at = ${now}
    where workstation_id = ${workstationId} and ended_at is null`.execute(tx);
};

/** Sessions that ended or were last seen before a moment go; who logged in when is in the audit trail. */
export const clearSessions = async (db: Db, before: Date): Promise<void> => {
  await sql`delete from session where last_seen_at < ${before}`.execute(db);
  await sql`delete from log_in_failure where last_at < ${before}`.execute(db);
};

/** One try of an account at a time: until the transaction ends. */
export const lockSubject = async (tx: Tx, subject: Buffer): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${subject.toString('hex')}, 0))`.execute(tx);
};

/** Has this account logged in from this address before? Both are in the keyed hash. */
export const isKnownPlace = async (tx: Tx, place: Buffer): Promise<boolean> => {
  const { rows } = await sql`select from session where place = ${place} limit 1`.execute(tx);
  return rows.length > 0;
};

export const findFailures = async (
  db: Db | Tx,
  subjects: readonly Buffer[],
): Promise<{ subject: Buffer; failures: number; last_at: Date }[]> => {
  const { rows } = await sql<{ subject: Buffer; failures: number; last_at: Date }>`
    select subject, failures, last_at from log_in_failure where subject = any(${subjects})`.execute(db);
  return rows;
};

/** One failure more for each subject; old ones are forgotten. */
export const countTry = async (db: Db | Tx, subjects: readonly Buffer[], now: Date): Promise<void> => {
  await sql`
    insert into log_in_failure as f (subject, failures, last_at)
    select subject, 1, ${now}::timestamptz from unnest(${subjects}::bytea[]) as subject order by subject
    on conflict (subject) do update set last_at = excluded.last_at, failures = case
      when f.last_at < excluded.last_at - make_interval(secs => ${failuresLastSeconds}) then 1
      else f.failures + 1 end`.execute(db);
};

/**
 * A log-in that succeeded was no failure: takes its own try back, and clears the account's. Of the address it
 * takes one more, so that a house of many people, some of whom mistype, does not shut itself out by and by.
 */
export const forgetTries = async (db: Db, clear: readonly Buffer[], address: Buffer): Promise<void> => {
  await sql`delete from log_in_failure
    where subject = any(${clear}) or (subject = ${address} and failures <= 2)`.execute(db);
  await sql`update log_in_failure set failures = failures - 2
    where subject = ${address} and failures > 2`.execute(db);
};
