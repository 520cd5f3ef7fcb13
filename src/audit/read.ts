import { type RawBuilder, sql } from 'kysely';
import { isoInstant } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import type { AuditView } from './contract.ts';

/** Rows a page. */
const pageSize = 100;

export type AuditFilter = {
  site?: string | undefined;
  from?: string;
  until?: string;
  act?: string;
  outcome?: 'done' | 'refused';
  account?: string;
  before?: string;
};

type Row = Omit<AuditView, 'at' | 'audit_id'> & { audit_id: string; at: Date };

/** What counts as carried out; every other outcome is the code of a refusal. */
const carriedOut = ['done', 'sold', 'repeated'];

const conditions = (filter: AuditFilter): RawBuilder<unknown> => {
  const all: RawBuilder<unknown>[] = [sql`true`];
  if (filter.site !== undefined) all.push(sql`x.site_code = ${filter.site}`);
  if (filter.from) all.push(sql`x.business_day >= ${filter.from}`);
  if (filter.until) all.push(sql`x.business_day <= ${filter.until}`);
  if (filter.act) all.push(sql`(x.act = ${filter.act} or starts_with(x.act, ${`${filter.act}:`}))`);
  if (filter.outcome === 'done') all.push(sql`x.outcome = any(${carriedOut})`);
  if (filter.outcome === 'refused') all.push(sql`x.outcome <> all(${carriedOut})`);
  if (filter.account) all.push(sql`a.name = lower(${filter.account})`);
  if (filter.before) all.push(sql`x.audit_id < ${filter.before}`);
  return sql.join(all, sql` and `);
};

export const isAccount = async (db: Db, name: string): Promise<boolean> => {
  const { rows } = await sql`select from account where name = lower(${name})`.execute(db);
  return rows.length > 0;
};

/** Newest first, a page at a time; never a person's key. */
export const readAudit = async (
  db: Db,
  filter: AuditFilter,
): Promise<{ rows: AuditView[]; next_before: number | null }> => {
  const { rows } = await sql<Row>`
    select x.audit_id, x.at, x.act, x.outcome, a.name as account, a.display_name, x.site_code,
      i.short_name as site_name, x.address, x.detail
    from audit x left join account a using (account_id) left join site i on i.code = x.site_code
    where ${conditions(filter)} order by x.audit_id desc limit ${pageSize + 1}`.execute(db);
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    rows: shown.map((row) => ({ ...row, audit_id: Number(row.audit_id), at: isoInstant(row.at) })),
    next_before: rows.length > pageSize && last ? Number(last.audit_id) : null,
  };
};
