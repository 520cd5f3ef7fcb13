import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { browserOf, testApp, testClock } from '../../test/app.ts';
import { buy, check, confirmArrival, findDelivery, sellOn } from '../../test/counter.ts';
import { testDatabase, testServerKey } from '../../test/db.ts';
import { makeNumber, makeSite } from '../../test/factories.ts';
import { serverKeysFrom } from '../platform/secrets.ts';
import { orderDay } from '../rationing/index.ts';
import { verify } from '../verify/index.ts';
import { allotSite, planDeliveries } from './deliveries.ts';

const day = '2020-02-06';
const even = { number: 'F100000024', birth_date: '19740503' };

const openSite = async (
  t: Parameters<typeof testDatabase>[0],
  changes: Parameters<typeof makeSite>[1] = {},
) => {
  const database = await testDatabase(t);
  const clock = testClock(day);
  const app = await testApp(t, database, clock);
  const site = await makeSite(database.db, changes);
  const browser = await browserOf(app, site.user);
  const manager = await browserOf(app, site.manager);
  const isClean = async () => {
    const key = serverKeysFrom(testServerKey).ledger;
    assert.deepEqual((await verify(database.db, 'masks', key, clock.now().day)).differences, []);
  };
  return { database, clock, app, site, browser, manager, isClean };
};

const itemsOf = async (browser: Awaited<ReturnType<typeof browserOf>>) =>
  (await browser.get('/api/stock')).body['items'];

test('without stock nothing is sold, item by item (R111)', async (t) => {
  const { site, browser } = await openSite(t);
  const { body } = await check(browser, site, even);
  assert.equal(body['verdict'], 'allowed', 'eligibility does not depend on stock');
  assert.deepEqual(body['suggested'], { adult_mask: 0, child_mask: 0 });
  assert.equal((await sellOn(browser, body['approval'])).body.code, 'stock_short');
  await confirmArrival(browser, day, { adult_mask: 0, child_mask: 50 }, { reason: '成人口罩未到' });
  assert.equal((await sellOn(browser, body['approval'])).body.code, 'stock_short');
});

test('two boxes: a receipt each, the total may differ only with a reason (X20)', async (t) => {
  const { browser, isClean } = await openSite(t);
  const short = await confirmArrival(browser, day, { adult_mask: 100, child_mask: 50 });
  assert.equal(short.status, 422);
  assert.equal(short.body.code, 'reason_missing');
  assert.equal(short.body['field'], 'reason');
  const first = { more_expected: true };
  assert.equal((await confirmArrival(browser, day, { adult_mask: 100, child_mask: 50 }, first)).status, 201);
  assert.equal((await findDelivery(browser, day)).state, 'partial');
  const second = { receipt_no: 2, reason: '短少5片' };
  assert.equal((await confirmArrival(browser, day, { adult_mask: 95 }, second)).status, 201);
  assert.equal((await findDelivery(browser, day)).state, 'confirmed');
  const third = await confirmArrival(browser, day, { adult_mask: 5 }, { receipt_no: 4 });
  assert.equal(third.body.code, 'receipt_out_of_turn');
  assert.deepEqual(await itemsOf(browser), [
    { item: 'adult_mask', on_hand: 195, on_sale: 195 },
    { item: 'child_mask', on_hand: 50, on_sale: 50 },
  ]);
  await isClean();
});

test('the same receipt confirmed at two PCs at once counts once (396/100 of day one)', async (t) => {
  const { app, site, browser, isClean } = await openSite(t);
  const other = await browserOf(app, site.user);
  const answers = await Promise.all(
    [browser, other, browser, other].map((each) => confirmArrival(each, day)),
  );
  assert.deepEqual(answers.map((each) => each.status).sort(), [201, 409, 409, 409]);
  assert.deepEqual(await itemsOf(browser), [
    { item: 'adult_mask', on_hand: 200, on_sale: 200 },
    { item: 'child_mask', on_hand: 50, on_sale: 50 },
  ]);
  await isClean();
});

