import Type, { type Static } from 'typebox';
import { Profession, SiteKindName } from '../access/contract.ts';
import { Closed, contract, Day, Instant, OrNull, Remark } from '../platform/contract.ts';

const LastDay = OrNull(Day);
const Code = Type.String({ pattern: '^[a-z][a-z_]{1,31}$' });

/** open: works; building: may be applied for and granted ahead, opens on a day; ended: over since a day. */
export const ServiceState = Type.Enum(['open', 'building', 'ended']);

export const ServiceView = Closed({
  code: Type.String(),
  name: Type.String(),
  name_en: Type.String(),
  about: Type.String(),
  about_en: Type.String(),
  state: ServiceState,
  /** the day on which one that is being built opens */
  opens_on: LastDay,
  /** the first day on which it no longer works */
  ended_on: LastDay,
  /** comes and goes with that service; appears in neither administration list (R062) */
  implied_by: OrNull(Type.String()),
  /** the operations of the menu, with their addresses */
  operations: Type.Array(Closed({ name: Type.String(), path: Type.String() })),
});
export type ServiceView = Static<typeof ServiceView>;

export const viewService = contract({
  method: 'GET',
  path: '/api/services/:code',
  permission: 'session:view:own',
  summary: 'One service: what it is, when it opens, and what is missing for this person to use it (X26)',
  params: Closed({ code: Code }),
  answers: {
    200: Closed({
      service: ServiceView,
      usable: Type.Boolean(),
      /** the first thing that is missing */
      missing: OrNull(
        Type.Enum(['not_for_kind', 'application', 'user', 'grant', 'profession', 'not_open', 'ended']),
      ),
    }),
  },
});

/** For 服務項目: what this person holds and cannot use yet, because it is being built. */
export const listComing = contract({
  method: 'GET',
  path: '/api/services',
  permission: 'session:view:own',
  summary: 'Services granted to this person that are being built, with the day on which they open (R045)',
  answers: {
    200: Closed({
      services: Type.Array(
        Closed({ code: Type.String(), name: Type.String(), name_en: Type.String(), opens_on: LastDay }),
      ),
    }),
  },
});

/** A service as 健保服務申請作業 lists it: only those that this institution may apply for (R059). */
export const OfferedService = Closed({
  ...ServiceView.properties,
  /** who may hold it here; empty: anybody who is a user */
  professions: Type.Array(Profession),
  application: OrNull(
    Closed({
      applied_at: Instant,
      applied_by: OrNull(Type.String()),
      source: Type.Enum(['application', 'unified_grant', 'kept']),
      /** 申請讀取Internet資料: from when the data can be queried (R066) */
      data_from: OrNull(Instant),
    }),
  ),
  /** how many users have it granted */
  holders: Type.Integer(),
});
export type OfferedService = Static<typeof OfferedService>;

const Offered = Closed({ services: Type.Array(OfferedService) });

export const listOffered = contract({
  method: 'GET',
  path: '/api/applications',
  permission: 'service:list:own-site',
  summary: '健保服務申請作業: what this institution may apply for and has applied for (R058, R059)',
  answers: { 200: Offered },
});

export const applyForServices = contract({
  method: 'POST',
  path: '/api/applications',
  permission: 'service:apply:own-site',
  summary: '申請: all of them or none',
  body: Closed({ services: Type.Array(Code, { minItems: 1, maxItems: 50, uniqueItems: true }) }),
  answers: { 201: Offered },
});

export const withdrawApplication = contract({
  method: 'DELETE',
  path: '/api/applications/:code',
  permission: 'service:apply:own-site',
  summary: '取消申請: its grants stop working at once',
  params: Closed({ code: Code }),
  answers: { 200: Offered },
});

