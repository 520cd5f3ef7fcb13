import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db.ts';
import { failuresLastSeconds, type Role } from './rules.ts';

export type AccountRow = {
  account_id: string;
  name: string;
  display_name: string;
  password_hash: string;
  site_code: string;
  role: Role;
};

export const findAccount = async (db: Db, name: string): Promise<AccountRow | undefined> => {
  const { rows } = await sql<AccountRow>`
    select account_id, name, display_name, password_hash, site_code, role from account
    where name = ${name} and disabled_at is null`.execute(db);
  return rows[0];
};

/** Adds an account, or gives the one of that name a new password; answers its id. */
export const saveAccount = async (
  db: Db,
  account: Omit<AccountRow, 'account_id'> & { is_demo: boolean },
  now: Date,
): Promise<string> => {
  const { rows } = await sql<{ account_id: string }>`
    insert into account (name, display_name, password_hash, site_code, role, is_demo, created_at)
    values (${account.name}, ${account.display_name}, ${account.password_hash}, ${account.site_code},
      ${account.role}, ${account.is_demo}, ${now})
    on conflict (name) do update set password_hash = excluded.password_hash
    returning account_id`.execute(db);
  const id = rows[0]?.account_id;
  if (id === undefined) throw new Error('an account was written and is not there');
  return id;
};

export type SessionRow = {
  token_hash: Buffer;
  account_id: string;
  name: string;
  display_name: string;
  role: Role;
  code: string;
  short_name: string;
  full_name: string;
  county: string;
  kind: string;
  is_test: boolean;
  last_seen_at: Date;
};

export const insertSession = async (
  db: Db,
  tokenHash: Buffer,
  account: AccountRow,
  place: Buffer,
  now: Date,
): Promise<void> => {
  await sql`insert into session (token_hash, account_id, site_code, created_at, last_seen_at, place)
    values (${tokenHash}, ${account.account_id}, ${account.site_code}, ${now}, ${now}, ${place})`.execute(db);
};

/** The live sessions of some tokens, with account and site; none that ended, idled too long or is too old. */
export const findSessions = async (
  db: Db,
  tokenHashes: readonly Buffer[],
  limits: { seenSince: Date; createdSince: Date },
): Promise<SessionRow[]> => {
  const { rows } = await sql<SessionRow>`
    select s.token_hash, s.account_id, a.name, a.display_name, a.role, s.last_seen_at,
      i.code, i.short_name, i.full_name, i.county, i.kind, i.is_test
    from session s join account a using (account_id) join site i on i.code = s.site_code
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

/** A log-in that succeeded was no failure: takes its own try back, and clears the account's. */
export const forgetTries = async (db: Db, clear: readonly Buffer[], address: Buffer): Promise<void> => {
  await sql`delete from log_in_failure where subject = any(${clear}) or (subject = ${address} and failures = 1)`.execute(
    db,
  );
  await sql`update log_in_failure set failures = failures - 1
    where subject = ${address} and failures > 1`.execute(db);
};
