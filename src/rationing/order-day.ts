import { sql } from 'kysely';
import { insertAudit } from '../audit/index.ts';
import type { Now } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import { type Refusal, refuse } from '../platform/errors.ts';

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
 * yet. The first order for a day and county stands: another is refused with `day_ordered_already`. Audited.
 */
export const orderDay = (
  db: Db,
  programme: string,
  order: DayOrder,
  now: Now,
): Promise<Refusal | undefined> =>
  db.transaction().execute(async (tx) => {
    const { day, county, lifts_day_rule, cancels_delivery, reason } = order;
    const { numAffectedRows } =
      await sql`insert into day_order (programme, day, county, lifts_day_rule, cancels_delivery, reason, ordered_at)
      values (${programme}, ${day}, ${county}, ${lifts_day_rule}, ${cancels_delivery}, ${reason}, ${now.at})
      on conflict do nothing`.execute(tx);
    if (Number(numAffectedRows) === 0) return refuse('day_ordered_already');
    await insertAudit(tx, [{ now, act: 'policy:day_order', outcome: 'done', detail: order }]);
    return undefined;
  });