test('what arrives for tomorrow is not sold today (on_sale_date)', async (t) => {
  const { clock, site, browser, isClean } = await openSite(t);
  await confirmArrival(browser, day, undefined, { on_sale_date: '2020-02-07' });
  assert.deepEqual(await itemsOf(browser), [
    { item: 'adult_mask', on_hand: 200, on_sale: 0 },
    { item: 'child_mask', on_hand: 50, on_sale: 0 },
  ]);
  const { body } = await check(browser, site, even);
  assert.equal((await sellOn(browser, body['approval'])).body.code, 'stock_short');
  await isClean();
  clock.at('2020-02-09');
  assert.equal((await buy(browser, site, even)).status, 201);
  await isClean();
  clock.at(day);
  const { delivery_id } = await findDelivery(browser, day);
  const late = {
    delivery_id,
    receipt_no: 2,
    quantities: {},
    more_expected: false,
    on_sale_date: '2020-03-01',
  };
  assert.equal((await browser.post('/api/stock/arrivals', late)).body.code, 'on_sale_date_out_of_range');
});

test('a delivery of an earlier day can still be confirmed; 今日未到貨 silences the notice for a day (X11)', async (t) => {
  const { clock, browser } = await openSite(t);
  const noticeOf = async () => (await browser.get('/api/counter')).body['arrival_notice'];
  assert.equal(await noticeOf(), 'every_entry');
  const { delivery_id } = await findDelivery(browser, day);
  const marked = await browser.post(`/api/stock/deliveries/${delivery_id}/not-arrived`);
  assert.equal(marked.status, 200);
  assert.equal(await noticeOf(), 'none');
  assert.equal((await browser.get('/api/counter')).body['sold_out'], true);
  clock.at('2020-02-07');
  assert.equal(await noticeOf(), 'every_entry');
  assert.equal((await findDelivery(browser, day)).state, 'expected');
  assert.equal((await confirmArrival(browser, day)).status, 201);
  assert.equal(await noticeOf(), 'once_per_log_in', "today's own delivery is open, but there is stock");
});

test('only allotted sites take part: a clinic by a line of its own, another not at all (X17)', async (t) => {
  const { database, app, browser } = await openSite(t, { kind: 'clinic', allotted: false });
  const { body } = await browser.get('/api/stock');
  assert.equal(body['allotted'], false);
  assert.deepEqual(body['deliveries'], []);
  assert.equal((await browser.get('/api/counter')).body['arrival_notice'], 'none');
  const refused = await browser.post('/api/stock/arrivals', {
    delivery_id: 1,
    receipt_no: 1,
    quantities: { adult_mask: 200 },
    more_expected: false,
  });
  assert.equal(refused.body.code, 'site_not_allotted');
  const own = await makeSite(database.db, { kind: 'clinic', allotted: false });
  const line = {
    site_code: own.code,
    quantities: { adult_mask: 40 },
    valid_from: '2020-02-03',
    reason: '測試機構',
  };
  await allotSite(database.db, 'masks', line);
  const there = await browserOf(app, own.user);
  const delivery = await findDelivery(there, day);
  assert.deepEqual((delivery as unknown as Record<string, unknown>)['expected'], { adult_mask: 40 });
});

test("another site's delivery is not found", async (t) => {
  const { database, app, browser } = await openSite(t);
  const other = await browserOf(app, (await makeSite(database.db)).user);
  const { delivery_id } = await findDelivery(other, day);
  const refused = await browser.post('/api/stock/arrivals', {
    delivery_id,
    receipt_no: 1,
    quantities: { adult_mask: 200 },
    more_expected: false,
  });
  assert.equal(refused.body.code, 'delivery_not_found');
  assert.equal((await browser.post(`/api/stock/deliveries/${delivery_id}/not-arrived`)).status, 404);
});

