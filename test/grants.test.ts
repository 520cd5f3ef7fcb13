import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asOwner, type TestDatabase, testDatabase } from './db.ts';
import { asMember, assertDenied, codeOf } from './member.ts';

const ledgers = ['sale', 'sale_void', 'stock_movement', 'receipt', 'audit', 'policy', 'content_version'];

const partitionsOf = async (database: TestDatabase): Promise<string[]> => {
  const { rows } = await asOwner(
    database,
    `select relname from pg_class where relispartition and relkind = 'r'`,
  );
  return rows.map((row) => row.relname);
};

const writes = (table: string): string[] => [
  `update ${table} set ${columnOf(table)} = ${columnOf(table)}`,
  `delete from ${table}`,
  `truncate ${table}`,
  `select from ${table} for update`,
  `do $$ begin lock table ${table} in exclusive mode; end $$`,
];

const columnOf = (table: string): string =>
  ({ receipt: 'receipt_no', audit: 'outcome', policy: 'document', content_version: 'fields' })[table] ??
  'seal';

test('the app role adds to ledgers and changes nothing in them, nor in their partitions (design §2, §4)', async (t) => {
  const database = await testDatabase(t);
  const partitions = await partitionsOf(database);
  assert.equal(partitions.length, 4, 'two months of two ledgers');
  await asMember(database, 'evenhand_app', async (app) => {
    for (const ledger of ledgers) {
      assert.equal(await codeOf(app, `select from ${ledger} limit 0`), 'done', ledger);
      await assertDenied(app, writes(ledger));
    }
    for (const partition of partitions)
      await assertDenied(app, [
        ...writes(partition),
        `select from ${partition}`,
        `insert into ${partition} default values`,
      ]);
  });
});

/** s select, i insert, u update, d delete: what each role may do with each table, and nothing else. */
const grants: Record<string, string> = {
  account: 'siu',
  announcement: 'siu',
  appointment: 'siu',
  audit: 'si',
  birth_mark: 'siu',
  card_binding: 'siu',
  card_register: 'siu',
  contact_desk: 'siu',
  contact_line: 'siu',
  content_version: 'si',
  credential: 'siu',
  day_order: 'si',
  delivery: 'siu',
  download: 'siu',
  download_file: 'si',
  entitlement: 'siu',
  faq: 'siu',
  link: 'siu',
  log_in_failure: 'siud',
  migration: 's',
  old_platform: 'siu',
  passkey: 'siu',
  policy: 'si',
  practice_registration: 'siu',
  programme: 'si',
  receipt: 'si',
  sale: 'si',
  sale_void: 'si',
  sam_state: 'siu',
  service: 'siu',
  service_application: 'siu',
  service_eligibility: 'siud',
  service_grant: 'siu',
  service_usage: 'si',
  session: 'siud',
  setting: 'siu',
  site: 'siu',
  site_allotment: 'si',
  stock: 'siu',
  stock_movement: 'si',
  unified_grant: 'siu',
  used_challenge: 'sid',
  workstation: 'siu',
};

/** Reports need no passwords, tokens, keys, marks or slow-downs. */
const unread = [
  ...['credential', 'session', 'log_in_failure'],
  ...['birth_mark', 'passkey', 'sam_state', 'used_challenge'],
];
const mayRead = (table: string): boolean => !unread.includes(table);

test('the grants of both roles on every table are those listed here (house style 7)', async (t) => {
  const database = await testDatabase(t);
  for (const [role, expected] of [
    ['evenhand_app', grants],
    [
      'evenhand_read',
      Object.fromEntries(Object.keys(grants).map((table) => [table, mayRead(table) ? 's' : ''])),
    ],
  ] as const) {
    const { rows } = await asOwner(
      database,
      `select relname as table, concat(
          case when has_table_privilege($1, c.oid, 'select') then 's' end,
          case when has_any_column_privilege($1, c.oid, 'insert') then 'i' end,
          case when has_any_column_privilege($1, c.oid, 'update') then 'u' end,
          case when has_table_privilege($1, c.oid, 'delete') then 'd' end,
          case when has_table_privilege($1, c.oid, 'truncate, references, trigger') then 'x' end) as may
        from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm')
          and not relispartition order by 1`,
      [role],
    );
    assert.deepEqual(Object.fromEntries(rows.map((row) => [row.table, row.may])), expected, role);
  }
});

const powers = [
  'create table public.mine (x int)',
  'create table mine as select 1',
  'create schema mine',
  'create function public.mine() returns int language sql return 1',
  'create view public.mine as select 1',
  'create index on public.sale (price_twd)',
  'create extension dblink',
  'create role mine',
  'create trigger mine before insert on sale for each row execute function suppress_redundant_updates_trigger()',
  'alter table sale disable trigger all',
  'alter table sale drop constraint sale_price_twd_check',
  'alter table sale owner to current_user',
  'alter table audit add column x int',
  'drop table sale_2020_02',
  'alter table sale detach partition sale_2020_02',
  'drop function ensure_month(date)',
  'alter role current_user superuser',
  'alter system set fsync = off',
  'set session_replication_role = replica',
  `copy (select 1) to program 'true'`,
  `copy audit (act) from '/etc/passwd'`,
  `select pg_read_file('/etc/passwd')`,
  `select lo_import('/etc/passwd')`,
  'select rolpassword from pg_authid',
];

test('the app role deletes sessions, counted tries and who may apply, and nothing else (design §2, §7)', async (t) => {
  const database = await testDatabase(t);
  await asMember(database, 'evenhand_app', async (app) => {
    for (const [table, may] of Object.entries(grants))
      assert.equal(await codeOf(app, `delete from ${table}`), may.includes('d') ? 'done' : '42501', table);
    assert.equal(await codeOf(app, `select nextval('account_number')`), 'done');
    assert.equal(await codeOf(app, `select setval('account_number', 1)`), '42501');
  });
});

test('who logs in for the server has no DDL and no other role to become (design §2)', async (t) => {
  const database = await testDatabase(t);
  const { rows } = await asOwner(database, `select tableowner from pg_tables where tablename = 'sale'`);
  const others = ['postgres', 'evenhand_read', rows[0].tableowner];
  const becoming = others.flatMap((role) => [`set role ${role}`, `set session authorization ${role}`]);
  await asMember(database, 'evenhand_app', async (app) => {
    await assertDenied(app, [...powers, ...becoming]);
    for (const change of [
      'set role evenhand_app',
      'reset role',
      'set role none',
      'reset session authorization',
    ]) {
      await app.query(change);
      await assertDenied(app, [
        ...ledgers.map((ledger) => `delete from ${ledger}`),
        'create table mine (x int)',
      ]);
    }
  });
});

test('the reading role reads and does nothing else', async (t) => {
  const database = await testDatabase(t);
  await asMember(database, 'evenhand_read', async (read) => {
    for (const table of Object.keys(grants)) {
      const expected = mayRead(table) ? 'done' : '42501';
      assert.equal(await codeOf(read, `select from ${table} limit 0`), expected, table);
      await assertDenied(read, [
        `insert into ${table} default values`,
        `delete from ${table}`,
        `truncate ${table}`,
      ]);
    }
    await assertDenied(read, [
      `update credential set password_hash = ''`,
      `update appointment set role = 'manager'`,
      'delete from session',
      `select nextval('account_number')`,
      'update stock set on_hand = 9',
      'update session set ended_at = null',
      `select ensure_month('2020-04-01')`,
      `select nextval('stock_movement_id')`,
      'set role evenhand_app',
      ...powers,
    ]);
  });
});
