/**
 * Every address of the application that needs nothing but itself. Whoever comes from the log-in page goes on
 * to one of these or to a service's page, and nowhere else: an address in the query is never followed blindly.
 */
export const places = [
  '/home',
  '/password',
  '/ways-in',
  '/masks/purchase',
  '/masks/stock',
  '/manage/managers',
  '/manage/services',
  '/manage/users',
  '/manage/grants',
  '/manage/workstations',
  '/manage/audit',
  '/hq',
  '/hq/institutions',
  '/hq/services',
  '/hq/unified-grants',
  '/hq/settings',
  '/hq/staff',
  '/hq/audit',
  '/hq/content/announcements',
  '/hq/content/faq',
  '/hq/content/contacts',
  '/hq/content/downloads',
  '/hq/content/links',
] as const;
export type Place = (typeof places)[number];

const ofService = /^\/services\/([a-z][a-z_]{1,31})$/;

/** What a link needs to get there; undefined for an address that is not ours. */
const find = (path: string) => {
  const code = ofService.exec(path)?.[1];
  if (code !== undefined) return { to: '/services/$code', params: { code } } as const;
  const to = places.find((place) => place === path);
  return to && ({ to } as const);
};

/** The address itself where it is ours. */
export const ownPlace = (path: unknown): string | undefined =>
  typeof path === 'string' && find(path) ? path : undefined;

/** A link to an address of ours, or home. */
export const linkTo = (path: string | undefined) => find(path ?? '') ?? ({ to: '/home' } as const);
