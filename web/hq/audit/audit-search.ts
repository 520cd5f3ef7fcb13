import type { AuditSearch } from '../hq-queries.ts';

/** The filters that stand in the address of 稽核查詢; what is none of them is left out. */
export const auditSearchOf = (search: Record<string, unknown>): AuditSearch => {
  const text = (name: string, pattern: RegExp): string | undefined => {
    const value = search[name];
    const typed = typeof value === 'number' ? String(value) : value;
    return typeof typed === 'string' && pattern.test(typed) ? typed : undefined;
  };
  const day = /^\d{4}-\d\d-\d\d$/;
  const found: AuditSearch = {};
  const from = text('from', day);
  const until = text('until', day);
  const act = text('act', /^[a-z_-]+(:[a-z_-]+)*$/);
  const account = text('account', /^\S.{0,63}$/);
  const site = text('site', /^[0-9A-Z]{10}$/);
  const outcome = text('outcome', /^(done|refused)$/);
  if (from) found.from = from;
  if (until) found.until = until;
  if (act) found.act = act;
  if (account) found.account = account;
  if (site) found.site = site;
  if (outcome === 'done' || outcome === 'refused') found.outcome = outcome;
  return found;
};

/** First parts of acts, which the server takes as a filter, in the order of the list. */
export const actKinds = [
  'session',
  'password',
  'appointment',
  'representative',
  'hq-staff',
  'institution',
  'service',
  'grant',
  'unified-grant',
  'content',
  'setting',
  'audit',
  'sale',
  'stock',
  'site',
  'policy',
  'person',
  'request',
] as const;
