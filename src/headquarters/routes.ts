import type { House } from '../house.ts';
import { isRefusal, type Refusal } from '../platform/errors.ts';
import { type Answered, answer, type Refused, type Route, refused, route } from '../platform/routes.ts';
import * as contract from './contract.ts';
import { searchInstitutions, setSuspension, viewInstitution } from './institutions.ts';

const reply = <T>(done: T | Refusal): Answered<T> | Refused =>
  isRefusal(done) ? refused(done) : answer(200, done);

export const headquartersRoutes = (house: House): Route[] => [
  route(contract.searchInstitutions, async ({ query }) =>
    answer(200, await searchInstitutions(house, query)),
  ),
  route(contract.viewInstitution, async ({ params, session }) =>
    reply(await viewInstitution(house, session, params.code)),
  ),
  route(contract.suspendInstitution, async ({ params, body, session }) =>
    reply(await setSuspension(house, session, params.code, body.reason)),
  ),
  route(contract.resumeInstitution, async ({ params, session }) =>
    reply(await setSuspension(house, session, params.code, null)),
  ),
];
