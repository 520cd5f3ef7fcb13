import { sql } from 'kysely';
import { type Db, json, type Tx } from '../platform/db.ts';

/** The last day of 一般登入, or null when none is set (R039). */
export const findPasswordLogInEnd = async (db: Db | Tx): Promise<string | null> => {
  const { rows } = await sql<{ value: string | null }>`
    select value #>> '{}' as value from setting where key = 'password_log_in_ends_on'`.execute(db);
  return rows[0]?.value ?? null;
};

export const savePasswordLogInEnd = async (
  tx: Tx,
  endsOn: string | null,
  by: string,
  now: Date,
): Promise<void> => {
  await sql`insert into setting (key, value, set_at, set_by)
    values ('password_log_in_ends_on', ${json(endsOn)}, ${now}, ${by})
    on conflict (key) do update set value = excluded.value, set_at = excluded.set_at,
      set_by = excluded.set_by`.execute(tx);
};
