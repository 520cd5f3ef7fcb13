export { listOffered } from './applications.ts';
export { importRegister, isRegister, type RegisterResult, registerNames } from './import-registers.ts';
export { endTiedServices } from './queries.ts';
export { keepUsedServices, type Registration, saveRegistrations } from './registers.ts';
export { serviceRoutes } from './routes.ts';
export { listSiteMap, type SiteMapGroup, type SiteMapItem } from './site-map.ts';
export { type BackgroundWork, createBackgroundWork } from './unified-grant.ts';
