import type { Db, Tx } from '../platform/db.ts';
import { sealOfSale, sealOfVoid } from '../rationing/index.ts';
import { sealOfMovement, sealOfReceipt } from '../stock/index.ts';
import { type Difference, type Explained, stockKey } from './differences.ts';
import {
  allowLongQueries,
  findOtherHeld,
  findOtherPeople,
  findOtherStock,
  findUnmatched,
  type PersonBooks,
  readMovements,
  readReceipts,
  readSales,
  readVoids,
  type StockBooks,
  type Unmatched,
} from './queries.ts';

type Findings = { differences: Difference[]; explained: Explained };
export type Verified = { sales: number; movements: number; differences: Difference[] };

/** Every ledger row bears a seal over all its values: a row altered by hand no longer fits its own. */
const verifySales = async (db: Tx, programme: string, key: Buffer, found: Findings): Promise<number> => {
  let count = 0;
  for await (const row of readSales(db, programme)) {
    count += 1;
    if (row.seal.equals(sealOfSale(key, row))) continue;
    const name = `${row.sold_on} ${row.person_key} ${row.request_id}`;
    found.differences.push({ table: 'sale', row: name, problem: 'altered', detail: 'seal does not fit' });
    found.explained.people.add(row.person_key);
    for (const item of Object.keys(row.quantities)) found.explained.stock.add(stockKey(row.site_code, item));
  }
  for (const row of await readVoids(db, programme)) {
    if (row.seal.equals(sealOfVoid(key, row))) continue;
    const name = `${row.sold_on} ${row.person_key} ${row.request_id}`;
    found.differences.push({
      table: 'sale_void',
      row: name,
      problem: 'altered',
      detail: 'seal does not fit',
    });
    found.explained.people.add(row.person_key);
    found.explained.stock.add(row.site_code);
  }
  return count;
};

/** Movements of one site and item are numbered without gaps, and each carries on from the one before. */
const verifyMovements = async (db: Tx, programme: string, key: Buffer, found: Findings): Promise<number> => {
  let count = 0;
  let before = { at: '', seq: 0 };
  for await (const row of readMovements(db, programme)) {
    count += 1;
    const at = stockKey(row.site_code, row.item);
    if (before.at !== at) before = { at, seq: 0 };
    for (let seq = before.seq + 1; seq < row.seq; seq++) {
      const name = `${at} #${seq}`;
      found.differences.push({
        table: 'stock_movement',
        row: name,
        problem: 'missing',
        detail: 'gap in the numbers',
      });
      found.explained.stock.add(at);
    }
    before = { at, seq: row.seq };
    if (row.seal.equals(sealOfMovement(key, row))) continue;
    const name = `${at} #${row.seq}`;
    found.differences.push({
      table: 'stock_movement',
      row: name,
      problem: 'altered',
      detail: 'seal does not fit',
    });
    found.explained.stock.add(at);
  }
  return count;
};

const verifyReceipts = async (db: Tx, programme: string, key: Buffer, found: Findings): Promise<void> => {
  for (const row of await readReceipts(db, programme)) {
    if (row.seal.equals(sealOfReceipt(key, row))) continue;
    const name = `delivery ${row.delivery_id} receipt ${row.receipt_no}`;
    found.differences.push({ table: 'receipt', row: name, problem: 'altered', detail: 'seal does not fit' });
    for (const item of Object.keys(row.quantities)) found.explained.stock.add(stockKey(row.site_code, item));
  }
};

const describePerson = ({ recent, sold }: PersonBooks, missing: readonly string[]): string => {
  const ledger = new Map(sold.map((each) => [each.request_id, JSON.stringify(each)]));
  const kept = new Map(recent.map((each) => [each.request_id, JSON.stringify(each)]));
  return [
    ...[...ledger.keys()].filter((id) => !kept.has(id)).map((id) => `sale ${id} is not in the entitlement`),
    ...missing.map((id) => `sale ${id} is not in the ledger`),
    ...[...kept]
      .filter(([id, text]) => ledger.has(id) && ledger.get(id) !== text)
      .map(([id]) => `sale ${id} differs`),
  ].join('; ');
};