export const GrantView = Closed({
  grant_id: Type.Integer(),
  service: Type.String(),
  starts_on: Day,
  ends_on: LastDay,
  source: Type.Enum(['manager', 'unified_grant']),
  granted_at: Instant,
  granted_by: OrNull(Type.String()),
  /** null: works now; otherwise the first reason why not */
  idle_because: OrNull(
    Type.Enum(['pending', 'expired', 'user', 'application', 'profession', 'not_open', 'ended']),
  ),
});
export type GrantView = Static<typeof GrantView>;

const GrantList = Closed({
  /** what may be granted here: applied for, not implied by another */
  services: Type.Array(
    Closed({
      code: Type.String(),
      name: Type.String(),
      name_en: Type.String(),
      state: ServiceState,
      opens_on: LastDay,
      professions: Type.Array(Profession),
    }),
  ),
  users: Type.Array(
    Closed({
      appointment_id: Type.Integer(),
      account: Type.String(),
      display_name: Type.String(),
      covered_number: OrNull(Type.String()),
      state: Type.Enum(['active', 'pending', 'expired', 'suspended']),
      professions: Type.Array(Profession),
      grants: Type.Array(GrantView),
    }),
  ),
});
export type GrantList = Static<typeof GrantList>;

export const listGrants = contract({
  method: 'GET',
  path: '/api/grants',
  permission: 'grant:list:own-site',
  summary: '使用者授權管理作業: users, services, and who may use what (R061)',
  answers: { 200: GrantList },
});

export const grantService = contract({
  method: 'POST',
  path: '/api/grants',
  permission: 'grant:set:own-site',
  summary: 'Grant a user a service of this institution',
  body: Closed({
    appointment_id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    service: Code,
    starts_on: Day,
    ends_on: LastDay,
  }),
  answers: { 201: GrantView },
});

const GrantParams = Closed({ grant_id: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) });

export const changeGrant = contract({
  method: 'POST',
  path: '/api/grants/:grant_id',
  permission: 'grant:set:own-site',
  summary: 'Change the days of a grant',
  params: GrantParams,
  body: Closed({ starts_on: Day, ends_on: LastDay }),
  answers: { 200: GrantView },
});

export const endGrant = contract({
  method: 'DELETE',
  path: '/api/grants/:grant_id',
  permission: 'grant:set:own-site',
  summary: 'Take a grant back, effective at once',
  params: GrantParams,
  answers: { 204: Type.Null() },
});

export const importGrants = contract({
  method: 'POST',
  path: '/api/grants/import',
  permission: 'grant:set:own-site',
  summary: 'Grants from a CSV (帳號或證號, 服務代碼, 起日, 迄日); good rows are taken, bad ones come back',
  body: Closed({ csv: Type.String({ minLength: 1, maxLength: 60_000 }), dry_run: Type.Boolean() }),
  answers: {
    200: Closed({
      rows: Type.Integer(),
      /** granted now, or would be in a dry run */
      taken: Type.Integer(),
      /** there already, with the same days */
      unchanged: Type.Integer(),
      problems: Type.Array(
        Closed({
          line: Type.Integer(),
          column: OrNull(Type.String()),
          code: Type.String(),
          message: Type.String(),
        }),
      ),
      dry_run: Type.Boolean(),
    }),
  },
});

/** 首次使用: the steps in order, and which are done (R072). */
export const viewFirstUse = contract({
  method: 'GET',
  path: '/api/first-use',
  permission: 'session:view:own',
  summary: '首次使用: the steps to the first sale, which are done, and whose turn it is',
  answers: {
    200: Closed({
      steps: Type.Array(
        Closed({
          step: Type.Enum([
            'appoint_manager',
            'apply_for_service',
            'set_users',
            'grant_services',
            'confirm_arrival',
          ]),
          done: Type.Boolean(),
          whose: Type.Enum(['representative', 'manager', 'user']),
          /** this session may do it now */
          may: Type.Boolean(),
          path: Type.String(),
        }),
      ),
    }),
  },
});

// ── headquarters ────────────────────────────────────────────────────────────

