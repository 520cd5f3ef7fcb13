import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOf, testApp, testClock } from '../../test/app.ts';
import { buy, check, confirmArrival, findDelivery, refusalOf, sellOn } from '../../test/counter.ts';
import { testDatabase } from '../../test/db.ts';
import { makeNumber, makeSite } from '../../test/factories.ts';

const even = { number: 'F100000024', birth_date: '19740503' };
const odd = { number: 'A123456789', birth_date: '19740503' };
const twin = { number: 'F100000033', birth_date: '19740503' };

/** A counter on a day with the arrival confirmed (stock 200/50) and nothing bought. */
const counterOn = async (t: Parameters<typeof testDatabase>[0], day: string) => {
  const database = await testDatabase(t);
  const clock = testClock(day);
  const app = await testApp(t, database, clock);
  const site = await makeSite(database.db);
  const browser = await browserOf(app, site.user);
  assert.equal((await confirmArrival(browser, day.slice(0, 10))).status, 201);
  return { database, app, clock, site, browser };
};

test('W1 an even number on Tuesday is qualified: 2, filled in 2/0, child closed (R083, R092, R095, R097)', async (t) => {
  const { site, browser } = await counterOn(t, '2020-02-04');
  const { body } = await check(browser, site, even);
  assert.equal(body['verdict'], 'allowed');
  assert.equal(body['most_in_all'], 2);
  assert.deepEqual(body['suggested'], { adult_mask: 2, child_mask: 0 });
  assert.deepEqual(body['most'], { adult_mask: 2, child_mask: 0 });
  assert.equal(body['today'], '2020-02-04');
});

test('W2 an odd number on Tuesday is refused by parity (R092)', async (t) => {
  const { site, browser } = await counterOn(t, '2020-02-04');
  const refusal = refusalOf(await check(browser, site, odd));
  assert.equal(refusal['code'], 'not_todays_number');
  assert.equal(
    refusal['message'],
    '不符購買資格：證號末碼9為單號，今日(週二)限雙號購買。最近可購買日：109/02/05(週三)',
  );
});

test('W3, W4 the odd number is qualified on Wednesday, both on Sunday (R092, R093)', async (t) => {
  const { site, browser, clock } = await counterOn(t, '2020-02-05');
  assert.equal((await check(browser, site, odd)).body['verdict'], 'allowed');
  clock.at('2020-02-09');
  assert.equal((await check(browser, site, odd)).body['verdict'], 'allowed');
  assert.equal((await check(browser, site, even)).body['verdict'], 'allowed');
});

test('W5, W6, W7 bought on 02/04: refused until 109/02/11, Sunday too (R086, R094, X08, X32)', async (t) => {
  const { site, browser, clock } = await counterOn(t, '2020-02-04');
  assert.equal((await buy(browser, site, even)).status, 201);
  for (const day of ['2020-02-06', '2020-02-09']) {
    clock.at(day);
    const answer = await check(browser, site, even);
    const refusal = refusalOf(answer);
    assert.equal(refusal['code'], 'already_bought');
    assert.equal(refusal['message'], '不符購買資格：7天內已購買。下次購買起日：109/02/11(週二)');
    assert.equal((answer.body['recent'] as unknown[]).length, 1, 'the last purchase shows with the refusal');
  }
  clock.at('2020-02-11');
  assert.equal((await check(browser, site, even)).body['verdict'], 'allowed');
});

test('W8 born in ROC 97: child masks filled in; 1 + 1 accepted, 2 + 1 refused 「超過」 (R096, R098)', async (t) => {
  const { site, browser } = await counterOn(t, '2020-02-04');
  const child = { number: even.number, birth_date: '20080101' };
  const { body } = await check(browser, site, child);
  assert.deepEqual(body['suggested'], { adult_mask: 0, child_mask: 2 });
  const over = await sellOn(browser, body['approval'], { adult_mask: 2, child_mask: 1 });
  assert.equal(over.body.code, 'over_limit');
  assert.equal(over.body['message'], '購買總片數不得超過規定上限(2片)。');
  const sold = await sellOn(browser, body['approval'], { adult_mask: 1, child_mask: 1 });
  assert.equal(sold.status, 201);
  assert.equal((sold.body['sale'] as { price_twd: number }).price_twd, 10);
});

test('W9 born in ROC 96: child field closed, forced child mask refused by the server (R097)', async (t) => {
  const { site, browser } = await counterOn(t, '2020-02-04');
  const { body } = await check(browser, site, { number: even.number, birth_date: '20071231' });
  assert.equal((body['most'] as Record<string, number>)['child_mask'], 0);
  const forced = await sellOn(browser, body['approval'], { adult_mask: 0, child_mask: 1 });
  assert.equal(forced.body.code, 'item_not_for_class');
  assert.equal(forced.body['message'], '13歲以上(民國96年(含)前出生者)民眾只可購買成人口罩。');
});

test('W10 one adult mask left, two wanted: refused, nothing stored (R111)', async (t) => {
  const { site, app, browser } = await counterOn(t, '2020-02-04');
  const manager = await browserOf(app, site.manager);
  const correction = { item: 'adult_mask', change: -199, cause: 'count', note: '盤點' };
  const request_id = crypto.randomUUID();
  assert.equal((await manager.post('/api/stock/corrections', { request_id, ...correction })).status, 201);
  const { body } = await check(browser, site, even);
  const refused = await sellOn(browser, body['approval']);
  assert.equal(refused.body.code, 'stock_short');
  assert.equal(refused.body['message'], '成人口罩庫存不足(現有1片)，無法進行交易。');
  assert.deepEqual((await browser.get('/api/sales')).body['sales'], []);
  assert.equal(
    (await sellOn(browser, body['approval'], { adult_mask: 1 })).status,
    201,
    'the last piece sells',
  );
});

