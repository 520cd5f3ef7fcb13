import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { sql } from 'kysely';
import { browserOf, testApp, testClock } from '../../test/app.ts';
import { buy, check, confirmArrival, refusalOf, sellOn } from '../../test/counter.ts';
import { asOwner, testDatabase, testPepper, testServerKey } from '../../test/db.ts';
import { makeNumber, makeSite } from '../../test/factories.ts';
import { personKeyOf, readNumber } from '../people/index.ts';
import { nowAt } from '../platform/clock.ts';
import { isRefusal } from '../platform/errors.ts';
import { serverKeysFrom } from '../platform/secrets.ts';
import { verify } from '../verify/index.ts';
import { linkNumbers } from './link-numbers.ts';
import { orderDay } from './order-day.ts';

const day = '2020-02-04';
const even = { number: 'F100000024', birth_date: '19740503' };

const openCounter = async (t: Parameters<typeof testDatabase>[0], on = day) => {
  const database = await testDatabase(t);
  const clock = testClock(on);
  const app = await testApp(t, database, clock);
  const site = await makeSite(database.db);
  const browser = await browserOf(app, site.user);
  await confirmArrival(browser, on.slice(0, 10));
  const isClean = async () => {
    const key = serverKeysFrom(testServerKey).ledger;
    assert.deepEqual((await verify(database.db, 'masks', key, clock.now().day)).differences, []);
  };
  return { database, clock, app, site, browser, isClean };
};

test('a sale needs an approval, of this session, this site, and not too old (R106)', async (t) => {
  const { app, clock, site, browser, database } = await openCounter(t);
  assert.equal((await sellOn(browser, 'no approval')).body.code, 'approval_invalid');
  const { body } = await check(browser, site, even);
  const approval = String(body['approval']);
  const forged = `${approval.slice(0, -3)}${approval.endsWith('AAA') ? 'BBB' : 'AAA'}`;
  assert.equal((await sellOn(browser, forged)).body.code, 'approval_invalid');

  const secondLogIn = await browserOf(app, site.user);
  assert.equal((await sellOn(secondLogIn, approval)).body.code, 'approval_of_another_session');
  const other = await browserOf(app, (await makeSite(database.db)).user);
  assert.equal((await sellOn(other, approval)).body.code, 'another_site');

  clock.pass(5 * 60_000 + 1);
  const expired = await sellOn(browser, approval);
  assert.equal(expired.status, 409);
  assert.equal(expired.body.code, 'approval_expired');
});

test('a request whose sale the books have forgotten is not sold anew, although its approval is minutes old', async (t) => {
  const { clock, site, browser, isClean } = await openCounter(t);
  const { body } = await check(browser, site, even);
  const id = randomUUID();
  assert.equal((await sellOn(browser, body['approval'], undefined, id)).status, 201);
  clock.at('2020-02-18');
  const later = await check(browser, site, even);
  const other = randomUUID();
  assert.equal((await sellOn(browser, later.body['approval'], undefined, other)).status, 201);
  const taken = { void_id: randomUUID(), reason: '數量按錯' };
  assert.equal((await browser.post(`/api/sales/${other}/void`, taken)).status, 200);
  const again = await sellOn(browser, body['approval'], undefined, id);
  assert.deepEqual([again.status, again.body.code], [409, 'approval_expired']);
  await isClean();
});

test('after a new log-in the same request still tells that it was sold, and sells nothing (once is once)', async (t) => {
  const { app, clock, site, browser, isClean } = await openCounter(t);
  const { body } = await check(browser, site, even);
  const id = randomUUID();
  const first = await sellOn(browser, body['approval'], undefined, id);
  clock.pass(20 * 60_000);
  const again = await browserOf(app, site.user);
  const asked = await sellOn(again, body['approval'], undefined, id);
  assert.equal(asked.status, 200);
  assert.equal(asked.body['outcome'], 'repeated');
  assert.deepEqual(asked.body['sale'], first.body['sale']);
  await isClean();
});

test('a retry across midnight gets the first answer; the same id with other content is refused', async (t) => {
  const { clock, site, browser } = await openCounter(t, '2020-02-04T23:59:55');
  const { body } = await check(browser, site, even);
  const id = randomUUID();
  assert.equal((await sellOn(browser, body['approval'], undefined, id)).status, 201);
  clock.at('2020-02-05T00:00:05');
  assert.equal((await sellOn(browser, body['approval'], undefined, id)).status, 200);
  const other = await sellOn(browser, body['approval'], { adult_mask: 1, child_mask: 0 }, id);
  assert.equal(other.body.code, 'request_id_reused');
});

test('a refused request stored nothing and is judged again', async (t) => {
  const { site, browser, database } = await openCounter(t);
  const { body } = await check(browser, site, even);
  const id = randomUUID();
  assert.equal((await sellOn(browser, body['approval'], { adult_mask: 3 }, id)).body.code, 'over_limit');
  const { rows } = await sql`select from sale`.execute(database.db);
  assert.equal(rows.length, 0);
  assert.equal((await sellOn(browser, body['approval'], { adult_mask: 2 }, id)).status, 201);
});

