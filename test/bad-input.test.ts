import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { contracts } from '../src/contracts.ts';
import { createWords } from '../src/words/index.ts';
import { type Browser, browserOf, testApp } from './app.ts';
import { type BadBody, badBodies, textOf } from './bad-fields.ts';
import { check, confirmArrival, findDelivery, sellOn } from './counter.ts';
import { asOwner, type TestDatabase, testDatabase } from './db.ts';
import { makeSite } from './factories.ts';

const day = '2020-02-04';
const even = { number: 'F100000024', birth_date: '19740503' };
const other = { number: 'F100000042', birth_date: '19740503' };
const words = { 'zh-TW': createWords('zh-TW'), en: createWords('en') };
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Rows by table, without what may grow on a refusal: the audit trail, sessions, counted tries. */
const countRows = async (database: TestDatabase): Promise<Record<string, number>> => {
  const { rows: tables } = await asOwner(
    database,
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and not relispartition and relname not in ('audit', 'session', 'log_in_failure') order by 1`,
  );
  const counts = tables.map(({ name }) => `'${name}', (select count(*) from ${name})`);
  const { rows } = await asOwner(database, `select jsonb_build_object(${counts.join(', ')}) as counts`);
  return rows[0].counts;
};

/** A manager's counter with stock, a sale to void and an approval to sell on, and a right body of every operation. */
const fullCounter = async (t: Parameters<typeof testDatabase>[0]) => {
  const database = await testDatabase(t);
  const app = await testApp(t, database);
  const site = await makeSite(database.db);
  const browser = await browserOf(app, site.manager);
  await confirmArrival(browser, day, { adult_mask: 100 }, { more_expected: true });
  const { delivery_id } = await findDelivery(browser, day);
  const sold_id = randomUUID();
  await sellOn(browser, (await check(browser, site, even)).body['approval'], { adult_mask: 1 }, sold_id);
  const { approval } = (await check(browser, site, other)).body;
  const quantities = { adult_mask: 2, child_mask: 0 };
  const arrival = { delivery_id, receipt_no: 2, more_expected: false, on_sale_date: day, reason: '少一箱' };
  const bodies: Partial<Record<keyof typeof contracts, Record<string, unknown>>> = {
    logIn: { account: site.user.name, password: site.user.password },
    checkPurchase: { site_code: site.code, document_kind: '02', document_in_hand: 'nhi_card', ...other },
    sell: { request_id: randomUUID(), approval, quantities, by_proxy: false },
    voidSale: { void_id: randomUUID(), reason: '按錯' },
    confirmArrival: { ...arrival, quantities: { adult_mask: 90, child_mask: 50 } },
    correctStock: { request_id: randomUUID(), item: 'adult_mask', change: -1, cause: 'count', note: '盤點' },
  };
  const urlOf = (path: string) => path.replace(':request_id', sold_id);
  const operations = Object.entries(contracts).flatMap(([name, contract]) => {
    const example = bodies[name as keyof typeof contracts];
    return 'body' in contract && example ? [{ name, contract, example, url: urlOf(contract.path) }] : [];
  });
  return { database, browser, operations };
};

/** Status, code, field, a sentence in the language asked for, and an id to quote; nothing besides. */
const assertProblem = async (browser: Browser, url: string, bad: BadBody): Promise<void> => {
  const { what, field, code } = bad;
  for (const language of ['zh-TW', 'en'] as const) {
    const { status, body } = await browser.post(url, undefined, {
      payload: textOf(bad.body),
      headers: {
        'content-type': 'application/json',
        ...(language === 'en' && { 'accept-language': 'en-GB, en;q=0.9' }),
      },
    });
    const { request_id, message, params, ...said } = body;
    const told = `${url} ${field ?? 'text'}: ${what}`;
    assert.deepEqual({ status, ...said }, { status: 400, code, ...(field !== undefined && { field }) }, told);
    assert.equal(message, words[language].t(`refusal.${code}`, params as Record<string, unknown>), told);
    assert.match(String(request_id), uuid);
  }
};

test('every field of every body: missing, of another type, out of range, too much; nothing is stored (design §7)', async (t) => {
  const { database, browser, operations } = await fullCounter(t);
  assert.equal(operations.length, Object.values(contracts).filter((each) => 'body' in each).length);
  const before = await countRows(database);
  for (const { name, contract, example, url } of operations)
    await t.test(name, async () => {
      for (const bad of badBodies(contract.body, example)) await assertProblem(browser, url, bad);
    });
  assert.deepEqual(await countRows(database), before);
  // A log-in ends the session it comes with, so it comes last.
  for (const { name, example, url } of operations.toReversed()) {
    const { status, body } = await browser.post(url, example);
    assert.ok(status < 300, `the example of ${name} is right: ${JSON.stringify(body)}`);
  }
});
