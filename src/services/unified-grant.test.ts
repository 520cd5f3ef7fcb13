import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Browser, browserOf, type TestApp, testApp, testClock } from '../../test/app.ts';
import { asOwner, type TestDatabase, testDatabase } from '../../test/db.ts';
import { makeBareSite, makeHq, makeStaff } from '../../test/factories.ts';
import { auditOf, said, today } from '../../test/people.ts';
import type { Profession } from '../access/contract.ts';
import { openDb } from '../platform/db.ts';
import { workOnUnifiedGrant } from './unified-grant.ts';

type Context = Parameters<typeof testDatabase>[0];
type Order = {
  unified_grant_id: number;
  state: string;
  grants: number;
  applications: number;
  sites_total: number;
  sites_done: number;
};

const url = '/api/hq/unified-grants';
const order = { service: 'masks', reason: '口罩實名制上路' };

const headquarters = async (t: Context) => {
  const database = await testDatabase(t);
  const clock = testClock(today);
  const app = await testApp(t, database, clock);
  return { database, clock, app, hq: await browserOf(app, await makeHq(database.db, ['hq_portal'])) };
};

type Make = { kind?: string; profession?: Profession; applied?: 'now' | 'once'; is_test?: boolean };
let people = 0;

/** An institution of a kind with one user of a profession; without `applied` it never applied for anything. */
const makeOne = async (
  database: TestDatabase,
  { kind = 'pharmacy', profession, applied, is_test = false }: Make,
) => {
  const { db } = database;
  const code = await makeBareSite(db, { kind, is_test });
  const professions = profession ? [profession] : [];
  const user = await makeStaff(db, {
    name: `user-${++people}`,
    site_code: code,
    roles: ['user'],
    professions,
  });
  if (applied)
    await asOwner(
      database,
      `insert into service_application (site_code, service_code, applied_at, source, ended_at)
        values ($1, 'feedback_files', now(), 'application', ${applied === 'once' ? 'now()' : 'null'})`,
      [code],
    );
  return { code, user };
};

const ordersOf = async (hq: Browser): Promise<Order[]> =>
  (await hq.get(url)).body['unified_grants'] as Order[];

/** Waits until the order is over. */
const finished = async (hq: Browser): Promise<Order> => {
  for (;;) {
    const [newest] = await ordersOf(hq);
    if (newest && !['waiting', 'running'].includes(newest.state)) return newest;
    await sleep(5);
  }
};

const run = async (hq: Browser, body: object = order): Promise<Order> => {
  const answer = await hq.post(url, body);
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
  return finished(hq);
};

const counted = async (hq: Browser): Promise<[string, number, number, number][]> => {
  const { by_kind } = (await hq.get(`${url}/preview?service=masks`)).body as {
    by_kind?: { site_kind: string; sites: number; persons: number; already: number }[];
  };
  return (by_kind ?? []).map(({ site_kind, sites, persons, already }) => [
    site_kind,
    sites,
    persons,
    already,
  ]);
};

const grantsAt = async (database: TestDatabase): Promise<string[]> =>
  (await asOwner(database, 'select site_code from service_grant where ended_at is null order by 1')).rows.map(
    ({ site_code }) => site_code,
  );

test('R069: who qualifies and who does not; the count before equals what is granted', async (t) => {
  const { database, hq } = await headquarters(t);
  const fit: Make[] = [
    { profession: 'pharmacist', applied: 'now' },
    { profession: 'assistant_pharmacist', applied: 'once' },
    { kind: 'health_centre', profession: 'physician', applied: 'now' },
    { kind: 'health_centre', profession: 'nurse', applied: 'once' },
  ];
  const unfit: Make[] = [
    { profession: 'pharmacist' },
    { profession: 'nurse', applied: 'now' },
    { applied: 'now' },
    { kind: 'health_centre', profession: 'pharmacist', applied: 'now' },
    { kind: 'clinic', profession: 'physician', applied: 'now' },
    { profession: 'pharmacist', applied: 'now', is_test: true },
  ];
  const qualified = [];
  for (const each of fit) qualified.push((await makeOne(database, each)).code);
  for (const each of unfit) await makeOne(database, each);
  const spoilt: [sql: string][] = [
    [`update appointment set suspended_at = now(), suspended_why = '調查中' where site_code = $1`],
    [`update appointment set ended_at = now() where site_code = $1`],
    [`update appointment set starts_on = '2020-02-05' where site_code = $1`],
    [`update appointment set ends_on = '2020-02-03' where site_code = $1`],
    [`update appointment set role = 'manager' where site_code = $1`],
    [`update practice_registration set ends_on = '2020-02-03' where site_code = $1`],
    [`update practice_registration set starts_on = '2020-02-05' where site_code = $1`],
    [`update site set contract_ends_on = '2020-02-03' where code = $1`],
    [`update site set suspended_at = now(), suspended_why = '調查中' where code = $1`],
    [
      `update account set disabled_at = now() where account_id in (select account_id from appointment where site_code = $1)`,
    ],
  ];
  for (const [sql] of spoilt)
    await asOwner(database, sql, [
      (await makeOne(database, { profession: 'pharmacist', applied: 'now' })).code,
    ]);
  assert.deepEqual(await counted(hq), [
    ['health_centre', 2, 2, 0],
    ['pharmacy', 2, 2, 0],
  ]);
  const { state, grants, applications, sites_total, sites_done } = await run(hq);
  assert.deepEqual([state, grants, applications, sites_total, sites_done], ['done', 4, 4, 4, 4]);
  assert.deepEqual(await grantsAt(database), qualified.sort());
});