test('a policy that changes between check and sale asks for a new check (R122)', async (t) => {
  const { site, browser, database } = await openCounter(t);
  const { body } = await check(browser, site, even);
  await asOwner(
    database,
    `insert into policy (programme, version, valid_from, schema_version, document, created_at)
      select programme, 'tonight', '2020-02-04', 1,
        document || '{"version": "tonight", "valid_from": "2020-02-04"}', now() from policy`,
  );
  assert.equal((await sellOn(browser, body['approval'])).body.code, 'policy_changed');
});

test('a sale keeps what the ledger must keep, and no number (R090, X36)', async (t) => {
  const { site, browser, database } = await openCounter(t);
  const { body } = await browser.post('/api/checks', {
    site_code: site.code,
    document_kind: '02',
    document_in_hand: 'household_register',
    number: even.number,
    birth_date: even.birth_date,
  });
  const sold = await browser.post('/api/sales', {
    request_id: randomUUID(),
    approval: body['approval'],
    quantities: { adult_mask: 2, child_mask: 0 },
    by_proxy: true,
  });
  assert.equal(sold.status, 201);
  const { rows } = await sql<Record<string, unknown>>`select * from sale`.execute(database.db);
  const [row] = rows;
  assert.ok(row);
  assert.equal(row['document_kind'], '02');
  assert.equal(row['document_in_hand'], 'household_register');
  assert.equal(row['source'], 'typed');
  assert.equal(row['covered_number'], 'F100****24');
  assert.equal(row['birth_year'], 1974);
  assert.equal(row['person_class'], 'adult');
  assert.equal(row['policy_version'], '2020-02-06');
  assert.equal(row['price_twd'], 10);
  assert.equal(row['by_proxy'], true);
  assert.ok(!JSON.stringify(row).includes(even.number));
});

test('02 needs to say which document was in hand (C1)', async (t) => {
  const { site, browser } = await openCounter(t);
  const refused = await browser.post('/api/checks', { site_code: site.code, document_kind: '02', ...even });
  assert.equal(refused.status, 422);
  assert.equal(refused.body.code, 'document_in_hand_missing');
  assert.equal(refused.body['field'], 'document_in_hand');
});

test('a void gives back stock and entitlement, once, with its reason (same day, own site)', async (t) => {
  const { database, app, clock, site, browser, isClean } = await openCounter(t);
  const sold = await buy(browser, site, even);
  const { request_id } = sold.body['sale'] as { request_id: string };
  const url = `/api/sales/${request_id}/void`;
  const elsewhere = await browserOf(app, (await makeSite(database.db)).user);
  assert.equal(
    (await elsewhere.post(url, { void_id: randomUUID(), reason: '按錯' })).body.code,
    'sale_not_found',
  );

  const void_id = randomUUID();
  const done = await browser.post(url, { void_id, reason: '數量按錯' });
  assert.equal(done.status, 200);
  assert.deepEqual(done.body['stock'], { adult_mask: 200, child_mask: 50 });
  assert.equal(
    (await browser.post(url, { void_id, reason: '數量按錯' })).status,
    200,
    'a retry is the same void',
  );
  const second = await browser.post(url, { void_id: randomUUID(), reason: '再一次' });
  assert.equal(second.body.code, 'sale_already_voided');

  const list = (await browser.get('/api/sales')).body;
  assert.deepEqual(list['totals'], { sales: 0, voided: 1, quantities: {}, cash_twd: 0 });
  await isClean();
  const again = await buy(browser, site, even);
  assert.equal(again.status, 201, 'the person may buy again');
  const { request_id: other } = again.body['sale'] as { request_id: string };
  clock.at('2020-02-05');
  const late = await browser.post(`/api/sales/${other}/void`, { void_id: randomUUID(), reason: '隔日' });
  assert.equal(late.body.code, 'sale_not_of_today');
  await isClean();
});

test("the day's list has its own sales, totals and cash, numbers covered (site's own list)", async (t) => {
  const { database, app, site, browser } = await openCounter(t);
  const other = await makeSite(database.db);
  const browserB = await browserOf(app, other.user);
  await confirmArrival(browserB, day);
  await buy(browser, site, even);
  const child = { number: makeNumber(5), birth_date: '20100101' };
  await buy(browser, site, child, { adult_mask: 0, child_mask: 2 });
  await buy(browserB, other, { number: makeNumber(6), birth_date: '19700101' });
  const { body } = await browser.get('/api/sales');
  assert.deepEqual(body['totals'], {
    sales: 2,
    voided: 0,
    quantities: { adult_mask: 2, child_mask: 2 },
    cash_twd: 20,
  });
  for (const sale of body['sales'] as { covered_number: string }[])
    assert.match(sale.covered_number, /^\w{4}\*{4}\w{2}$/);
});