test('corrections go up and down with cause and note, by those who may, never below zero (X20, R112)', async (t) => {
  const { browser, manager, isClean } = await openSite(t);
  await confirmArrival(browser, day);
  const correct = (change: number, request_id: string = randomUUID(), who = manager) =>
    who.post('/api/stock/corrections', {
      request_id,
      item: 'adult_mask',
      change,
      cause: 'count',
      note: '盤點差異',
    });
  assert.equal((await correct(-1, randomUUID(), browser)).body.code, 'not_permitted');
  const id = randomUUID();
  assert.equal((await correct(-4, id)).status, 201);
  assert.equal((await correct(-4, id)).status, 200, 'a retry changes nothing');
  assert.equal((await correct(2)).status, 201);
  assert.equal((await correct(0)).body.code, 'nothing_changed');
  const below = await correct(-199);
  assert.equal(below.body.code, 'stock_below_zero');
  assert.equal(below.body['message'], '更正後成人口罩庫存將小於0(現有198片)，請核對數量。');
  const { body } = await browser.get('/api/stock/movements');
  const rows = body['movements'] as { kind: string; change: number; on_hand_after: number }[];
  assert.deepEqual(
    rows.map(({ kind, change, on_hand_after }) => [kind, change, on_hand_after]),
    [
      ['correction', 2, 198],
      ['correction', -4, 196],
      ['arrival', 50, 50],
      ['arrival', 200, 200],
    ],
  );
  await isClean();
});

test('the ledger comes in pages', async (t) => {
  const { browser, manager } = await openSite(t);
  for (let n = 0; n < 60; n++)
    await manager.post('/api/stock/corrections', {
      request_id: randomUUID(),
      item: 'adult_mask',
      change: 1,
      cause: 'count',
      note: '盤點',
    });
  const first = (await browser.get('/api/stock/movements')).body;
  const rows = first['movements'] as { id: string }[];
  assert.equal(rows.length, 50);
  assert.equal(first['more'], true);
  const next = (await browser.get(`/api/stock/movements?before=${rows.at(-1)?.id}`)).body;
  assert.equal((next['movements'] as unknown[]).length, 10);
  assert.equal(next['more'], false);
});

test('deliveries are planned once for each allotted site, and not where an order cancels them (R110, C8)', async (t) => {
  const { database, clock } = await openSite(t);
  await makeSite(database.db, { county: '高雄市' });
  const storm = { day: '2020-02-07', county: '高雄市', lifts_day_rule: false, cancels_delivery: true };
  await orderDay(database.db, 'masks', { ...storm, reason: '颱風' }, clock.now());
  assert.equal(await planDeliveries(database.db, 'masks', day), 2);
  assert.equal(await planDeliveries(database.db, 'masks', day), 0);
  assert.equal(await planDeliveries(database.db, 'masks', '2020-02-07'), 1);
});

test('purchases are possible up to the last piece under concurrency (R112)', async (t) => {
  const { site, browser, isClean } = await openSite(t);
  await confirmArrival(browser, day, { adult_mask: 7, child_mask: 0 }, { reason: '短少' });
  const checked = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((n) => check(browser, site, { number: makeNumber(n), birth_date: '19700101' })),
  );
  const answers = await Promise.all(checked.map((each) => sellOn(browser, each.body['approval'])));
  assert.equal(answers.filter((each) => each.status === 201).length, 3);
  const refused = answers.filter((each) => each.status === 409);
  assert.ok(refused.every((each) => each.body.code === 'stock_short'));
  const again = checked[answers.findIndex((each) => each.status === 409)];
  assert.equal(
    (await sellOn(browser, again?.body['approval'], { adult_mask: 1 })).status,
    201,
    'the last piece',
  );
  assert.deepEqual(await itemsOf(browser), [
    { item: 'adult_mask', on_hand: 0, on_sale: 0 },
    { item: 'child_mask', on_hand: 0, on_sale: 0 },
  ]);
  await isClean();
});
