import Type, { type Static } from 'typebox';
import { Closed, contract, Day, Instant } from '../platform/contract.ts';

export const AuditView = Closed({
  audit_id: Type.Integer(),
  at: Instant,
  /** `appointment:begin`, `session:begin`, `sale:check` … */
  act: Type.String(),
  /** `done`, or the code of the refusal */
  outcome: Type.String(),
  account: Type.Union([Type.String(), Type.Null()]),
  display_name: Type.Union([Type.String(), Type.Null()]),
  site_code: Type.Union([Type.String(), Type.Null()]),
  site_name: Type.Union([Type.String(), Type.Null()]),
  /** from where: the client's address */
  address: Type.Union([Type.String(), Type.Null()]),
  /** what changed, by name */
  detail: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
});
export type AuditView = Static<typeof AuditView>;

const Page = Closed({
  rows: Type.Array(AuditView),
  /** give it as `before` for the next page; null at the end */
  next_before: Type.Union([Type.Integer(), Type.Null()]),
});

/** Lists that leave the screen as a file; the file is made in the browser from what was answered before. */
export const noteExport = contract({
  method: 'POST',
  path: '/api/exports',
  permission: 'list:export:own',
  summary: 'Notes that a list is taken out as a file: in the audit trail before the file is made (R123)',
  body: Closed({
    /** the screen that shows it, without what names an institution */
    list: Type.String({ pattern: '^/(masks|manage|hq)(/[a-z-]{1,40}){0,3}$', maxLength: 140 }),
    rows: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
  }),
  answers: { 204: Type.Null() },
});

const filters = {
  from: Type.Optional(Day),
  until: Type.Optional(Day),
  /** `appointment`, `session`, `sale` … or a whole act */
  act: Type.Optional(Type.String({ pattern: '^[a-z_-]+(:[a-z_-]+)*$', maxLength: 60 })),
  outcome: Type.Optional(Type.Enum(['done', 'refused'])),
  account: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  before: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,14}$' })),
};

export const listOwnAudit = contract({
  method: 'GET',
  path: '/api/audit',
  permission: 'audit:view:own-site',
  summary: '稽核紀錄: every act of and on this institution, newest first, 100 a page',
  query: Closed(filters),
  answers: { 200: Page },
});

export const searchAudit = contract({
  method: 'GET',
  path: '/api/hq/audit',
  permission: 'audit:search:any',
  summary: '稽核查詢: every act of everybody; the search itself is an act',
  query: Closed({ ...filters, site: Type.Optional(Type.String({ pattern: '^[0-9A-Z]{10}$' })) }),
  answers: { 200: Page },
});
