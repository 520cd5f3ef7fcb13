import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { Frame } from './frame/Frame.tsx';
import { ofTheAuthority } from './frame/menu-items.ts';
import { NoSuchPage } from './frame/NoSuchPage.tsx';
import type { Whose } from './frame/NotPermitted.tsx';
import { Unreachable } from './frame/Unreachable.tsx';
import { HomePage } from './home/HomePage.tsx';
import { auditSearchOf } from './hq/audit/audit-search.ts';
import { institutionSearchOf } from './hq/institutions/institution-search.ts';
import { linkTo, ownPlace } from './places.ts';
import { LogInPage } from './session/LogInPage.tsx';
import { PasswordPage } from './session/PasswordPage.tsx';
import { sessionQuery } from './session/session.ts';
import { waysInQuery } from './session/ways-in.ts';
import { type Word, withBook } from './words.tsx';

type Context = { queries: QueryClient };

const root = createRootRouteWithContext<Context>()({
  beforeLoad: async ({ context }) => ({ session: await context.queries.ensureQueryData(sessionQuery) }),
  component: Frame,
  errorComponent: Unreachable,
  notFoundComponent: NoSuchPage,
});

const logIn = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (search): { next?: string } => {
    const next = ownPlace(search['next']);
    return next ? { next } : {};
  },
  beforeLoad: ({ context, search }) => {
    if (context.session) throw redirect(linkTo(search.next));
  },
  loader: ({ context }) => context.queries.ensureQueryData(waysInQuery),
  component: LogInPage,
  staticData: { trail: ['log_in.title'] },
});

/** Screens behind the log-in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: ({ context, location }) => {
    const next = ownPlace(location.pathname);
    if (!context.session) throw redirect({ to: '/login', search: next ? { next } : {} });
  },
  staticData: { behindLogIn: true },
});

const home = createRoute({
  getParentRoute: () => inside,
  path: '/home',
  component: HomePage,
  staticData: { trail: [] },
});

const purchase = createRoute({
  getParentRoute: () => inside,
  path: '/masks/purchase',
  component: lazyRouteComponent(() => import('./counter/CounterPage.tsx'), 'CounterPage'),
  staticData: {
    trail: ['frame.mask_group', 'frame.purchase'],
    permission: 'sale:check:own-site',
    whose: { service: 'masks' },
  },
});

const stock = createRoute({
  getParentRoute: () => inside,
  path: '/masks/stock',
  component: lazyRouteComponent(() => import('./stock/StockPage.tsx'), 'StockPage'),
  staticData: {
    trail: ['frame.mask_group', 'frame.stock'],
    permission: 'stock:view:own-site',
    whose: { service: 'masks' },
  },
});

const password = createRoute({
  getParentRoute: () => inside,
  path: '/password',
  component: PasswordPage,
  staticData: { trail: ['frame.password'] },
});

const portal = () => withBook('portal', import('./portal/screens.ts'));

const managers = createRoute({
  getParentRoute: () => inside,
  path: '/manage/managers',
  component: lazyRouteComponent(portal, 'ManagersPage'),
  staticData: {
    trail: ['frame.representative_group', 'frame.managers'],
    permission: 'manager:list:own-site',
    whose: { role: 'representative' },
  },
});

const applications = createRoute({
  getParentRoute: () => inside,
  path: '/manage/services',
  component: lazyRouteComponent(portal, 'ApplicationsPage'),
  staticData: {
    trail: ['frame.manager_group', 'frame.applications'],
    permission: 'service:list:own-site',
    whose: { role: 'manager' },
  },
});

const users = createRoute({
  getParentRoute: () => inside,
  path: '/manage/users',
  component: lazyRouteComponent(portal, 'UsersPage'),
  staticData: {
    trail: ['frame.manager_group', 'frame.users'],
    permission: 'user:list:own-site',
    whose: { role: 'manager' },
  },
});

const grants = createRoute({
  getParentRoute: () => inside,
  path: '/manage/grants',
  component: lazyRouteComponent(portal, 'GrantsPage'),
  staticData: {
    trail: ['frame.manager_group', 'frame.grants'],
    permission: 'grant:list:own-site',
    whose: { role: 'manager' },
  },
});

const workstations = createRoute({
  getParentRoute: () => inside,
  path: '/manage/workstations',
  component: lazyRouteComponent(portal, 'WorkstationsPage'),
  staticData: { trail: ['frame.workstations'], permission: 'workstation:list:own-site' },
});

const ownWays = createRoute({
  getParentRoute: () => inside,
  path: '/ways-in',
  component: lazyRouteComponent(portal, 'OwnWaysPage'),
  staticData: { trail: ['frame.own_ways'] },
});

const audit = createRoute({
  getParentRoute: () => inside,
  path: '/manage/audit',
  component: lazyRouteComponent(portal, 'AuditPage'),
  staticData: { trail: ['frame.audit'], permission: 'audit:view:own-site' },
});

const service = createRoute({
  getParentRoute: () => inside,
  path: '/services/$code',
  component: lazyRouteComponent(portal, 'ServicePage'),
  staticData: { trail: ['frame.service'] },
});

/** The console's audit takes its columns, and their words, from the institutions' own. */
const hqScreens = () => withBook('portal', withBook('hq', import('./hq/screens.ts')));
const hqStatic = (permission: string | readonly string[], ...names: Word[]) => ({
  trail: ['frame.hq_group' as const, ...names],
  permission,
});

