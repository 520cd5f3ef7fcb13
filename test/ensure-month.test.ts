import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareDay } from '../src/serve.ts';
import { asOwner, type TestDatabase, testDatabase } from './db.ts';
import { asMember, codeOf } from './member.ts';

const tablesOf = async (database: TestDatabase): Promise<string[]> => {
  const { rows } = await asOwner(
    database,
    `select schemaname || '.' || tablename as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  return rows.map((row) => row.name);
};

test('ensure_month makes the partitions of a sensible month, once, and nothing else', async (t) => {
  const database = await testDatabase(t);
  const before = await tablesOf(database);
  await asMember(database, 'evenhand_app', async (app) => {
    for (const day of ['1999-12-31', '2100-01-01', 'infinity', '-infinity', '0001-01-01 BC', '9999-12-31'])
      assert.equal(await codeOf(app, `select ensure_month('${day}')`), 'P0001', day);
    assert.equal(await codeOf(app, 'select ensure_month(null)'), '22004', 'no day at all');
    assert.equal(await codeOf(app, `select ensure_month('2020-02-30')`), '22008');
    assert.equal(await codeOf(app, `select ensure_month('2020-02-01'';drop table sale')`), '22007');
    assert.deepEqual(await tablesOf(database), before);
    for (const day of ['2020-12-31', '2020-12-01']) await app.query('select ensure_month($1)', [day]);
  });
  const made = (await tablesOf(database)).filter((name) => !before.includes(name));
  assert.deepEqual(made, ['public.sale_2020_12', 'public.stock_movement_2020_12']);
});

test('ensure_month looks at the schema that it was written for, whatever the caller has put before it', async (t) => {
  const database = await testDatabase(t);
  await asOwner(database, 'create schema trap; grant all on schema trap to evenhand_app');
  await asMember(database, 'evenhand_app', async (app) => {
    await app.query(`create table trap.sale (sold_on date) partition by range (sold_on);
      create function trap.date_trunc(text, date) returns timestamp language sql return 'epoch'::timestamp;
      create function trap.to_char(date, text) returns text language sql return '_trapped';
      set search_path = trap, pg_catalog, public`);
    await app.query(`select public.ensure_month('2020-12-01')`);
  });
  const names = await tablesOf(database);
  assert.ok(names.includes('public.sale_2020_12'));
  assert.ok(!names.some((name) => name.includes('trapped')));
});

test('the last day of a month prepares the next: the first sale after midnight finds its partition', async (t) => {
  const database = await testDatabase(t);
  await prepareDay(database.db, '2020-03-31');
  const names = await tablesOf(database);
  assert.ok(names.includes('public.sale_2020_04') && names.includes('public.stock_movement_2020_04'));
});