test('R064, X28: whom it reaches sells at once, without an application of their own; the trail of the institution says so', async (t) => {
  const { database, app, hq } = await headquarters(t);
  const { code, user } = await makeOne(database, { profession: 'pharmacist', applied: 'once' });
  const chief = await makeStaff(database.db, { name: 'chief', site_code: code, roles: ['manager'] });
  const seller = await browserOf(app, user);
  assert.deepEqual(said(await seller.get('/api/stock')), [403, 'not_permitted']);
  await run(hq);
  assert.equal((await seller.get('/api/stock')).status, 200);
  const manager = await browserOf(app, chief);
  const { services } = (await manager.get('/api/applications')).body as {
    services?: { code: string; application: { source: string } | null }[];
  };
  assert.equal(services?.find((each) => each.code === 'masks')?.application?.source, 'unified_grant');
  const { rows } = (await manager.get('/api/audit?act=unified-grant')).body as {
    rows?: { act: string; display_name: string; detail: Record<string, unknown> }[];
  };
  assert.deepEqual(
    rows?.map(({ act, display_name, detail }) => [act, display_name, detail['service'], detail['grants']]),
    [['unified-grant:grant', '署內承辦', 'masks', 1]],
  );
});

test('ordered again it grants what is missing only, and leaves what managers did as it is', async (t) => {
  const { database, hq } = await headquarters(t);
  const first = await makeOne(database, { profession: 'pharmacist', applied: 'now' });
  const byHand = await makeOne(database, { profession: 'pharmacist', applied: 'now' });
  await asOwner(
    database,
    `insert into service_application (site_code, service_code, applied_at, source) values ($1, 'masks', now(), 'application')`,
    [byHand.code],
  );
  await asOwner(
    database,
    `insert into service_grant (account_id, site_code, service_code, starts_on, ends_on, source, granted_at)
      values ($1, $2, 'masks', '2020-02-01', '2020-02-29', 'manager', now())`,
    [byHand.user.account_id, byHand.code],
  );
  assert.deepEqual(await counted(hq), [['pharmacy', 2, 2, 1]]);
  const done = await run(hq);
  assert.deepEqual([done.grants, done.applications], [1, 1]);
  const later = await makeOne(database, { profession: 'pharmacist', applied: 'now' });
  assert.deepEqual(await counted(hq), [['pharmacy', 3, 3, 2]]);
  const again = await run(hq);
  assert.deepEqual([again.grants, again.applications], [1, 1]);
  assert.deepEqual(
    [(await run(hq)).grants, await grantsAt(database)],
    [0, [first.code, byHand.code, later.code].sort()],
  );
  const { rows } = await asOwner(database, `select ends_on from service_grant where source = 'manager'`);
  assert.equal(rows.length, 1);
});

test('a grant whose days are over makes room for the new one', async (t) => {
  const { database, app, hq } = await headquarters(t);
  const { code, user } = await makeOne(database, { profession: 'pharmacist', applied: 'now' });
  await asOwner(
    database,
    `insert into service_grant (account_id, site_code, service_code, starts_on, ends_on, source, granted_at)
      values ($1, $2, 'masks', '2020-01-01', '2020-02-03', 'manager', now())`,
    [user.account_id, code],
  );
  const seller = await browserOf(app, user);
  assert.deepEqual(said(await seller.get('/api/stock')), [403, 'not_permitted']);
  assert.equal((await run(hq)).grants, 1);
  assert.equal((await seller.get('/api/stock')).status, 200);
});

