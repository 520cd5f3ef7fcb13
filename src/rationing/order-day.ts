import { sql } from 'kysely';
import { insertAudit } from '../audit/index.ts';
import type { Now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';

export type DayOrder = {
  day: string;
  /** '' for the whole country */
  county: string;
  lifts_day_rule: boolean;
  cancels_delivery: boolean;
  reason: string;
};

/**
 * An order of the authority for one day (C8): lifts the day rule, or cancels deliveries that are not planned
 * yet. The first order for a day and county stands; audited.
 */
export const orderDay = (db: Db, programme: string, order: DayOrder, now: Now): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const { day, county, lifts_day_rule, cancels_delivery, reason } = order;
    await sql`insert into day_order (programme, day, county, lifts_day_rule, cancels_delivery, reason, ordered_at)
      values (${programme}, ${day}, ${county}, ${lifts_day_rule}, ${cancels_delivery}, ${reason}, ${now.at})`.execute(
      tx,
    );
    await insertAudit(tx, [{ now, act: 'policy:day_order', outcome: 'done', detail: order }]);
  });
