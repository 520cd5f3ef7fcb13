import { insertAudit } from '../audit/index.ts';
import type { House } from '../house.ts';
import { addDays } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { Session } from '../platform/session.ts';
import type { CorrectionCause } from './contract.ts';
import { move } from './movements.ts';
import { ensureStock, findCorrection, findItems, insertMovements, lockStock, saveStock } from './queries.ts';

type Request = { request_id: string; item: string; change: number; cause: CorrectionCause; note: string };

/**
 * 庫存更正: changes the number on hand by hand, up or down, with a cause and a note (X20); it replaces the
 * negative arrival of old. The same request id again changes nothing. Refuses item_not_stocked,
 * nothing_changed, request_id_reused, stock_below_zero.
 */
export const correctStock = async (
  house: House,
  session: Session,
  request: Request,
): Promise<'done' | 'repeated' | Refusal> => {
  const { db, programme, clock, keys } = house;
  const { site, account_id } = session;
  const { item, change, cause, note, request_id } = request;
  if (change === 0) return refuse('nothing_changed', { field: 'change' });
  if (!(await findItems(db, programme, clock.now().day)).includes(item))
    return refuse('item_not_stocked', { field: 'item' });
  return db.transaction().execute(async (tx) => {
    await ensureStock(tx, programme, site.code, [item]);
    const row = (await lockStock(tx, programme, [site.code])).find((each) => each.item === item);
    if (!row) throw new Error('a stock row was made and is not there');
    const now = clock.now();
    // Under the lock of the stock row; a day back, for a retry across midnight.
    const earlier = await findCorrection(tx, site.code, request_id, addDays(now.day, -1));
    if (earlier) {
      const same = earlier.item === item && earlier.change === change;
      return same && earlier.cause === cause && earlier.note === note
        ? 'repeated'
        : refuse('request_id_reused', { field: 'request_id' });
    }
    if (row.on_hand + change < 0)
      return refuse('stock_below_zero', { field: 'change', params: { item, on_hand: row.on_hand } });
    const movement = move(row, change, now, {
      programme,
      kind: 'correction',
      account_id,
      request_id,
      cause,
      note,
    });
    await insertMovements(tx, keys.ledger, [movement]);
    await saveStock(tx, programme, [row]);
    const detail = { item, change, cause };
    await insertAudit(tx, [
      {
        now,
        act: 'stock:correct',
        outcome: 'done',
        account_id,
        site_code: site.code,
        address: session.address,
        detail,
      },
    ]);
    return 'done';
  });
};