test('W12 arrival adds 200/50 once, and the notice is gone (R107-R110, X11, X20)', async (t) => {
  const database = await testDatabase(t);
  const app = await testApp(t, database, testClock('2020-02-06'));
  const site = await makeSite(database.db);
  const browser = await browserOf(app, site.user);
  assert.equal((await browser.get('/api/counter')).body['arrival_notice'], 'every_entry');
  const done = await confirmArrival(browser, '2020-02-06');
  assert.deepEqual(done.body['items'], [
    { item: 'adult_mask', on_hand: 200, on_sale: 200 },
    { item: 'child_mask', on_hand: 50, on_sale: 50 },
  ]);
  const again = await confirmArrival(browser, '2020-02-06');
  assert.equal(again.status, 409);
  assert.equal(again.body['message'], '本批口罩已完成到貨確認，請勿重複確認。');
  const { body } = await browser.get('/api/counter');
  assert.equal(body['arrival_notice'], 'none');
  assert.deepEqual(body['stock'], { adult_mask: 200, child_mask: 50 });
  assert.equal((await findDelivery(browser, '2020-02-06')).state, 'confirmed');
});

test('W14, W18 the 7-day text wins over parity; one person under 03 and 01 (R089, X06)', async (t) => {
  const { site, browser, clock } = await counterOn(t, '2020-02-05');
  const resident = { number: 'AC01234567', birth_date: '19800101' };
  assert.equal((await buy(browser, site, odd)).status, 201);
  assert.equal((await buy(browser, site, { ...resident, document_kind: '03' })).status, 201);
  clock.at('2020-02-06');
  assert.deepEqual(refusalOf(await check(browser, site, odd))['params'], {
    window_days: 7,
    next_date: '2020-02-12',
  });
  clock.at('2020-02-07');
  const refusal = refusalOf(await check(browser, site, { ...resident, document_kind: '01' }));
  assert.equal(refusal['code'], 'already_bought');
  assert.equal((refusal['params'] as Record<string, unknown>)['next_date'], '2020-02-12');
});

test('W15 bought on Sunday: odd and even may come again the next Sunday', async (t) => {
  const { site, browser, clock } = await counterOn(t, '2020-02-09');
  for (const person of [odd, even]) assert.equal((await buy(browser, site, person)).status, 201);
  clock.at('2020-02-10');
  for (const person of [odd, even]) {
    const { params } = refusalOf(await check(browser, site, person));
    assert.equal((params as Record<string, unknown>)['next_date'], '2020-02-16');
  }
});

test('W16, W17 Saturday is for even numbers; a holiday Friday is a Friday (C8)', async (t) => {
  const { site, browser, clock } = await counterOn(t, '2020-02-15');
  const { params } = refusalOf(await check(browser, site, odd));
  assert.equal((params as Record<string, unknown>)['next_date'], '2020-02-16');
  assert.equal((await check(browser, site, even)).body['verdict'], 'allowed');
  clock.at('2020-02-28');
  assert.equal((await check(browser, site, odd)).body['verdict'], 'allowed');
});

test('W19 approved before midnight, confirmed after it: the day at 確定 decides (R121, C7)', async (t) => {
  const { site, browser, clock } = await counterOn(t, '2020-02-11T23:59:50');
  const { body } = await check(browser, site, even);
  clock.at('2020-02-12T00:00:05');
  const refused = await sellOn(browser, body['approval']);
  assert.equal(refused.body.code, 'not_todays_number');
  assert.equal((refused.body['params'] as Record<string, unknown>)['next_date'], '2020-02-13');
});

test('W20 twins: only …24 qualifies; each shows its own covered number (R104)', async (t) => {
  const { site, browser } = await counterOn(t, '2020-02-04');
  const first = await check(browser, site, even);
  const second = await check(browser, site, twin);
  assert.equal(first.body['verdict'], 'allowed');
  assert.equal(first.body['covered_number'], 'F100****24');
  assert.equal(second.body['verdict'], 'refused');
  assert.equal(second.body['covered_number'], 'F100****33');
});

test('W11, W21 in one group: the same person twice and one site thrice; one sale, the retry gets the first answer', async (t) => {
  const { database, app, clock, site, browser } = await counterOn(t, '2020-02-04');
  const other = await makeSite(database.db, { short_name: '另一藥局' });
  const browserB = await browserOf(app, other.user);
  await confirmArrival(browserB, '2020-02-04');
  clock.at('2020-02-04T10:01:00');
  const a = await check(browser, site, even);
  const b = await check(browserB, other, even);
  const others = await Promise.all(
    [1, 2].map((n) => check(browser, site, { number: makeNumber(n), birth_date: '19700101' })),
  );
  const id = crypto.randomUUID();
  const answers = await Promise.all([
    sellOn(browser, a.body['approval'], undefined, id),
    sellOn(browser, a.body['approval'], undefined, id),
    sellOn(browserB, b.body['approval']),
    ...others.map((each) => sellOn(browser, each.body['approval'])),
  ]);
  const sold = answers.filter((each) => each.status === 201);
  const toPerson = answers.slice(0, 3);
  assert.equal(sold.length, 3);
  assert.equal(toPerson.filter((each) => each.status === 201).length, 1);
  if (toPerson[2]?.status !== 201) {
    assert.deepEqual(toPerson.map((each) => each.status).sort(), [200, 201, 409]);
    assert.deepEqual(toPerson[0]?.body['sale'], toPerson[1]?.body['sale']);
  }
  const stock = (await browser.get('/api/counter')).body['stock'];
  const ownSales = answers.filter((each, index) => each.status === 201 && index !== 2).length;
  assert.deepEqual(stock, { adult_mask: 200 - 2 * ownSales, child_mask: 50 });
});
