import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { hashPassword } from '../src/access/index.ts';
import { sessionCookie } from '../src/platform/http.ts';
import { createLog } from '../src/platform/log.ts';
import { createMetrics } from '../src/platform/metrics.ts';
import { browserOf, testApp } from './app.ts';
import { atEnd } from './at-end.ts';
import { check, confirmArrival, sellOn } from './counter.ts';
import { asOwner, type TestDatabase, testDatabase } from './db.ts';
import { makeHq, makeNumber, makeSite, makeStaff } from './factories.ts';
import { appoint, newPerson, settle } from './people.ts';

type Context = Parameters<typeof testDatabase>[0];

/** The application with every line of its log, at the level that says most, in a file. */
const loggedApp = async (t: Context) => {
  const folder = await mkdtemp(join(tmpdir(), 'evenhand-log-'));
  atEnd(t, () => rm(folder, { recursive: true }));
  const file = join(folder, 'evenhand.log');
  const log = createLog('trace', file);
  const metrics = createMetrics();
  const database = await testDatabase(t);
  const app = await testApp(t, database, undefined, { log, metrics });
  const site = await makeSite(database.db);
  return { database, app, site, metrics, readLog: () => readFile(file, 'utf8') };
};

/** Every row of every table as text, bytes as hex: what a dump of the database says. */
const dump = async (database: TestDatabase): Promise<string> => {
  const { rows: tables } = await asOwner(
    database,
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      and not relispartition`,
  );
  const texts = tables.map(({ name }) => `select '${name} ' || t::text as row from ${name} t`);
  const { rows } = await asOwner(database, texts.join(' union all '));
  return rows.map((each) => each.row).join('\n');
};

/** Forms in which a secret can stand in a text: as it is, in hex, in base64. */
const formsOf = (secret: string): string[] => [
  secret,
  secret.toLowerCase(),
  Buffer.from(secret).toString('hex'),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
];

const person = { number: makeNumber(123_456), birth_date: '19740521' };
const birthDates = ['19740521', '1974-05-21', '0630521', '630521', '63/05/21'];
/** One that may buy today, one that may not, one that is no number, one of a resident. */
const numbers = [person.number, makeNumber(98_765, 'odd'), 'F223456780', 'AC01234567'];

const breakSales = (database: TestDatabase) =>
  asOwner(database, 'alter table sale add constraint broken check (false) not valid');

test('numbers, birth dates, passwords, cookies and approvals are in no log, audit, table or metric (R124, X36)', async (t) => {
  const { database, app, site, metrics, readLog } = await loggedApp(t);
  const password = `geheim-${randomBytes(6).toString('hex')}`;
  const name = 'privat';
  await makeStaff(database.db, {
    ...{ name, site_code: site.code, roles: ['manager', 'user'] },
    ...{ professions: ['pharmacist'], services: ['masks'] },
  });
  await asOwner(
    database,
    'update credential set password_hash = $1 where account_id = (select account_id from account where name = $2)',
    [await hashPassword(password), name],
  );
  const login = await app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { account: name, password },
  });
  const token = login.cookies.find((each) => each.name === sessionCookie)?.value ?? '';
  assert.equal(token.length, 43);
  const cookie = `${sessionCookie}=${token}`;
  const wrongPassword = `falsch-${randomBytes(6).toString('hex')}`;
  await app.inject({
    method: 'POST',
    url: '/api/session',
    payload: { account: name, password: wrongPassword },
  });

  const browser = await browserOf(app, site.manager);
  await confirmArrival(browser, '2020-02-04');
  const approvals: string[] = [];
  const checkWith = async (changes: object) => {
    const payload = { site_code: site.code, document_kind: '01', ...person, ...changes };
    const answer = await app.inject({ method: 'POST', url: '/api/checks', payload, headers: { cookie } });
    const { approval } = answer.json();
    if (approval) approvals.push(approval);
    return answer;
  };
  for (const number of numbers)
    for (const birth_date of ['19740521', '63/05/21']) await checkWith({ number, birth_date });
  await checkWith({ number: person.number, Extra: person.number });
  await checkWith({ [person.number]: 1 });
  await checkWith({ site_code: '5999999999' });
  await app.inject({
    method: 'GET',
    url: `/api/${person.number}?number=${person.number}`,
    headers: { cookie },
  });
  await app.inject({
    method: 'POST',
    url: `/api/sales/${person.number}/void`,
    payload: {},
    headers: { cookie },
  });

  const { approval } = (await check(browser, site, person)).body;
  assert.ok(approval && approvals.length > 0);
  approvals.push(String(approval));
  const id = randomUUID();
  assert.equal((await sellOn(browser, approval, undefined, id)).status, 201);
  assert.equal(
    (await browser.post(`/api/sales/${id}/void`, { void_id: randomUUID(), reason: '按錯' })).status,
    200,
  );

  // PostgreSQL now quotes the row that it refuses.
  await breakSales(database);
  const broken = await sellOn(browser, approval);
  assert.equal(broken.status, 500);

  const texts = { log: await readLog(), tables: await dump(database), metrics: await metrics.text() };
  assert.match(texts.log, /violates check constraint/, 'the fault is in the log');
  assert.ok(texts.log.includes(String(broken.body['request_id'])), 'under the id that was told');
  assert.ok(texts.log.split('\n').length > 20 && texts.tables.length > 2000 && texts.metrics.length > 2000);
  const secrets = [...numbers, ...birthDates, password, wrongPassword, token, ...approvals];
  for (const secret of secrets)
    for (const form of formsOf(secret))
      for (const [where, text] of Object.entries(texts))
        assert.ok(!text.includes(form), `${form.slice(0, 20)} stands in the ${where}`);
});

test('numbers of staff and passwords that were shown once are in no log, audit, table or metric (R124)', async (t) => {
  const { database, app, site, metrics, readLog } = await loggedApp(t);
  const manager = await browserOf(app, site.manager);
  const auditor = await browserOf(app, await makeHq(database.db));
  const nobody = await browserOf(app);
  const staff = newPerson({ number: makeNumber(7_654_321) });
  const given = await appoint(manager, 'users', staff);
  const { password } = await settle(app, given);
  const reset = await manager.post(`/api/users/${given.appointment_id}/password`);
  const { number } = staff;
  await manager.post('/api/users', staff);
  await manager.post('/api/users', { ...staff, display_name: '另一個人' });
  await manager.post('/api/users', { ...staff, number: `${number}9` });
  await nobody.post('/api/session', { account: number, password: 'wrong' });
  await manager.post('/api/password', { current: site.manager.password, fresh: number });
  const csv = `帳號或證號,服務代碼,起日,迄日\n${number},masks,1090204,\n`;
  for (const dry_run of [true, false]) await manager.post('/api/grants/import', { csv, dry_run });
  await auditor.get(`/api/hq/audit?account=${number}`);
  await auditor.get(`/api/hq/institutions?text=${number}`);
  await manager.get(`/api/audit?account=${number}`);
  const texts = { log: await readLog(), tables: await dump(database), metrics: await metrics.text() };
  assert.ok(texts.log.split('\n').length > 10 && texts.tables.length > 2000);
  const secrets = [number, given.password ?? '', password, String(reset.body['initial_password'])];
  for (const secret of secrets)
    for (const form of formsOf(secret))
      for (const [where, text] of Object.entries(texts))
        assert.ok(form.length > 8 && !text.includes(form), `${form.slice(0, 4)} stands in the ${where}`);
});

test('a 5xx says only the request id (house style 13)', async (t) => {
  const { database, app, site, readLog } = await loggedApp(t);
  const browser = await browserOf(app, site.user);
  await confirmArrival(browser, '2020-02-04');
  const { approval } = (await check(browser, site, person)).body;
  await breakSales(database);
  const faults = [await sellOn(browser, approval)];
  await asOwner(database, 'alter table stock rename to stuck');
  faults.push(await browser.get('/api/stock'), await sellOn(browser, approval));
  await asOwner(database, 'alter table session rename to gone');
  faults.push(await browser.get('/api/session'));
  for (const { status, body } of faults) {
    assert.equal(status, 500);
    const { request_id, ...said } = body;
    assert.deepEqual(said, {
      code: 'fault',
      message: `系統發生錯誤，請稍後再試；如持續發生，請提供編號${request_id}。`,
    });
    assert.ok((await readLog()).includes(String(request_id)));
  }
});

test('a database that goes away in the middle of a sale ends no server; asked again, it is sold once (R102)', async (t) => {
  const { database, app, site } = await loggedApp(t);
  const browser = await browserOf(app, site.user);
  await confirmArrival(browser, '2020-02-04');
  const { approval } = (await check(browser, site, person)).body;
  const id = randomUUID();
  // Somebody holds the site's stock, so that the sale stands in the middle of its transaction.
  const holder = new pg.Client({ connectionString: database.ownerUrl });
  await holder.connect();
  await holder.query('begin; select from stock for update');
  const selling = sellOn(browser, approval, undefined, id);
  const killAll = `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'evenhand evenhand_app' and wait_event_type = 'Lock'`;
  let killed = 0;
  while (killed === 0) killed = (await holder.query(killAll)).rowCount ?? 0;
  await holder.query('commit');
  await holder.end();
  const answers = [await selling, await sellOn(browser, approval, undefined, id)].map((each) => each.status);
  assert.deepEqual(answers, [500, 201]);
  const { rows } = await asOwner(database, 'select count(*)::int as sales from sale');
  assert.equal(rows[0].sales, 1);
});