const hq = <const P extends `/hq${string}`>(
  path: P,
  screen: keyof typeof import('./hq/screens.ts'),
  permission: string | readonly string[],
  ...names: Word[]
) =>
  createRoute({
    getParentRoute: () => inside,
    path,
    component: lazyRouteComponent(hqScreens, screen),
    staticData: hqStatic(permission, ...names),
  });

const hqInstitutions = createRoute({
  getParentRoute: () => inside,
  path: '/hq/institutions',
  validateSearch: institutionSearchOf,
  component: lazyRouteComponent(hqScreens, 'InstitutionsPage'),
  staticData: hqStatic('institution:view:any', 'frame.hq_institutions'),
});

const hqAudit = createRoute({
  getParentRoute: () => inside,
  path: '/hq/audit',
  validateSearch: auditSearchOf,
  component: lazyRouteComponent(hqScreens, 'AuditPage'),
  staticData: hqStatic('audit:search:any', 'frame.hq_audit'),
});

const mayRead = 'content:view:any';

const tree = root.addChildren([
  logIn,
  inside.addChildren([
    home,
    password,
    purchase,
    stock,
    managers,
    applications,
    users,
    grants,
    workstations,
    ownWays,
    audit,
    service,
    hqInstitutions,
    hqAudit,
    hq('/hq', 'OverviewPage', ofTheAuthority),
    hq('/hq/institutions/$code', 'InstitutionPage', 'institution:view:any', 'frame.hq_institutions'),
    hq('/hq/services', 'ServicesPage', 'service:edit:any', 'frame.hq_services'),
    hq('/hq/services/$code', 'ServicePage', 'service:edit:any', 'frame.hq_services'),
    hq('/hq/unified-grants', 'UnifiedGrantsPage', 'unified-grant:run:any', 'frame.hq_unified_grants'),
    hq('/hq/settings', 'SettingsPage', 'setting:edit:any', 'frame.hq_settings'),
    hq('/hq/staff', 'StaffPage', 'hq-staff:list:own-site', 'frame.hq_staff'),
    hq('/hq/content/announcements', 'AnnouncementsPage', mayRead, 'frame.hq_announcements'),
    hq('/hq/content/announcements/$id', 'AnnouncementPage', mayRead, 'frame.hq_announcements'),
    hq('/hq/content/faq', 'FaqPage', mayRead, 'frame.hq_faq'),
    hq('/hq/content/faq/$id', 'FaqEntryPage', mayRead, 'frame.hq_faq'),
    hq('/hq/content/contacts', 'ContactsPage', mayRead, 'frame.hq_contacts'),
    hq('/hq/content/downloads', 'DownloadsPage', mayRead, 'frame.hq_downloads'),
    hq('/hq/content/links', 'LinksPage', mayRead, 'frame.hq_links'),
  ]),
]);

export const createWebRouter = (queries: QueryClient) =>
  createRouter({ routeTree: tree, context: { queries }, defaultPreload: 'intent', scrollRestoration: false });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createWebRouter>;
  }
  interface StaticDataRouteOption {
    /** where one is, below 我的首頁 */
    trail?: Word[];
    /** shown to logged-in people only */
    behindLogIn?: boolean;
    /** what one must be allowed to do to see the screen */
    permission?: string | readonly string[];
    /** whose work it is, for those who may not */
    whose?: Whose;
  }
}
