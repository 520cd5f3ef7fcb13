import type { House } from '../house.ts';
import type { Db } from '../platform/db.ts';
import type { Session } from '../platform/session.ts';
import type { StockView } from './contract.ts';
import { isAllotted, listDeliveries, planDeliveries } from './deliveries.ts';
import { findItems, findStock } from './queries.ts';
import { arrivalNotice, onSale } from './rules.ts';

/** 庫存: what is in the house and on sale, and the deliveries of today and those still open. */
export const viewStock = async (house: House, session: Session): Promise<StockView> => {
  const { db, programme, clock } = house;
  const { code } = session.site;
  const { day } = clock.now();
  // A site imported since this morning's planning gets its delivery the first time somebody looks.
  await planDeliveries(db, programme, day, code);
  const [rows, items, allotted, deliveries] = await Promise.all([
    findStock(db, programme, [code]),
    findItems(db, programme, day),
    isAllotted(db, programme, code),
    listDeliveries(db, programme, code, day),
  ]);
  const known = new Map(rows.map((row) => [row.item, row]));
  const all = [...new Set([...items, ...known.keys()])];
  return {
    today: day,
    allotted,
    items: all.map((item) => {
      const row = known.get(item) ?? { on_hand: 0, held: {} };
      return { item, on_hand: row.on_hand, on_sale: onSale(row, day) };
    }),
    deliveries,
  };
};

/** Whether the purchase screen asks about today's arrival (R107, X11). */
export const findNotice = async (
  db: Db,
  programme: string,
  siteCode: string,
  day: string,
  piecesOnSale: number,
): Promise<'none' | 'every_entry' | 'once_per_log_in'> => {
  await planDeliveries(db, programme, day, siteCode);
  const deliveries = await listDeliveries(db, programme, siteCode, day);
  const todays = deliveries.filter((each) => each.due_on === day).map((each) => each.state);
  return arrivalNotice(todays, piecesOnSale);
};
