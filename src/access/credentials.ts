import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db.ts';

export type Credential = { password_hash: string; is_initial: boolean; former_hashes: string[] };

/** The password of an account at an institution. */
export const findCredential = async (
  db: Db | Tx,
  accountId: string,
  siteCode: string,
): Promise<Credential | undefined> => {
  const { rows } = await sql<Credential>`
    select password_hash, is_initial, former_hashes from credential
    where account_id = ${accountId} and site_code = ${siteCode}`.execute(db);
  return rows[0];
};

/** The hash of that password, which nobody changes until the transaction ends. */
export const holdPassword = async (
  tx: Tx,
  accountId: string,
  siteCode: string,
): Promise<string | undefined> => {
  const { rows } = await sql<{ password_hash: string }>`
    select password_hash from credential
    where account_id = ${accountId} and site_code = ${siteCode} for share`.execute(tx);
  return rows[0]?.password_hash;
};

export type NewCredential = {
  account_id: string;
  site_code: string;
  password_hash: string;
  /** null: by the operator, at the machine */
  set_by: string | null;
  open_until?: Date;
};

/** Gives an account an initial password at an institution, in place of the one it had; that one is remembered. */
export const saveInitialPassword = async (tx: Db | Tx, given: NewCredential, now: Date): Promise<void> => {
  await sql`
    insert into credential as c (account_id, site_code, password_hash, is_initial, set_at, set_by, open_until)
    values (${given.account_id}, ${given.site_code}, ${given.password_hash}, true, ${now}, ${given.set_by},
      ${given.open_until ?? null})
    on conflict (account_id, site_code) do update set password_hash = excluded.password_hash,
      is_initial = true, set_at = excluded.set_at, set_by = excluded.set_by, open_until = excluded.open_until,
      former_hashes = case when c.is_initial then c.former_hashes
        else (array_prepend(c.password_hash, c.former_hashes))[1:5] end`.execute(tx);
};

/** Really changes a password; false when another change was faster. */
export const replacePassword = async (
  tx: Db | Tx,
  changed: { account_id: string; site_code: string; from: string; to: string },
  now: Date,
): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    update credential set password_hash = ${changed.to}, is_initial = false, set_at = ${now},
      set_by = ${changed.account_id}, former_hashes = (array_prepend(password_hash, former_hashes))[1:5]
    where account_id = ${changed.account_id} and site_code = ${changed.site_code}
      and password_hash = ${changed.from}`.execute(tx);
  return numAffectedRows === 1n;
};
