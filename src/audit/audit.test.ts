import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { browserOf, testApp } from '../../test/app.ts';
import { check, confirmArrival, sellOn } from '../../test/counter.ts';
import { asOwner, type TestDatabase, testDatabase } from '../../test/db.ts';
import { makeSite } from '../../test/factories.ts';

const day = '2020-02-04';

const auditOf = async (database: TestDatabase): Promise<unknown[][]> => {
  const { rows } = await asOwner(
    database,
    `select act, outcome, name, a.site_code, a.person_key is not null as person, detail, business_day::text as day
      from audit a left join account using (account_id) order by audit_id`,
  );
  return rows.map(({ act, outcome, name, site_code, person, detail, day }) => [
    act,
    outcome,
    name,
    site_code,
    person,
    detail,
    day,
  ]);
};

test('the audit trail says who did what for which institution (R123)', async (t) => {
  const database = await testDatabase(t);
  const app = await testApp(t, database);
  const site = await makeSite(database.db);
  const browser = await browserOf(app, site.manager);
  await (await browserOf(app)).post('/api/session', { account: site.user.name, password: 'wrong' });
  await confirmArrival(browser, day);
  const even = { number: 'F100000024', birth_date: '19740503' };
  const { approval } = (await check(browser, site, even)).body;
  const id = randomUUID();
  await sellOn(browser, approval, { adult_mask: 3 }, id);
  await sellOn(browser, approval, undefined, id);
  await sellOn(browser, approval, undefined, id);
  await check(browser, site, { number: 'A123456789', birth_date: '19740503' });
  await browser.post(`/api/sales/${id}/void`, { void_id: randomUUID(), reason: '按錯' });
  const correction = { item: 'adult_mask', change: -1, cause: 'count', note: '盤點' };
  await browser.post('/api/stock/corrections', { request_id: randomUUID(), ...correction });
  const user = await browserOf(app, site.user);
  assert.equal(
    (await user.post('/api/stock/corrections', { request_id: randomUUID(), ...correction })).status,
    403,
  );
  await user.delete('/api/session');

  const typed = { source: 'typed', document_kind: '01' };
  const [mine, theirs] = [
    [site.manager.name, site.code],
    [site.user.name, site.code],
  ];
  const rows = await auditOf(database);
  const { rows: deliveries } = await asOwner(database, 'select delivery_id as delivery from receipt');
  assert.deepEqual(rows, [
    ['session:begin', 'done', ...mine, false, { way: 'password' }, day],
    ['session:begin', 'wrong_credentials', ...theirs, false, { way: 'password' }, day],
    ['stock:confirm', 'done', ...mine, false, { ...deliveries[0], receipt_no: 1 }, day],
    ['sale:check', 'done', ...mine, true, typed, day],
    ['sale:make', 'over_limit', ...mine, true, {}, day],
    ['sale:make', 'sold', ...mine, true, {}, day],
    ['sale:make', 'repeated', ...mine, true, {}, day],
    ['sale:check', 'not_todays_number', ...mine, true, typed, day],
    ['sale:void', 'done', ...mine, true, {}, day],
    ['stock:correct', 'done', ...mine, false, { item: 'adult_mask', change: -1, cause: 'count' }, day],
    ['session:begin', 'done', ...theirs, false, { way: 'password' }, day],
    ['stock:correct', 'not_permitted', ...theirs, false, {}, day],
    ['session:end', 'done', ...theirs, false, {}, day],
  ]);
});
