import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Browser, browserOf, testApp, testClock } from '../../test/app.ts';
import { asOwner, testDatabase } from '../../test/db.ts';
import { makeHq, makeNumber, makeSite } from '../../test/factories.ts';
import { asMember, assertDenied } from '../../test/member.ts';
import { auditOf, said, today } from '../../test/people.ts';

const twoInstitutions = async (t: Parameters<typeof testDatabase>[0]) => {
  const database = await testDatabase(t);
  const clock = testClock(today);
  const app = await testApp(t, database, clock);
  const [site, other] = [await makeSite(database.db), await makeSite(database.db)];
  return { database, clock, app, site, other };
};

type Page = { rows: Record<string, unknown>[]; next_before: number | null };
const read = async (browser: Browser, query = '', path = '/api/audit'): Promise<Page> => {
  const { status, body } = await browser.get(`${path}?${query}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body as unknown as Page;
};
const readAll = (browser: Browser, query = '') => read(browser, query, '/api/hq/audit');

test('an institution reads every act of and on itself, and nothing of another (R123, design §5)', async (t) => {
  const { app, site, other } = await twoInstitutions(t);
  const [manager, elsewhere] = [await browserOf(app, site.manager), await browserOf(app, other.manager)];
  await elsewhere.post('/api/applications', { services: ['feedback_files'] });
  await manager.post('/api/applications', { services: ['claims'] });
  await manager.post('/api/applications', { services: ['claims'] });
  await (await browserOf(app)).post('/api/session', { account: site.user.name, password: 'wrong' });
  const { rows } = await read(manager);
  assert.deepEqual(
    rows.map(({ act, outcome, account, site_code, address }) => [act, outcome, account, site_code, address]),
    [
      ['session:begin', 'wrong_credentials', site.user.name, site.code, '127.0.0.1'],
      ['service:apply', 'already_applied', site.manager.name, site.code, '127.0.0.1'],
      ['service:apply', 'done', site.manager.name, site.code, '127.0.0.1'],
      ['session:begin', 'done', site.manager.name, site.code, '127.0.0.1'],
    ],
  );
  const representative = await browserOf(app, site.representative);
  assert.ok((await read(representative)).rows.every(({ site_code }) => site_code === site.code));
  assert.deepEqual(said(await manager.get(`/api/audit?site=${other.code}`)), [400, 'unknown_field']);
  assert.deepEqual(said(await (await browserOf(app, site.user)).get('/api/audit')), [403, 'not_permitted']);
});

test('filters: days, kind of act, outcome, account, each and together', async (t) => {
  const { app, clock, site } = await twoInstitutions(t);
  const manager = await browserOf(app, site.manager);
  await manager.post('/api/applications', { services: ['claims'] });
  clock.at('2020-02-05');
  await manager.post('/api/applications', { services: ['claims'] });
  await manager.delete('/api/applications/claims');
  const user = await browserOf(app, site.user);
  await user.get('/api/users');
  const acts = async (query: string) =>
    (await read(manager, query)).rows.map(({ act, outcome }) => `${act} ${outcome}`);
  const cases: [query: string, expected: string[]][] = [
    ['from=2020-02-06', []],
    ['until=2020-02-03', []],
    [`from=${today}&until=${today}`, ['service:apply done', 'session:begin done']],
    ['act=service', ['service:withdraw done', 'service:apply already_applied', 'service:apply done']],
    ['act=service:apply', ['service:apply already_applied', 'service:apply done']],
    ['act=serv', []],
    ['act=service&outcome=done', ['service:withdraw done', 'service:apply done']],
    ['outcome=refused', ['user:list not_permitted', 'service:apply already_applied']],
    [`account=${site.user.name.toUpperCase()}`, ['user:list not_permitted', 'session:begin done']],
    ['account=nobody', []],
  ];
  for (const [query, expected] of cases) assert.deepEqual(await acts(query), expected, query);
});

test('a hundred a page, newest first: each row once, also while others are added', async (t) => {
  const { app, database, site } = await twoInstitutions(t);
  const manager = await browserOf(app, site.manager);
  await asOwner(
    database,
    `insert into audit (at, business_day, act, outcome, site_code, detail)
      select now(), '${today}', 'test:row', 'done', $1, jsonb_build_object('n', n) from generate_series(1, 250) n`,
    [site.code],
  );
  const seen: number[] = [];
  let before: number | null = null;
  do {
    const { rows, next_before }: Page = await read(
      manager,
      `act=test:row${before === null ? '' : `&before=${before}`}`,
    );
    assert.ok(rows.length <= 100);
    seen.push(...rows.map(({ detail }) => (detail as { n: number }).n));
    before = next_before;
    await manager.get('/api/managers');
  } while (before !== null);
  assert.deepEqual(
    seen,
    Array.from({ length: 250 }, (_, n) => 250 - n),
  );
});

test('the auditors of the authority search everything, and the search is an act of its own', async (t) => {
  const { app, database, site, other } = await twoInstitutions(t);
  for (const each of [site, other]) await browserOf(app, each.manager);
  const auditor = await browserOf(app, await makeHq(database.db, ['hq_audit']));
  assert.deepEqual(
    new Set((await readAll(auditor, 'act=session:begin')).rows.map(({ site_code }) => site_code)),
    new Set([site.code, other.code, 'HQ00000000']),
  );
  const { rows } = await readAll(auditor, `site=${site.code}&account=${site.manager.name}&outcome=done`);
  assert.deepEqual(
    rows.map(({ act }) => act),
    ['session:begin'],
  );
  assert.deepEqual(
    (await auditOf(database, 'audit:search')).map(({ site_code, detail }) => [site_code, detail]),
    [
      ['HQ00000000', { act: 'session:begin' }],
      ['HQ00000000', { site: site.code, account: site.manager.name, outcome: 'done' }],
    ],
  );
  const [newest] = (await readAll(auditor)).rows;
  assert.equal(newest?.['act'], 'audit:search', 'the search finds itself');
});

test('an ID number typed for an account stays in no row (R124)', async (t) => {
  const { app, database } = await twoInstitutions(t);
  const auditor = await browserOf(app, await makeHq(database.db, ['hq_audit']));
  const number = makeNumber(4_321);
  for (const typed of [number, number.toLowerCase(), number.slice(0, 9)])
    await readAll(auditor, `account=${typed}`);
  const { rows } = await asOwner(database, 'select a::text as row from audit a');
  assert.ok(!rows.some(({ row }) => row.toUpperCase().includes(number.slice(0, 9))));
  assert.deepEqual(
    (await auditOf(database, 'audit:search')).map(({ detail }) => detail),
    Array(3).fill({ account: '?' }),
  );
});

test('no row tells a person’s key, to institutions or to auditors', async (t) => {
  const { app, database, site } = await twoInstitutions(t);
  const key = '00000000-0000-0000-0000-00000000abcd';
  await asOwner(
    database,
    `insert into audit (at, business_day, act, outcome, site_code, person_key, detail)
      values (now(), '${today}', 'sale:check', 'done', $1, $2, '{}')`,
    [site.code, key],
  );
  const auditor = await browserOf(app, await makeHq(database.db, ['hq_audit']));
  for (const page of [await read(await browserOf(app, site.manager)), await readAll(auditor)])
    assert.ok(page.rows.length > 0 && !JSON.stringify(page).includes('abcd'));
});

test('rows are only added: who serves changes none and takes none out', async (t) => {
  const { database } = await twoInstitutions(t);
  await asMember(database, 'evenhand_app', (app) =>
    assertDenied(app, [
      `update audit set outcome = 'done'`,
      `update audit set site_code = null where audit_id = 1`,
      'delete from audit',
      'truncate audit',
      'alter table audit disable trigger all',
    ]),
  );
});
