import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { Frame } from './frame/Frame.tsx';
import { NoSuchPage } from './frame/NoSuchPage.tsx';
import { Unreachable } from './frame/Unreachable.tsx';
import { HomePage } from './home/HomePage.tsx';
import { LogInPage } from './session/LogInPage.tsx';
import { sessionQuery } from './session/session.ts';
import type { Word } from './words.tsx';

type Context = { queries: QueryClient };
/** An address within the application to go back to after logging in. */
const places = ['/home', '/masks/purchase', '/masks/stock'] as const;
type Place = (typeof places)[number];

const root = createRootRouteWithContext<Context>()({
  beforeLoad: async ({ context }) => ({ session: await context.queries.ensureQueryData(sessionQuery) }),
  component: Frame,
  errorComponent: Unreachable,
  notFoundComponent: NoSuchPage,
});

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: ({ context }) => {
    throw context.session ? redirect({ to: '/home' }) : redirect({ to: '/login' });
  },
});

const logIn = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (search): { next?: Place } => {
    const next = places.find((place) => place === search['next']);
    return next ? { next } : {};
  },
  beforeLoad: ({ context, search }) => {
    if (context.session) throw redirect({ to: search.next ?? '/home' });
  },
  component: LogInPage,
  staticData: { trail: ['log_in.title'] },
});

/** Screens behind the log-in. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: ({ context, location }) => {
    const next = places.find((place) => place === location.pathname);
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
  staticData: { trail: ['frame.mask_group', 'frame.purchase'], permission: 'sale:check:own-site' },
});

const stock = createRoute({
  getParentRoute: () => inside,
  path: '/masks/stock',
  component: lazyRouteComponent(() => import('./stock/StockPage.tsx'), 'StockPage'),
  staticData: { trail: ['frame.mask_group', 'frame.stock'], permission: 'stock:view:own-site' },
});

const text = <const P extends string>(
  path: P,
  word: Word,
  name: keyof typeof import('./pages/TextPages.tsx'),
) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(() => import('./pages/TextPages.tsx'), name),
    staticData: { trail: [word] },
  });

const tree = root.addChildren([
  start,
  logIn,
  inside.addChildren([home, purchase, stock]),
  text('/pages/site-map', 'frame.site_map', 'SiteMapPage'),
  text('/pages/help', 'frame.help', 'HelpPage'),
  text('/pages/setup', 'frame.setup', 'SetupPage'),
  text('/pages/privacy', 'frame.privacy', 'PrivacyPage'),
  text('/pages/security', 'frame.security', 'SecurityPage'),
  text('/pages/copyright', 'frame.copyright', 'CopyrightPage'),
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
    permission?: string;
  }
}