/** Sales whose entitlement and movements both remember them, but the ledger does not: the sale was taken out. */
const nameMissingSales = (
  missing: readonly string[],
  orphans: Unmatched[],
  { differences }: Findings,
): string[] =>
  missing.filter((id) => {
    const caused = orphans.filter((each) => each.kind === 'sale' && each.cause === id);
    if (caused.length === 0) return true;
    differences.push({ table: 'sale', row: id, problem: 'missing', detail: 'entitlement and stock have it' });
    for (const each of caused) orphans.splice(orphans.indexOf(each), 1);
    return false;
  });

/** Entitlements against the sales, and the causes in the ledgers against their movements. */
const verifyPeopleAndCauses = async (db: Tx, programme: string, found: Findings): Promise<void> => {
  const { differences, explained } = found;
  const unmatched = (await findUnmatched(db, programme)).filter(
    (each) =>
      !explained.stock.has(stockKey(each.site_code, each.item)) && !explained.stock.has(each.site_code),
  );
  for (const books of await findOtherPeople(db, programme)) {
    if (explained.people.has(books.person_key)) continue;
    const ids = new Set(books.sold.map((each) => each.request_id));
    const missing = books.recent.map((each) => each.request_id).filter((id) => !ids.has(id));
    const detail = describePerson(books, nameMissingSales(missing, unmatched, found));
    if (detail !== '')
      differences.push({ table: 'entitlement', row: books.person_key, problem: 'other_purchases', detail });
  }
  for (const each of unmatched) {
    const problem = each.table === 'stock_movement' ? 'no_sale' : 'no_movement';
    differences.push({ table: each.table, row: `${each.kind} ${each.cause}`, problem, detail: each.detail });
    explained.stock.add(stockKey(each.site_code, each.item));
  }
};

const describeStock = ({ on_hand, movements, sum, count, last_seq }: StockBooks): string =>
  `on hand ${on_hand ?? 'missing'} after ${movements ?? 0} movements; the ledger has ${count} up to #${last_seq}, sum ${sum}`;

const verifyStock = async (
  db: Tx,
  programme: string,
  day: string,
  { differences, explained }: Findings,
): Promise<void> => {
  const known = (at: string, site: string) => explained.stock.has(at) || explained.stock.has(site);
  for (const books of await findOtherStock(db, programme)) {
    const at = stockKey(books.site_code, books.item);
    if (known(at, books.site_code)) continue;
    differences.push({ table: 'stock', row: at, problem: 'other_sum', detail: describeStock(books) });
    explained.stock.add(at);
  }
  for (const { site_code, item, day: from, held, arrived } of await findOtherHeld(db, programme, day)) {
    const at = stockKey(site_code, item);
    if (known(at, site_code)) continue;
    const detail = `${held} held for ${from}, ${arrived} arrived for it`;
    differences.push({ table: 'stock', row: at, problem: 'other_sum', detail });
  }
};

/**
 * Recomputes every projection from its ledger and checks every ledger row against its seal and its
 * counterpart, on one snapshot while selling goes on. Names each row at fault once: a projection that only
 * follows an altered ledger row is not named again. `day` is the business day (for pieces held for later).
 */
export const verify = (db: Db, programme: string, ledgerKey: Buffer, day: string): Promise<Verified> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      await allowLongQueries(tx);
      const found: Findings = { differences: [], explained: { people: new Set(), stock: new Set() } };
      const sales = await verifySales(tx, programme, ledgerKey, found);
      const movements = await verifyMovements(tx, programme, ledgerKey, found);
      await verifyReceipts(tx, programme, ledgerKey, found);
      await verifyPeopleAndCauses(tx, programme, found);
      await verifyStock(tx, programme, day, found);
      return { sales, movements, differences: found.differences };
    });
