import type { House } from '../house.ts';
import { answer, type Route, reply, route } from '../platform/routes.ts';
import { applyForServices, listOffered, withdrawApplication } from './applications.ts';
import * as contract from './contract.ts';
import { editService, listCatalogue } from './edit-service.ts';
import { viewFirstUse } from './first-use.ts';
import { changeGrant, endGrant, grantService, listGrants } from './grants.ts';
import { importGrants } from './import-grants.ts';
import { listComing } from './list-coming.ts';
import * as unified from './unified-grant.ts';
import { viewService } from './view-service.ts';

const ownRoutes = (house: House): Route[] => [
  route(contract.viewService, async ({ params, session }) =>
    reply(200, await viewService(house, session, params.code)),
  ),
  route(contract.listComing, async ({ session }) => answer(200, await listComing(house, session))),
  route(contract.listOffered, async ({ session }) => answer(200, await listOffered(house.db, session.site))),
  route(contract.applyForServices, async ({ body, session }) =>
    reply(201, await applyForServices(house, session, body.services)),
  ),
  route(contract.withdrawApplication, async ({ params, session }) =>
    reply(200, await withdrawApplication(house, session, params.code)),
  ),
  route(contract.listGrants, async ({ session }) => answer(200, await listGrants(house, session))),
  route(contract.grantService, async ({ body, session }) =>
    reply(201, await grantService(house, session, body)),
  ),
  route(contract.importGrants, async ({ body, say, session }) =>
    reply(200, await importGrants(house, session, body, say)),
  ),
  route(contract.changeGrant, async ({ params, body, session }) =>
    reply(200, await changeGrant(house, session, params.grant_id, body)),
  ),
  route(contract.endGrant, async ({ params, session }) =>
    reply(204, (await endGrant(house, session, params.grant_id)) ?? null),
  ),
  route(contract.viewFirstUse, async ({ session }) => answer(200, await viewFirstUse(house, session))),
];

export const serviceRoutes = (house: House): Route[] => [
  ...ownRoutes(house),

  route(contract.listCatalogue, async () => answer(200, { services: await listCatalogue(house.db) })),
  route(contract.editService, async ({ params, body, session }) =>
    reply(200, await editService(house, session, params.code, body)),
  ),
  route(contract.previewUnifiedGrant, async ({ query }) =>
    reply(200, await unified.previewUnifiedGrant(house, query.service)),
  ),
  route(contract.orderUnifiedGrant, async ({ body, session }) =>
    reply(202, await unified.orderUnifiedGrant(house, session, body)),
  ),
  route(contract.listUnifiedGrants, async () =>
    answer(200, { unified_grants: await unified.listUnifiedGrants(house.db) }),
  ),
  route(contract.stopUnifiedGrant, async ({ params, session }) =>
    reply(200, await unified.stopUnifiedGrant(house, session, params.unified_grant_id)),
  ),
  route(contract.undoUnifiedGrant, async ({ params, session }) =>
    reply(200, await unified.undoUnifiedGrant(house, session, params.unified_grant_id)),
  ),
];
