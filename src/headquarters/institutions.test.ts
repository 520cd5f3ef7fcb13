import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Browser, browserOf, testApp } from '../../test/app.ts';
import { asOwner, testDatabase } from '../../test/db.ts';
import { makeBareSite, makeHq, makeSite } from '../../test/factories.ts';
import { auditOf, said, today } from '../../test/people.ts';

const headquarters = async (t: Parameters<typeof testDatabase>[0]) => {
  const database = await testDatabase(t);
  const app = await testApp(t, database);
  const site = await makeSite(database.db);
  return { database, app, site, hq: await browserOf(app, await makeHq(database.db, ['hq_portal'])) };
};

type Found = { institutions: { code: string }[]; total: number; next_after: string | null };
const search = async (hq: Browser, query: string): Promise<Found> =>
  (await hq.get(`/api/hq/institutions?${query}`)).body as unknown as Found;
const codesIn = async (hq: Browser, query: string): Promise<string[]> =>
  (await search(hq, query)).institutions.map(({ code }) => code);

test('institutions are found by code, name, county, kind, or by the role that nobody holds', async (t) => {
  const { database, site, hq } = await headquarters(t);
  const clinic = await makeBareSite(database.db, {
    kind: 'clinic',
    county: '臺南市',
    short_name: '100%診所',
  });
  const centre = await makeBareSite(database.db, {
    kind: 'health_centre',
    county: '臺南市',
    short_name: '安南衛生所',
  });
  const cases: [query: string, expected: string[]][] = [
    ['', [site.code, clinic, centre]],
    [`text=${site.code}`, [site.code]],
    [`text=${encodeURIComponent(' 淡水 ')}`, [site.code]],
    [`text=${encodeURIComponent('臺南')}`, [clinic, centre]],
    ['kind=clinic', [clinic]],
    [`kind=clinic&text=${encodeURIComponent('淡水')}`, []],
    ['lacks=manager', [clinic, centre]],
    ['lacks=representative', [clinic, centre]],
    [`text=${encodeURIComponent('%')}`, [clinic]],
    ['text=_', []],
    [`text=${encodeURIComponent("'; drop table site; --")}`, []],
    ['text=HQ', []],
  ];
  for (const [query, expected] of cases)
    assert.deepEqual((await codesIn(hq, query)).sort(), expected.toSorted(), query);
  await asOwner(database, `update appointment set ended_at = now() where role = 'manager'`);
  assert.deepEqual((await codesIn(hq, 'lacks=manager')).length, 3);
});

test('fifty a page: every institution once, and the count of all', async (t) => {
  const { database, hq } = await headquarters(t);
  for (let n = 0; n < 120; n++) await makeBareSite(database.db, { kind: 'dental' });
  const seen: string[] = [];
  let after: string | null = '';
  for (let pages = 0; after !== null; pages++) {
    assert.ok(pages < 4);
    const page: Found = await search(hq, `kind=dental${after && `&after=${after}`}`);
    assert.equal(page.total, 120);
    seen.push(...page.institutions.map(({ code }) => code));
    after = page.next_after;
  }
  assert.deepEqual([seen.length, new Set(seen).size], [120, 120]);
});

test('one institution with its people and services; the look stands in its own trail', async (t) => {
  const { app, site, hq } = await headquarters(t);
  const { status, body } = await hq.get(`/api/hq/institutions/${site.code}`);
  assert.equal(status, 200);
  const { institution, appointments, services } = body as {
    institution?: Record<string, unknown>;
    appointments?: { account: string; role: string }[];
    services?: { code: string; application: object | null }[];
  };
  assert.deepEqual(
    [
      institution?.['representative'],
      institution?.['managers'],
      institution?.['users'],
      institution?.['services'],
    ],
    [true, 1, 2, ['masks']],
  );
  assert.deepEqual(appointments?.map(({ role }) => role).sort(), [
    'manager',
    'representative',
    'user',
    'user',
  ]);
  assert.deepEqual(
    services?.filter(({ application }) => application).map(({ code }) => code),
    ['masks'],
  );
  const manager = await browserOf(app, site.manager);
  const { rows } = (await manager.get('/api/audit?act=institution')).body as {
    rows?: { act: string; display_name: string }[];
  };
  assert.deepEqual(
    rows?.map(({ act, display_name }) => [act, display_name]),
    [['institution:view', '署內承辦']],
  );
  assert.deepEqual(said(await hq.get('/api/hq/institutions/5900000000')), [404, 'institution_not_found']);
});