test('a service that anybody may hold goes to every user of the kinds that may apply', async (t) => {
  const { database, hq } = await headquarters(t);
  await makeOne(database, { applied: 'now' });
  await makeOne(database, { kind: 'clinic', profession: 'nurse', applied: 'once' });
  assert.equal((await run(hq, { ...order, service: 'feedback_files' })).grants, 2);
});

test('undone as one act: exactly its own grants and applications, nothing granted before or since', async (t) => {
  const { database, app, hq } = await headquarters(t);
  const one = await makeOne(database, { profession: 'pharmacist', applied: 'now' });
  const first = await run(hq);
  const two = await makeOne(database, { profession: 'pharmacist', applied: 'now' });
  const second = await run(hq);
  const colleague = await makeStaff(database.db, {
    ...{
      name: 'colleague',
      site_code: two.code,
      roles: ['user'],
      professions: ['pharmacist'],
      services: ['masks'],
    },
  });
  const seller = await browserOf(app, two.user);
  const undone = await hq.post(`${url}/${second.unified_grant_id}/undo`);
  assert.deepEqual(
    [undone.status, undone.body['state'], undone.body['undone_by']],
    [200, 'undone', '署內承辦'],
  );
  assert.deepEqual(said(await seller.get('/api/stock')), [403, 'not_permitted']);
  assert.equal(
    (await (await browserOf(app, one.user)).get('/api/stock')).status,
    200,
    'the first order stands',
  );
  assert.deepEqual(await grantsAt(database), [one.code, two.code], 'the grant made by hand stands');
  assert.ok(colleague);
  assert.deepEqual(said(await hq.post(`${url}/${second.unified_grant_id}/undo`)), [
    409,
    'unified_grant_undone',
  ]);
  assert.deepEqual(said(await hq.post(`${url}/999/undo`)), [404, 'unified_grant_not_found']);
  const notes = (await auditOf(database, 'unified-grant:undo')).filter(({ outcome }) => outcome === 'done');
  assert.deepEqual(notes.map(({ site_code }) => site_code).sort(), [two.code, 'HQ00000000'].sort());
  assert.equal((await run(hq)).grants, 1, 'and may be ordered again');
  assert.ok(first.unified_grant_id < second.unified_grant_id);
});

test('what may not be ordered: no such service, one that ended, one that comes along', async (t) => {
  const { database, hq } = await headquarters(t);
  await asOwner(
    database,
    `update service set state = 'ended', ended_on = '${today}' where code = 'claims_api'`,
  );
  for (const [service, status, code] of [
    ['nothing', 404, 'service_not_found'],
    ['claims_api', 409, 'service_ended'],
    ['claims_precheck', 409, 'service_implied'],
  ] as const)
    assert.deepEqual(said(await hq.post(url, { ...order, service })), [status, code]);
  assert.deepEqual(said(await hq.get(`${url}/preview?service=nothing`)), [404, 'service_not_found']);
  assert.deepEqual(await ordersOf(hq), []);
});

/** An order whose work nobody has begun: as a server leaves it that dies behind the answer. */
const leave = async (database: TestDatabase, sites: number): Promise<string> => {
  const { rows } = await asOwner(
    database,
    `insert into unified_grant (service_code, reason, state, business_day, ordered_at, ordered_by, sites_total)
      select 'masks', '測試', 'waiting', '${today}', now(), account_id, $1 from account limit 1
      returning unified_grant_id as id`,
    [sites],
  );
  return rows[0].id;
};

const makeMany = (database: TestDatabase, n: number) =>
  asOwner(
    database,
    `with code as (select '58' || lpad(n::text, 8, '0') as code, n from generate_series(1, ${n}) n),
      place as (insert into site (code, full_name, short_name, kind, county, check_digit_ok, created_at, updated_at)
        select code, '淡水藥局', '淡水藥局', 'pharmacy', '新北市', true, now(), now() from code returning code),
      person as (insert into account (name, display_name, kind, person_key, covered_number, created_at)
        select 'many-' || n, '人員', 'person', gen_random_uuid(), 'A123****89', now() from code
        returning account_id, name, person_key),
      staff as (select account_id, person_key, code from person join code on name = 'many-' || n join place using (code)),
      applied as (insert into service_application (site_code, service_code, applied_at, source)
        select code, 'claims', now(), 'application' from staff),
      registered as (insert into practice_registration
        select person_key, code, 'pharmacist', '2011-01-01', null, now() from staff)
    insert into appointment (account_id, site_code, role, starts_on, appointed_at)
      select account_id, code, 'user', '2011-01-01', now() from staff`,
  );

const nowAs = (app: TestApp) => () => app.clock.now();

