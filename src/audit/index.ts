import { isIP } from 'node:net';
import { sql } from 'kysely';
import type { Now } from '../platform/clock.ts';
import { type Db, json, type Tx } from '../platform/db.ts';
import { inGroups } from '../platform/groups.ts';

/** Who did what, for which institution, when (R123). Never a person's number: the key, at most. */
export type AuditEntry = {
  now: Now;
  /** `sale:check`, `session:begin`, … */
  act: string;
  /** `done`, or the code of the refusal */
  outcome: string;
  account_id?: string | undefined;
  site_code?: string | undefined;
  person_key?: string | undefined;
  /** from where: the client's address behind trusted proxies */
  address?: string | undefined;
  detail?: Record<string, string | number | boolean>;
};

/** Adds rows to the audit trail; the app role may add and read, never change. */
export const insertAudit = async (db: Db | Tx, entries: readonly AuditEntry[]): Promise<void> => {
  const rows = entries.map(({ now, detail, ...rest }) => ({
    ...rest,
    // A proxy may hand on anything; only an address is one.
    address: rest.address !== undefined && isIP(rest.address) > 0 ? rest.address : null,
    at: now.at.toISOString(),
    business_day: now.day,
    detail: detail ?? {},
  }));
  await sql`
    insert into audit (at, business_day, act, outcome, account_id, site_code, person_key, address, detail)
    select at, business_day, act, outcome, account_id, site_code, person_key, address, detail
    from jsonb_to_recordset(${json(rows)}::jsonb) as v(at timestamptz, business_day date, act text,
      outcome text, account_id bigint, site_code text, person_key uuid, address text, detail jsonb)`.execute(
    db,
  );
};

/** Notes one act and answers when it is durable; acts that arrive together share one commit. */
export type Audit = (entry: AuditEntry) => Promise<void>;

export const createAudit = (db: Db): Audit =>
  inGroups(async (entries: AuditEntry[]) => {
    await insertAudit(db, entries);
    return entries.map(() => undefined);
  }, 200);