test('a suspended institution stops at the next request, all its people, and goes on when it is resumed', async (t) => {
  const { app, database, site, hq } = await headquarters(t);
  const people = [site.user, site.manager, site.representative];
  const browsers = await Promise.all(people.map((each) => browserOf(app, each)));
  const path = `/api/hq/institutions/${site.code}/suspension`;
  const urls = ['/api/stock', '/api/users', '/api/managers'];
  const all = () => Promise.all(browsers.map(async (each, n) => said(await each.get(urls[n] ?? ''))));
  const suspended = await hq.post(path, { reason: '違規調查' });
  assert.deepEqual([suspended.status, suspended.body['suspended_why']], [200, '違規調查']);
  assert.deepEqual(
    await all(),
    urls.map(() => [403, 'institution_suspended']),
  );
  const nobody = await browserOf(app);
  const logIn = await nobody.post('/api/session', { account: site.user.name, password: site.user.password });
  assert.deepEqual(said(logIn), [403, 'institution_suspended']);
  assert.deepEqual(said(await hq.post(path, { reason: '違規調查' })), [409, 'already_suspended']);
  assert.equal((await hq.delete(path)).status, 200);
  assert.deepEqual(
    await all(),
    urls.map(() => [200, undefined]),
  );
  assert.deepEqual(said(await hq.delete(path)), [409, 'not_suspended']);
  const notes = (await auditOf(database, 'institution:%')).filter(({ outcome }) => outcome === 'done');
  assert.deepEqual(
    notes.map(({ site_code, detail }) => [site_code, detail]),
    [
      [site.code, { reason: '違規調查' }],
      [site.code, {}],
    ],
  );
});

test('one person at an institution is suspended by the authority; the institution sees by whom and why', async (t) => {
  const { app, database, site, hq } = await headquarters(t);
  const { rows } = await asOwner(
    database,
    `select appointment_id as id from appointment where account_id = $1`,
    [site.user.account_id],
  );
  const path = `/api/hq/appointments/${rows[0].id}/suspension`;
  const user = await browserOf(app, site.user);
  assert.equal((await hq.post(path, { reason: '重複代購' })).status, 200);
  assert.deepEqual(said(await user.get('/api/stock')), [403, 'appointment_suspended']);
  const manager = await browserOf(app, site.manager);
  const trail = (await manager.get('/api/audit?act=appointment')).body['rows'] as Record<string, unknown>[];
  assert.deepEqual(
    trail.map(({ act, display_name, detail }) => [act, display_name, (detail as { reason: string }).reason]),
    [['appointment:suspend', '署內承辦', '重複代購']],
  );
  assert.equal((await hq.delete(path)).status, 200);
  assert.equal((await user.get('/api/stock')).status, 200);
});

test('the other offices look and change nothing', async (t) => {
  const { app, database, site } = await headquarters(t);
  for (const office of ['hq_policy', 'hq_supply', 'hq_audit'] as const) {
    const browser = await browserOf(app, await makeHq(database.db, [office]));
    assert.equal((await browser.get(`/api/hq/institutions/${site.code}`)).status, 200, office);
    const answer = await browser.post(`/api/hq/institutions/${site.code}/suspension`, { reason: '違規調查' });
    assert.deepEqual(said(answer), [403, 'not_permitted'], `${office} on ${today}`);
  }
});
