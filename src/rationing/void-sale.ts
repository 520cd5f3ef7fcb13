import { insertAudit } from '../audit/index.ts';
import type { House } from '../house.ts';
import type { Now } from '../platform/clock.ts';
import type { Tx } from '../platform/db.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { Session } from '../platform/session.ts';
import { insertMovements, lockStock, type Movement, move, onSaleByItem, saveStock } from '../stock/index.ts';
import { findDaySales, type SaleOfSite } from './day-sales.ts';
import { findPerson, insertVoid, lockPeople, savePeople } from './queries.ts';
import type { PersonRow } from './settle.ts';

type Request = { request_id: string; void_id: string; reason: string };

/** The person gets the entitlement back: the entry stays for retries, but no longer counts. */
const giveBackEntitlement = async (
  tx: Tx,
  programme: string,
  person: PersonRow | undefined,
  sale: SaleOfSite,
): Promise<void> => {
  const entry = person?.recent.find((each) => each.request_id === sale.request_id);
  if (!person || !entry) throw new Error('a sale of today is not in its entitlement');
  entry.voided = true;
  await savePeople(tx, programme, [person]);
};

/** The site gets its pieces back, with a movement for each item. */
const giveBackStock = async (
  tx: Tx,
  house: House,
  session: Session,
  sale: SaleOfSite,
  void_id: string,
  now: Now,
) => {
  const { programme, keys } = house;
  const rows = await lockStock(tx, programme, [session.site.code]);
  const movements: Movement[] = [];
  for (const row of rows) {
    const pieces = sale.quantities[row.item] ?? 0;
    const { account_id } = session;
    if (pieces > 0)
      movements.push(move(row, pieces, now, { programme, kind: 'void', account_id, request_id: void_id }));
  }
  await insertMovements(tx, keys.ledger, movements);
  await saveStock(
    tx,
    programme,
    rows.filter((row) => movements.some((each) => each.item === row.item)),
  );
  return onSaleByItem(rows, now.day);
};

/**
 * Takes back a sale of today at the own site, with a reason; stock and entitlement come back in the same
 * transaction. The same void id again gets the same answer. Refuses sale_not_found, sale_not_of_today,
 * sale_already_voided.
 */
export const voidSale = async (
  house: House,
  session: Session,
  request: Request,
): Promise<{ stock: Record<string, number> } | Refusal> => {
  const { db, programme, keys, clock } = house;
  const { site, account_id } = session;
  return db.transaction().execute(async (tx) => {
    const now = clock.now();
    const find = () => findDaySales(tx, programme, site.code, null, request.request_id);
    const [sale] = await find();
    if (!sale) return refuse('sale_not_found');
    // A retry across midnight asks whether it was voided, and it was.
    if (sale.sold_on !== now.day && sale.void?.void_id !== request.void_id)
      return refuse('sale_not_of_today');
    // Under the lock of the person's row, which every sale and void of that person takes first; the row of
    // the key that the authority has linked this one to, if any.
    const owner = await findPerson(tx, programme, sale.person_key);
    const [person] = await lockPeople(tx, programme, [owner?.person_key ?? sale.person_key]);
    const [current] = await find();
    if (current?.void && current.void.void_id !== request.void_id) return refuse('sale_already_voided');
    if (current?.void) return { stock: onSaleByItem(await lockStock(tx, programme, [site.code]), now.day) };

    await insertVoid(tx, keys.ledger, {
      programme,
      sold_on: sale.sold_on,
      person_key: sale.person_key,
      request_id: sale.request_id,
      void_id: request.void_id,
      voided_at: now.at.getTime(),
      site_code: site.code,
      account_id,
      reason: request.reason,
    });
    await giveBackEntitlement(tx, programme, person, sale);
    const stock = await giveBackStock(tx, house, session, sale, request.void_id, now);
    const { person_key } = sale;
    await insertAudit(tx, [
      {
        now,
        act: 'sale:void',
        outcome: 'done',
        account_id,
        site_code: site.code,
        address: session.address,
        person_key,
      },
    ]);
    return { stock };
  });
};
