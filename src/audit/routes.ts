import type { House } from '../house.ts';
import { answer, type Route, route } from '../platform/routes.ts';
import { actorOf } from '../platform/session.ts';
import * as contract from './contract.ts';
import { isAccount, readAudit } from './read.ts';

export const auditRoutes = (house: House): Route[] => [
  route(contract.listOwnAudit, async ({ query, session }) =>
    answer(200, await readAudit(house.db, { ...query, site: session.site.code })),
  ),

  route(contract.noteExport, async ({ body, session }) => {
    await house.audit({
      now: house.clock.now(),
      act: 'list:export',
      outcome: 'done',
      ...actorOf(session),
      detail: body,
    });
    return answer(204, null);
  }),

  // Whoever watches is watched: the search is an act of its own, with what was asked for.
  route(contract.searchAudit, async ({ query, session }) => {
    const { account, ...asked } = query;
    // Somebody may type an ID number, which no row may hold.
    const typed =
      account === undefined ? {} : { account: (await isAccount(house.db, account)) ? account : '?' };
    await house.audit({
      now: house.clock.now(),
      act: 'audit:search',
      outcome: 'done',
      ...actorOf(session),
      detail: { ...asked, ...typed },
    });
    return answer(200, await readAudit(house.db, query));
  }),
];