/** Which institutions may apply, and which of their people may hold the service. */
const Eligibility = Closed({
  site_kind: SiteKindName,
  /** empty: anybody who is a user */
  professions: Type.Array(Profession, { maxItems: 4, uniqueItems: true }),
});

const CatalogueEntry = Closed({
  ...ServiceView.properties,
  eligibility: Type.Array(Eligibility),
  applications: Type.Integer(),
  grants: Type.Integer(),
});

export const listCatalogue = contract({
  method: 'GET',
  path: '/api/hq/services',
  permission: 'service:edit:any',
  summary: '服務目錄: every service, with its eligibility and use',
  answers: { 200: Closed({ services: Type.Array(CatalogueEntry) }) },
});

export const editService = contract({
  method: 'POST',
  path: '/api/hq/services/:code',
  permission: 'service:edit:any',
  summary: 'Change a service: words, state with its day, who may apply and hold',
  params: Closed({ code: Code }),
  body: Closed({
    name: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
    name_en: Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' }),
    about: Type.String({ maxLength: 500 }),
    about_en: Type.String({ maxLength: 500 }),
    state: ServiceState,
    opens_on: LastDay,
    ended_on: LastDay,
    eligibility: Type.Array(Eligibility, { maxItems: 8 }),
  }),
  answers: { 200: CatalogueEntry },
});

const CountByKind = Closed({
  site_kind: Type.String(),
  sites: Type.Integer(),
  persons: Type.Integer(),
  /** of the persons, those who have the service already */
  already: Type.Integer(),
});

export const UnifiedGrantView = Closed({
  unified_grant_id: Type.Integer(),
  service: Type.String(),
  reason: Type.String(),
  /** waiting, running: the background work goes on; stopped: by hand, may be undone or ordered again */
  state: Type.Enum(['waiting', 'running', 'done', 'stopped', 'undone']),
  ordered_at: Instant,
  ordered_by: Type.String(),
  sites_total: Type.Integer(),
  sites_done: Type.Integer(),
  applications: Type.Integer(),
  grants: Type.Integer(),
  finished_at: OrNull(Instant),
  undone_at: OrNull(Instant),
  undone_by: OrNull(Type.String()),
});
export type UnifiedGrantView = Static<typeof UnifiedGrantView>;

export const previewUnifiedGrant = contract({
  method: 'GET',
  path: '/api/hq/unified-grants/preview',
  permission: 'unified-grant:run:any',
  summary: '統一授權: how many institutions and persons it would reach, before it is ordered (R069)',
  query: Closed({ service: Code }),
  answers: { 200: Closed({ service: Type.String(), by_kind: Type.Array(CountByKind) }) },
});

export const orderUnifiedGrant = contract({
  method: 'POST',
  path: '/api/hq/unified-grants',
  permission: 'unified-grant:run:any',
  summary: '統一授權: begin in the background; ordering it again grants only what is missing',
  body: Closed({ service: Code, reason: Remark }),
  answers: { 202: UnifiedGrantView },
});

export const listUnifiedGrants = contract({
  method: 'GET',
  path: '/api/hq/unified-grants',
  permission: 'unified-grant:run:any',
  summary: '統一授權: all orders with their progress, newest first',
  answers: { 200: Closed({ unified_grants: Type.Array(UnifiedGrantView) }) },
});

const UnifiedGrantParams = Closed({ unified_grant_id: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) });

export const stopUnifiedGrant = contract({
  method: 'POST',
  path: '/api/hq/unified-grants/:unified_grant_id/stop',
  permission: 'unified-grant:run:any',
  summary: 'Stop the background work; what was granted stays',
  params: UnifiedGrantParams,
  answers: { 200: UnifiedGrantView },
});

export const undoUnifiedGrant = contract({
  method: 'POST',
  path: '/api/hq/unified-grants/:unified_grant_id/undo',
  permission: 'unified-grant:run:any',
  summary: 'Take back, as one act, exactly what this order granted',
  params: UnifiedGrantParams,
  answers: { 200: UnifiedGrantView },
});
