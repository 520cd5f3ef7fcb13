import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { browserOf, testApp, testClock } from '../../test/app.ts';
import { buy, check, confirmArrival, findDelivery, sellOn } from '../../test/counter.ts';
import { asOwner, testDatabase, testServerKey } from '../../test/db.ts';
import { makeNumber, makeSite } from '../../test/factories.ts';
import { serverKeysFrom } from '../platform/secrets.ts';
import { verify } from './verify.ts';

const day = '2020-02-04';
const ledgerKey = serverKeysFrom(testServerKey).ledger;

/** Two sites with arrivals (one partly for tomorrow), five sales, a void and a correction. */
const busyDay = async (t: Parameters<typeof testDatabase>[0]) => {
  const database = await testDatabase(t);
  const app = await testApp(t, database, testClock(day));
  const sites = [await makeSite(database.db), await makeSite(database.db, { short_name: '另一藥局' })];
  let request_id = '';
  for (const [index, site] of sites.entries()) {
    const browser = await browserOf(app, site.user);
    await confirmArrival(browser, day, { adult_mask: 100, child_mask: 50 }, { more_expected: true });
    const { delivery_id } = await findDelivery(browser, day);
    const second = { delivery_id, receipt_no: 2, quantities: { adult_mask: 100 }, more_expected: false };
    const later = await browser.post('/api/stock/arrivals', { ...second, on_sale_date: '2020-02-05' });
    assert.equal(later.status, 201);
    for (const n of [1, 2, 3]) {
      const sold = await buy(browser, site, { number: makeNumber(10 * index + n), birth_date: '19700101' });
      assert.equal(sold.status, 201);
      request_id = (sold.body['sale'] as { request_id: string }).request_id;
    }
    const undone = await browser.post(`/api/sales/${request_id}/void`, {
      void_id: randomUUID(),
      reason: '按錯',
    });
    assert.equal(undone.status, 200);
    const manager = await browserOf(app, site.manager);
    await manager.post('/api/stock/corrections', {
      request_id: randomUUID(),
      item: 'child_mask',
      change: -1,
      cause: 'damaged',
      note: '破損',
    });
  }
  const found = () => verify(database.db, 'masks', ledgerKey, day);
  return { database, app, sites, found };
};

test('verify is clean after arrivals, sales, a void and a correction', async (t) => {
  const { found } = await busyDay(t);
  const { differences, sales, movements } = await found();
  assert.deepEqual(differences, []);
  assert.equal(sales, 6);
  assert.equal(movements, 6 + 6 + 2 + 2);
});

const alterations: { what: string; sql: string; table: string }[] = [
  {
    what: 'on hand of a stock row',
    table: 'stock',
    sql: `update stock set on_hand = on_hand + 1 where item = 'adult_mask' and site_code = $1`,
  },
  {
    what: 'pieces held for tomorrow',
    table: 'stock',
    sql: `update stock set held = '{"2020-02-05": 99}' where item = 'adult_mask' and site_code = $1`,
  },
  {
    what: 'quantity in an entitlement',
    table: 'entitlement',
    sql: `update entitlement set recent = jsonb_set(recent, '{0,quantities,adult_mask}', '1')
      where person_key = (select person_key from sale where site_code = $1 order by request_id limit 1)`,
  },
  {
    what: 'an entitlement that forgets its purchase',
    table: 'entitlement',
    sql: `update entitlement set recent = '[]'
      where person_key = (select person_key from sale where site_code = $1 order by request_id limit 1)`,
  },
  {
    what: 'a voided purchase that counts again',
    table: 'entitlement',
    sql: `update entitlement set recent = jsonb_set(recent, '{0,voided}', 'false')
      where person_key = (select person_key from sale_void where site_code = $1)`,
  },
  {
    what: 'pieces of a sale',
    table: 'sale',
    sql: `update sale set quantities = '{"adult_mask": 1, "child_mask": 0}'
      where request_id = (select request_id from sale where site_code = $1 order by request_id limit 1)`,
  },
  {
    what: 'the clerk of a sale',
    table: 'sale',
    sql: `update sale set account_id = account_id + 1
      where request_id = (select request_id from sale where site_code = $1 order by request_id limit 1)`,
  },
  {
    what: 'a sale taken out',
    table: 'sale',
    sql: `delete from sale where request_id = (select s.request_id from sale s left join sale_void v
      using (sold_on, person_key, request_id) where s.site_code = $1 and v.void_id is null limit 1)`,
  },
  {
    what: 'the reason of a void',
    table: 'sale_void',
    sql: `update sale_void set reason = '別的' where site_code = $1`,
  },
  {
    what: 'the change of a movement',
    table: 'stock_movement',
    sql: `update stock_movement set change = change - 1 where site_code = $1 and item = 'adult_mask' and seq = 3`,
  },
  {
    what: 'a movement taken out',
    table: 'stock_movement',
    sql: `delete from stock_movement where site_code = $1 and item = 'adult_mask' and seq = 3`,
  },
  {
    what: 'the note of a correction',
    table: 'stock_movement',
    sql: `update stock_movement set note = '別的' where site_code = $1 and kind = 'correction'`,
  },
  {
    what: 'pieces of a receipt',
    table: 'receipt',
    sql: `update receipt set quantities = '{"adult_mask": 120, "child_mask": 50}' where receipt_no = 1
      and delivery_id = (select delivery_id from delivery where site_code = $1)`,
  },
];

test('verify names exactly the one row that a hand has altered, in each projection and ledger', async (t) => {
  for (const { what, sql, table } of alterations)
    await t.test(what, async (t) => {
      const { database, sites, found } = await busyDay(t);
      const changed = await asOwner(database, sql, [sites[0]?.code]);
      assert.equal(changed.rowCount, 1, 'the test altered one row');
      const { differences } = await found();
      assert.equal(differences.length, 1, JSON.stringify(differences, null, 2));
      assert.equal(differences[0]?.table, table);
    });
});

test('a retry of an answered sale changes nothing', async (t) => {
  const { app, sites, found } = await busyDay(t);
  const [site] = sites;
  assert.ok(site);
  const browser = await browserOf(app, site.user);
  const { body } = await check(browser, site, { number: makeNumber(99), birth_date: '19700101' });
  const id = randomUUID();
  const first = await sellOn(browser, body['approval'], undefined, id);
  const second = await sellOn(browser, body['approval'], undefined, id);
  assert.deepEqual([first.status, second.status], [201, 200]);
  assert.deepEqual(first.body['sale'], second.body['sale']);
  assert.deepEqual((await found()).differences, []);
});
