import type { RecentEntry } from '../../db/tables.ts';
import { addDays, isoInstant } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import type { RecentPurchase, SaleView } from './contract.ts';
import { findShortNames } from './queries.ts';

/** How far 最近購買紀錄 looks back where no window says so. */
const shownDays = 7;

/** The person's purchases at any site within the window, newest first (R103, X15). */
export const presentRecent = async (
  db: Db,
  recent: readonly RecentEntry[],
  own: { code: string; short_name: string },
  day: string,
  windowDays = shownDays,
): Promise<RecentPurchase[]> => {
  const from = addDays(day, -windowDays);
  const shown = recent.filter((each) => each.sold_on > from).toReversed();
  const others = shown.map((each) => each.site_code).filter((code) => code !== own.code);
  const names = others.length > 0 ? await findShortNames(db, others) : new Map<string, string>();
  return shown.map((each) => ({
    short_name: each.site_code === own.code ? own.short_name : (names.get(each.site_code) ?? each.site_code),
    covered_number: each.covered_number,
    sold_at: isoInstant(each.sold_at),
    quantities: each.quantities,
    voided: each.voided,
  }));
};

export const presentSale = (entry: RecentEntry): SaleView => ({
  request_id: entry.request_id,
  sold_at: isoInstant(entry.sold_at),
  quantities: entry.quantities,
  price_twd: entry.price_twd,
  covered_number: entry.covered_number,
  voided: entry.voided,
});
