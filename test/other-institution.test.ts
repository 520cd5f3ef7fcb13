import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { type Browser, browserOf, type TestApp, testApp } from './app.ts';
import { check, confirmArrival, findDelivery, sellOn } from './counter.ts';
import { asOwner, type TestDatabase, testDatabase } from './db.ts';
import { makeHq, makeNumber, makeSite, type TestSite } from './factories.ts';
import { hashTables } from './tables.ts';

const day = '2020-02-04';
const days = { starts_on: day, ends_on: null };
const reason = { reason: '稽核測試' };

/** Two institutions in use, and the authority. */
const twoInstitutions = async (t: Parameters<typeof testDatabase>[0]) => {
  const database = await testDatabase(t);
  const app = await testApp(t, database);
  const [own, other] = [await makeSite(database.db), await makeSite(database.db)];
  return { database, app, own, other, hq: await browserOf(app, await makeHq(database.db)) };
};

type Appointment = { id: string; site_code: string; role: string };
const appointmentsOf = async (database: TestDatabase): Promise<Appointment[]> =>
  (await asOwner(database, 'select appointment_id as id, site_code, role from appointment')).rows;

type Act = (browser: Browser, path: string) => ReturnType<Browser['get']>;

/** Everything that may be done to an appointment. */
const acts: Record<string, Act> = {
  change: (browser, path) => browser.post(path, { display_name: '別人', ...days }),
  suspend: (browser, path) => browser.post(`${path}/suspension`, reason),
  resume: (browser, path) => browser.delete(`${path}/suspension`),
  end: (browser, path) => browser.delete(path),
  reset: (browser, path) => browser.post(`${path}/password`),
};

test('nobody reaches an appointment of another institution or another level, by any act (R048, design §5)', async (t) => {
  const { database, app, own, hq } = await twoInstitutions(t);
  const keepers = [
    { path: 'managers', browser: await browserOf(app, own.representative), site: own.code, role: 'manager' },
    { path: 'users', browser: await browserOf(app, own.manager), site: own.code, role: 'user' },
    { path: 'hq/staff', browser: hq, site: 'HQ00000000', role: 'hq_' },
  ];
  const appointments = await appointmentsOf(database);
  const before = await hashTables(database);
  let asked = 0;
  for (const { path, browser, site, role } of keepers)
    for (const each of appointments) {
      if (each.site_code === site && each.role.startsWith(role)) continue;
      for (const [what, act] of Object.entries(acts)) {
        const { status, body } = await act(browser, `/api/${path}/${each.id}`);
        const told = `${path}: ${what} of a ${each.role} at ${each.site_code}`;
        assert.deepEqual([status, body.code], [404, 'appointment_not_found'], told);
        asked += 1;
      }
    }
  assert.deepEqual(await hashTables(database), before);
  const { rows } = await asOwner(
    database,
    `select count(*)::int as n from audit where outcome = 'appointment_not_found' and account_id is not null`,
  );
  assert.equal(rows[0].n, asked, 'each is in the audit trail');
  t.diagnostic(`${asked} acts on appointments of others`);
});

/** What the other institution has: a user to be granted, a grant, a delivery, a sale, an approval. */
const thingsOf = async (app: TestApp, site: TestSite) => {
  const seller = await browserOf(app, site.manager);
  await confirmArrival(seller, day, { adult_mask: 100 }, { more_expected: true });
  const born = { birth_date: '19700101' };
  const approve = async (n: number) =>
    (await check(seller, site, { number: makeNumber(n), ...born })).body['approval'];
  const sale = randomUUID();
  assert.equal((await sellOn(seller, await approve(1), undefined, sale)).status, 201);
  const { users } = (await seller.get('/api/grants')).body as {
    users?: { appointment_id: number; account: string; grants: { grant_id: number }[] }[];
  };
  const user = users?.find(({ account }) => account === site.user.name);
  const { delivery_id } = await findDelivery(seller, day);
  return {
    ...{ sale, delivery_id, approval: await approve(2), account: site.user.name },
    ...{ appointment_id: user?.appointment_id ?? 0, grant_id: user?.grants[0]?.grant_id ?? 0 },
  };
};

test('ids of another institution in addresses and bodies are not found, and change nothing (design §5)', async (t) => {
  const { database, app, own, other } = await twoInstitutions(t);
  const theirs = await thingsOf(app, other);
  const manager = await browserOf(app, own.manager);
  const before = await hashTables(database);
  const arrival = { delivery_id: theirs.delivery_id, receipt_no: 2, more_expected: false, on_sale_date: day };
  const grant = { appointment_id: theirs.appointment_id, service: 'masks', ...days };
  const person = { document_kind: '01', number: makeNumber(3), birth_date: '19700101' };
  const cases: [what: string, asked: ReturnType<Browser['get']>, status: number, code: string][] = [
    ['grant', manager.post('/api/grants', grant), 404, 'appointment_not_found'],
    ['change a grant', manager.post(`/api/grants/${theirs.grant_id}`, days), 404, 'grant_not_found'],
    ['end a grant', manager.delete(`/api/grants/${theirs.grant_id}`), 404, 'grant_not_found'],
    [
      'void',
      manager.post(`/api/sales/${theirs.sale}/void`, { void_id: randomUUID(), reason: '按錯' }),
      404,
      'sale_not_found',
    ],
    [
      'not arrived',
      manager.post(`/api/stock/deliveries/${theirs.delivery_id}/not-arrived`),
      404,
      'delivery_not_found',
    ],
    [
      'arrived',
      manager.post('/api/stock/arrivals', { ...arrival, quantities: { adult_mask: 100 } }),
      404,
      'delivery_not_found',
    ],
    ['check', manager.post('/api/checks', { site_code: other.code, ...person }), 403, 'another_site'],
    ['sell on their approval', sellOn(manager, theirs.approval), 403, 'another_site'],
    ['their trail', manager.get(`/api/audit?site=${other.code}`), 400, 'unknown_field'],
  ];
  for (const [what, asked, status, code] of cases) {
    const { status: found, body } = await asked;
    assert.deepEqual([found, body.code], [status, code], what);
  }
  const csv = `帳號或證號,服務代碼,起日,迄日\n${theirs.account},masks,1090204,\n`;
  const imported = (await manager.post('/api/grants/import', { csv, dry_run: false })).body as {
    taken?: number;
    problems?: { code: string }[];
  };
  assert.deepEqual([imported.taken, imported.problems?.map(({ code }) => code)], [0, ['user_not_found']]);
  assert.deepEqual(await hashTables(database), before);
});

test('the authority is no institution: nobody suspends, looks up or represents it, nor its people from outside', async (t) => {
  const { database, hq } = await twoInstitutions(t);
  const at = '/api/hq/institutions/HQ00000000';
  const staff = (await appointmentsOf(database)).filter(({ role }) => role.startsWith('hq_'));
  const before = await hashTables(database);
  for (const [asked, code] of [
    [hq.get(at), 'institution_not_found'],
    [hq.post(`${at}/suspension`, reason), 'institution_not_found'],
    [hq.delete(`${at}/suspension`), 'institution_not_found'],
    [hq.post(`${at}/representative`), 'institution_not_found'],
    ...staff.map(
      ({ id }) =>
        [hq.post(`/api/hq/appointments/${id}/suspension`, reason), 'appointment_not_found'] as const,
    ),
  ] as const) {
    const { status, body } = await asked;
    assert.deepEqual([status, body.code], [404, code]);
  }
  assert.deepEqual(await hashTables(database), before);
});