test('one at a time; stopped it keeps what it granted, and may be undone', async (t) => {
  const { database, app, hq } = await headquarters(t);
  await makeMany(database, 1_200);
  const id = await leave(database, 1_200);
  assert.deepEqual(said(await hq.post(`${url}/${id}/undo`)), [409, 'unified_grant_at_work'], 'stop it first');
  assert.ok(await workOnUnifiedGrant(database.db, nowAs(app)));
  const [running] = await ordersOf(hq);
  assert.deepEqual([running?.state, running?.sites_done, running?.grants], ['running', 500, 500]);
  const stopped = await hq.post(`${url}/${id}/stop`);
  assert.deepEqual([stopped.status, stopped.body['state'], stopped.body['grants']], [200, 'stopped', 500]);
  assert.equal(await workOnUnifiedGrant(database.db, nowAs(app)), false, 'nobody goes on with it');
  assert.equal((await grantsAt(database)).length, 500);
  assert.deepEqual(said(await hq.post(`${url}/${id}/stop`)), [409, 'unified_grant_over']);
  assert.equal((await hq.post(`${url}/${id}/undo`)).status, 200);
  assert.deepEqual(await grantsAt(database), []);
  await leave(database, 1_200);
  assert.deepEqual(said(await hq.post(url, order)), [409, 'unified_grant_at_work'], 'one at a time');
  // Asking for another looks for the one that is left.
  assert.deepEqual([(await finished(hq)).grants, (await grantsAt(database)).length], [1_200, 1_200]);
});

test('two servers at once double nothing and leave nothing out', async (t) => {
  const { database, app, hq } = await headquarters(t);
  await makeMany(database, 1_700);
  await leave(database, 1_700);
  const dbs = [1, 2].map(() => openDb({ url: database.appUrl, role: 'evenhand_app', connections: 2 }));
  const workOff = async (db: (typeof dbs)[number]) => {
    for (let idle = 0; idle < 20; ) {
      if (await workOnUnifiedGrant(db, nowAs(app))) idle = 0;
      else {
        idle += 1;
        await sleep(5);
      }
    }
  };
  await Promise.all(dbs.map(workOff));
  await Promise.all(dbs.map((db) => db.destroy()));
  const [done] = await ordersOf(hq);
  assert.deepEqual(
    [done?.state, done?.sites_done, done?.grants, done?.applications],
    ['done', 1_700, 1_700, 1_700],
  );
  const { rows } = await asOwner(
    database,
    `select count(*)::int as n, count(distinct site_code)::int as sites,
        (select count(*)::int from audit where act = 'unified-grant:grant') as noted from service_grant`,
  );
  assert.deepEqual(rows[0], { n: 1_700, sites: 1_700, noted: 1_700 });
});

test('a server that dies in the middle of a part loses that part; another goes on behind the last one done', async (t) => {
  const { database, app, hq } = await headquarters(t);
  await makeMany(database, 1_200);
  await leave(database, 1_200);
  await workOnUnifiedGrant(database.db, nowAs(app));
  const blocker = new pg.Client({ connectionString: database.ownerUrl });
  await blocker.connect();
  await blocker.query('begin; lock table service_grant in access exclusive mode');
  const dying = openDb({
    url: database.appUrl,
    role: 'evenhand_app',
    connections: 1,
    onError: () => undefined,
  });
  const part = workOnUnifiedGrant(dying, nowAs(app)).catch(() => 'died');
  // Ends the one that waits, as soon as it waits; within a transaction PostgreSQL would show one moment only.
  const ended = `select pg_terminate_backend(pid) from pg_stat_activity
    where wait_event_type = 'Lock' and datname = current_database()`;
  while (!(await asOwner(database, ended)).rowCount) await sleep(5);
  assert.equal(await part, 'died');
  await blocker.query('rollback');
  await blocker.end();
  await dying.destroy();
  assert.equal((await ordersOf(hq))[0]?.sites_done, 500);
  while (await workOnUnifiedGrant(database.db, nowAs(app)));
  const [done] = await ordersOf(hq);
  assert.deepEqual([done?.state, done?.sites_done, done?.grants], ['done', 1_200, 1_200]);
  assert.equal(new Set(await grantsAt(database)).size, 1_200);
});

test('a server that looks for work finds what another left', async (t) => {
  const { database, hq } = await headquarters(t);
  await makeMany(database, 3);
  await leave(database, 3);
  const looking = await testApp(t, database, testClock(today), { lookForWorkMs: 20 });
  assert.deepEqual([(await finished(hq)).state, (await grantsAt(database)).length], ['done', 3]);
  await looking.close();
});