test('最近購買紀錄 shows the purchase at another site by its short name (R103, X15)', async (t) => {
  const { database, app, site, browser } = await openCounter(t);
  const other = await makeSite(database.db, { short_name: '另一藥局' });
  const browserB = await browserOf(app, other.user);
  await confirmArrival(browserB, day);
  await buy(browserB, other, even);
  const answer = await check(browser, site, even);
  assert.equal(refusalOf(answer)['code'], 'already_bought');
  assert.deepEqual(answer.body['recent'], [
    {
      short_name: '另一藥局',
      covered_number: 'F100****24',
      sold_at: '2020-02-04T10:00:00+08:00',
      quantities: { adult_mask: 2, child_mask: 0 },
      voided: false,
    },
  ]);
});

test('two numbers of one person count as one after the authority links them (C4)', async (t) => {
  const { database, clock, site, browser, isClean } = await openCounter(t);
  const keyOf = (number: string) => {
    const found = readNumber('01', number, undefined, day);
    assert.ok(!isRefusal(found));
    return personKeyOf(testPepper, found);
  };
  const former = 'AC01234568'.replace(/8$/, '7');
  clock.at('2020-02-05');
  await confirmArrival(browser, '2020-02-05').catch(() => undefined);
  const sold = await buy(browser, site, { number: former, birth_date: '19800101', document_kind: '03' });
  assert.equal(sold.status, 201);
  const now = nowAt(new Date('2020-02-05T03:00:00Z'));
  const link = {
    person_key: keyOf(even.number),
    former_key: keyOf(former),
    document: '健保字第1號',
    reason: '歸化',
    now,
  };
  assert.equal(await linkNumbers(database.db, 'masks', link), undefined);
  assert.ok(isRefusal(await linkNumbers(database.db, 'masks', link)), 'linked once');
  clock.at('2020-02-06');
  assert.equal(refusalOf(await check(browser, site, even))['code'], 'already_bought');
  const byFormer = { number: former, birth_date: '19800101', document_kind: '03' };
  assert.equal(refusalOf(await check(browser, site, byFormer))['code'], 'already_bought');
  await isClean();
  clock.at('2020-02-05');
  const { request_id } = sold.body['sale'] as { request_id: string };
  const undone = await browser.post(`/api/sales/${request_id}/void`, {
    void_id: randomUUID(),
    reason: '按錯',
  });
  assert.equal(undone.status, 200, 'a sale under the former number can still be voided');
  await isClean();
});

test('a check made before the link sells under the linked person (C4, C7)', async (t) => {
  const { database, clock, site, browser, isClean } = await openCounter(t, '2020-02-09');
  const [a, b] = [makeNumber(1), makeNumber(2)].map((number) => {
    const found = readNumber('01', number, undefined, day);
    assert.ok(!isRefusal(found));
    return { number, key: personKeyOf(testPepper, found) };
  });
  assert.ok(a && b);
  const { body } = await check(browser, site, { number: b.number, birth_date: '19800101' });
  const now = clock.now();
  await linkNumbers(database.db, 'masks', {
    person_key: a.key,
    former_key: b.key,
    document: '健保字第2號',
    reason: '更正',
    now,
  });
  assert.equal((await sellOn(browser, body['approval'])).status, 201);
  const refused = await check(browser, site, { number: a.number, birth_date: '19800101' });
  assert.equal(refusalOf(refused)['code'], 'already_bought');
  await isClean();
});

test('an order for the county lifts parity at its sites only (C8)', async (t) => {
  const { database, app, site, browser, clock } = await openCounter(t);
  const order = { day, county: '新北市', lifts_day_rule: true, cancels_delivery: false, reason: '颱風' };
  await orderDay(database.db, 'masks', order, clock.now());
  const odd = { number: 'A123456789', birth_date: '19740503' };
  assert.equal((await check(browser, site, odd)).body['verdict'], 'allowed');
  assert.equal((await browser.get('/api/counter')).body['day_rule_lifted'], true);
  const south = await makeSite(database.db, { county: '高雄市' });
  const there = await browserOf(app, south.user);
  assert.equal(refusalOf(await check(there, south, odd))['code'], 'not_todays_number');
});

test('one bad request in a group harms no other', async (t) => {
  const { app, database, site, browser, isClean } = await openCounter(t);
  const people = [1, 2, 3].map((n) => ({ number: makeNumber(n), birth_date: '19700101' }));
  const checked = await Promise.all(people.map((each) => check(browser, site, each)));
  // A hand has broken one person's row in a way that only shows when the group is written.
  await asOwner(
    database,
    `create function refuse() returns trigger language plpgsql as $$
    begin raise exception 'broken row'; end $$`,
  );
  await asOwner(
    database,
    `create trigger refuse before insert on sale for each row
      when (new.covered_number like '%${people[1]?.number.slice(-2)}') execute function refuse()`,
  );
  const answers = await Promise.all(checked.map((each) => sellOn(browser, each.body['approval'])));
  assert.deepEqual(
    answers.map((each) => each.status),
    [201, 500, 201],
  );
  assert.deepEqual(Object.keys(answers[1]?.body ?? {}).sort(), ['code', 'message', 'request_id']);
  assert.equal(app.takeFaults().length, 1);
  await isClean();
});
