import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { personKeyOf } from '../../src/people/index.ts';
import { daysBetween } from '../../src/platform/clock.ts';
import { testPepper } from '../db.ts';
import type { Play, Request } from './play.ts';

type Sale = {
  request_id: string;
  person_key: string;
  sold_on: string;
  person_class: string;
  quantities: Record<string, number>;
  voids: number;
};

const readSales = async (play: Play): Promise<Sale[]> => {
  const people = play.people.map((each) => personKeyOf(testPepper, { space: 'tw', number: each.number }));
  const { rows } = await sql<Sale>`
    select s.request_id, s.person_key, s.sold_on, s.person_class, s.quantities,
      (select count(*)::int from sale_void v where v.request_id = s.request_id) as voids
    from sale s where s.person_key = any(${people}) order by s.sold_on`.execute(play.pair.database.db);
  return rows;
};

/** The policy in plain words: two pieces, child masks for children, seven days from one purchase to the next. */
const assertFair = (sales: readonly Sale[]): void => {
  for (const { quantities, person_class } of sales) {
    const { adult_mask: adult = 0, child_mask: child = 0 } = quantities;
    assert.ok(adult + child >= 1 && adult + child <= 2, 'a sale of more than two pieces');
    assert.ok(child === 0 || person_class === 'child', 'an adult got child masks');
  }
  const standing = sales.filter((each) => each.voids === 0);
  for (const same of Map.groupBy(standing, (each) => each.person_key).values())
    for (const [n, sale] of same.slice(1).entries()) {
      const before = same[n]?.sold_on ?? '';
      assert.ok(daysBetween(before, sale.sold_on) >= 7, `bought on ${before} and on ${sale.sold_on}`);
    }
};

/** One id, one sale: stored when some answer said so, the same in every answer, "sold" said once. */
const assertOnce = (requests: readonly Request[], sales: readonly Sale[]): void => {
  for (const { id, answers } of requests) {
    const stored = sales.filter((each) => each.request_id === id);
    const done = answers.filter((each) => each.status < 300);
    assert.equal(stored.length, done.length > 0 ? 1 : 0, 'stored when answered so, once');
    assert.equal(done.filter((each) => each.status === 201).length, stored.length);
    const told = done.map(({ body }) => JSON.stringify({ ...(body['sale'] as object), voided: undefined }));
    assert.ok(new Set(told).size <= 1, 'a retry got another answer than the first');
    assert.ok((stored[0]?.voids ?? 0) <= 1, 'voided twice');
  }
};

const assertStock = async ({ pair }: Play): Promise<void> => {
  const { rows } = await sql`
    select from stock where on_hand < 0 union all select from stock_movement where on_hand_after < 0`.execute(
    pair.database.db,
  );
  assert.equal(rows.length, 0, 'stock below zero');
};

/** What must hold after any play. */
export const assertHolds = async (play: Play): Promise<void> => {
  const sales = await readSales(play);
  assertFair(sales);
  assertOnce(play.requests, sales);
  await assertStock(play);
  await play.pair.assertClean();
};
