import type { House } from '../house.ts';
import { answer, type Route, reply, route } from '../platform/routes.ts';
import * as contract from './contract.ts';
import { searchInstitutions, setSuspension, viewInstitution } from './institutions.ts';

export const headquartersRoutes = (house: House): Route[] => [
  route(contract.searchInstitutions, async ({ query }) =>
    answer(200, await searchInstitutions(house, query)),
  ),
  route(contract.viewInstitution, async ({ params, session }) =>
    reply(200, await viewInstitution(house, session, params.code)),
  ),
  route(contract.suspendInstitution, async ({ params, body, session }) =>
    reply(200, await setSuspension(house, session, params.code, body.reason)),
  ),
  route(contract.resumeInstitution, async ({ params, session }) =>
    reply(200, await setSuspension(house, session, params.code, null)),
  ),
];
