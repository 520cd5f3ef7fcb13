import type { House } from '../house.ts';
import { isoInstant } from '../platform/clock.ts';
import { isRefusal } from '../platform/errors.ts';
import { answer, type Route, refused, route } from '../platform/routes.ts';
import { confirmArrival, markNotArrived } from './confirm-arrival.ts';
import * as contract from './contract.ts';
import { correctStock } from './correct-stock.ts';
import { listMovements } from './queries.ts';
import { viewStock } from './view-stock.ts';

const rowsOfPage = 50;

export const stockRoutes = (house: House): Route[] => [
  route(contract.viewStock, async ({ session }) => answer(200, await viewStock(house, session))),

  route(contract.confirmArrival, async ({ session, body }) => {
    const refusal = await confirmArrival(house, session, body);
    return refusal ? refused(refusal) : answer(201, await viewStock(house, session));
  }),

  route(contract.markNotArrived, async ({ session, params }) => {
    const refusal = await markNotArrived(house, session, Number(params.delivery_id));
    return refusal ? refused(refusal) : answer(200, await viewStock(house, session));
  }),

  route(contract.correctStock, async ({ session, body }) => {
    const done = await correctStock(house, session, body);
    if (isRefusal(done)) return refused(done);
    return answer(done === 'done' ? 201 : 200, await viewStock(house, session));
  }),

  route(contract.listMovements, async ({ session, query }) => {
    const rows = await listMovements(
      house.db,
      house.programme,
      session.site.code,
      query.before ?? null,
      rowsOfPage + 1,
    );
    const movements = rows.slice(0, rowsOfPage).map(({ at, note, ...row }) => ({
      ...row,
      at: isoInstant(at),
      ...(note === null ? {} : { note }),
    }));
    return answer(200, { movements, more: rows.length > rowsOfPage });
  }),
];
