export type { SiteMapGroup, SiteMapItem } from './pages/page.ts';
export { portalRoutes } from './routes.ts';
export { addPortalPages, publicPaths } from './serve-pages.ts';
export { openPortal, readShippedFaq } from './shipped.ts';
