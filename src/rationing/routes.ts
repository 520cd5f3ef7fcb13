import { cardReadPurpose, makeChallenge, visitIn } from '../access/index.ts';
import type { House } from '../house.ts';
import { isRefusal } from '../platform/errors.ts';
import { answer, type Route, refused, route } from '../platform/routes.ts';
import { check } from './check.ts';
import * as contract from './contract.ts';
import { findDaySales, presentDay, presentSaleOfDay } from './day-sales.ts';
import { createSell } from './sell.ts';
import { viewCounter } from './view-counter.ts';
import { voidSale } from './void-sale.ts';

export const rationingRoutes = (house: House): Route[] => {
  const sell = createSell(house);
  return [
    route(contract.viewCounter, async ({ session }) => {
      const view = await viewCounter(house, session);
      return isRefusal(view) ? refused(view) : answer(200, view);
    }),

    route(contract.challengeCardRead, async (asked) =>
      answer(201, { nonce: makeChallenge(house, { purpose: cardReadPurpose, ...visitIn(asked) }) }),
    ),

    route(contract.checkPurchase, async (asked) => {
      const { session, body, say } = asked;
      const found = await check(house, session, body, visitIn(asked));
      if (isRefusal(found)) return refused(found);
      return answer(200, found.verdict === 'refused' ? { ...found, refusal: say(found.refusal) } : found);
    }),

    route(contract.sell, async ({ session, body }) => {
      const done = await sell(session, body);
      return isRefusal(done) ? refused(done) : answer(done.outcome === 'sold' ? 201 : 200, done);
    }),

    route(contract.listDaySales, async ({ session }) => {
      const { day } = house.clock.now();
      return answer(
        200,
        presentDay(await findDaySales(house.db, house.programme, session.site.code, day), day),
      );
    }),

    route(contract.voidSale, async ({ session, body, params }) => {
      const done = await voidSale(house, session, { ...body, ...params });
      if (isRefusal(done)) return refused(done);
      const { db, programme } = house;
      const [sale] = await findDaySales(db, programme, session.site.code, null, params.request_id);
      if (!sale) throw new Error('a voided sale is not in the list of its day');
      return answer(200, { sale: presentSaleOfDay(sale), stock: done.stock });
    }),
  ];
};
