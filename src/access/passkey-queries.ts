import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db.ts';

export type PasskeyRow = {
  passkey_id: string;
  account_id: string;
  credential: string;
  public_key: Buffer;
  signature_count: string;
  label: string;
  created_at: Date;
  last_used_at: Date | null;
  /** codes of the institutions that it opens; null: all of its holder's */
  opens: string[] | null;
};

export const findPasskeys = async (db: Db | Tx, accountId: string): Promise<PasskeyRow[]> => {
  const { rows } = await sql<PasskeyRow>`
    select * from passkey where account_id = ${accountId} and ended_at is null
    order by created_at, passkey_id`.execute(db);
  return rows;
};

export const findPasskey = async (db: Db, credential: string): Promise<PasskeyRow | undefined> => {
  const { rows } = await sql<PasskeyRow>`
    select * from passkey where credential = ${credential} and ended_at is null`.execute(db);
  return rows[0];
};

export type NewPasskey = Pick<PasskeyRow, 'account_id' | 'credential' | 'public_key' | 'label' | 'opens'> & {
  signature_count: number;
};

/** Undefined when there is one of this name, whoever has it. */
export const insertPasskey = async (tx: Tx, made: NewPasskey, now: Date): Promise<PasskeyRow | undefined> => {
  const { rows } = await sql<PasskeyRow>`
    insert into passkey (account_id, credential, public_key, signature_count, label, opens,
      created_at)
    values (${made.account_id}, ${made.credential}, ${made.public_key}, ${made.signature_count}, ${made.label},
      ${made.opens}, ${now})
    on conflict (credential) do nothing returning *`.execute(tx);
  return rows[0];
};

/** False when another log-in counted as far meanwhile: a count that does not grow is a copy of the key. */
export const countPasskey = async (db: Db, id: string, count: number, now: Date): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    update passkey set signature_count = ${count}, last_used_at = ${now}
    where passkey_id = ${id} and ended_at is null
      and (signature_count < ${count} or (signature_count = 0 and ${count} = 0))`.execute(db);
  return numAffectedRows === 1n;
};

export const endPasskey = async (
  tx: Tx,
  id: string,
  accountId: string,
  now: Date,
): Promise<string | undefined> => {
  const { rows } = await sql<{ label: string }>`
    update passkey set ended_at = ${now}
    where passkey_id = ${id} and account_id = ${accountId} and ended_at is null returning label`.execute(tx);
  return rows[0]?.label;
};

export const endPasskeys = async (tx: Tx, accountId: string, now: Date): Promise<number> => {
  const { numAffectedRows } = await sql`
    update passkey set ended_at = ${now} where account_id = ${accountId} and ended_at is null`.execute(tx);
  return Number(numAffectedRows);
};
