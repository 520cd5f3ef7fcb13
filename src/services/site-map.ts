import type { Db } from '../platform/db.ts';
import { operationsOf, roleOperations } from './catalogue.ts';
import { findServices } from './queries.ts';

export type SiteMapItem = {
  name: string;
  path: string;
  state: 'open' | 'building' | 'ended';
  /** the day on which it opens, or since which it is over; ISO */
  date: string | null;
  about: string;
};
export type SiteMapGroup = { group: string; items: SiteMapItem[] };

/** 網站地圖: every function of the platform, whoever looks (R008). */
export const listSiteMap = async (db: Db): Promise<SiteMapGroup[]> => {
  const services = await findServices(db);
  const groups = services.map(({ code, name, about, state, opens_on, ended_on }): SiteMapGroup => {
    const date = state === 'ended' ? ended_on : state === 'building' ? opens_on : null;
    const page: SiteMapItem = { name, path: `/services/${code}`, state, date, about };
    const items = operationsOf(code).map((each) => ({ ...page, ...each, about: '' }));
    return { group: name, items: items.length > 0 ? [page, ...items] : [page] };
  });
  const built = groups.filter(({ items }) => items.length > 1);
  const single = groups.filter(({ items }) => items.length === 1).flatMap(({ items }) => items);
  const ofRoles = roleOperations.map(({ group, items }): SiteMapGroup => {
    return { group, items: items.map((each) => ({ ...each, state: 'open', date: null })) };
  });
  return [...built, { group: '健保服務', items: single }, ...ofRoles];
};
