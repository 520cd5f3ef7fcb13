import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { testClock } from '../../test/app.ts';
import { asOwner, type TestDatabase, testDatabase } from '../../test/db.ts';
import { makeBareSite } from '../../test/factories.ts';
import { auditOf, today } from '../../test/people.ts';
import { importRegister } from './index.ts';

const take = async (
  { db }: TestDatabase,
  register: 'cards' | 'spare-cards',
  lines: readonly string[],
  dryRun = false,
) => {
  const source = Readable.from([Buffer.from(lines.join('\n'))]);
  const now = testClock(today).now();
  const done = await importRegister(db, { register, source, staffKey: Buffer.alloc(32), now, dryRun });
  return {
    ...done,
    problems: done.problems.map(({ line, column, refusal }) => [line, column, refusal.code]),
  };
};

const registered = async (database: TestDatabase) =>
  (
    await asOwner(
      database,
      'select card, subject_serial, site_code, is_spare from card_register order by card, subject_serial',
    )
  ).rows.map((row) => [row.card, row.subject_serial, row.site_code, row.is_spare]);

test('cards of institutions: good rows are taken, bad ones come back with line, column and reason', async (t) => {
  const database = await testDatabase(t);
  const [a, b] = [await makeBareSite(database.db), await makeBareSite(database.db)];
  const lines = [
    '醫事機構代碼,卡片種類,憑證用戶序號',
    `${a},醫事機構卡,H01`,
    `${b},政府單位憑證卡,H01`,
    `${a},醫事人員卡,H02`,
    `${a},醫事機構卡,`,
    `${a},醫事機構卡,H 03`,
    `9999999999,醫事機構卡,H04`,
    `${b},醫事機構卡,H01`,
    `${a},醫事機構卡,H01`,
  ];
  const problems = [
    [4, '卡片種類', 'card_kind_unknown'],
    [5, '憑證用戶序號', 'serial_malformed'],
    [6, '憑證用戶序號', 'serial_malformed'],
    [7, '醫事機構代碼', 'institution_not_found'],
    [8, '憑證用戶序號', 'serial_twice'],
  ];
  const dry = await take(database, 'cards', lines, true);
  assert.deepEqual([dry.rows, dry.changed, dry.problems], [8, 2, problems]);
  assert.deepEqual(await registered(database), [], 'a dry run stores nothing');
  const done = await take(database, 'cards', lines);
  assert.deepEqual([done.rows, done.changed, done.rejected, done.problems], [8, 2, 5, problems]);
  assert.deepEqual(await registered(database), [
    ['government', 'H01', b, false],
    ['institution', 'H01', a, false],
  ]);
  assert.equal((await take(database, 'cards', lines)).changed, 0, 'the same file again');
  assert.equal((await auditOf(database, 'register:cards')).length, 2);
});

test('a later file is the later word on a card; one card twice in a file is told, however long the file', async (t) => {
  const database = await testDatabase(t);
  const [a, b] = [await makeBareSite(database.db), await makeBareSite(database.db)];
  const head = 'site_code,card,subject_serial';
  await take(database, 'cards', [head, `${a},醫事機構卡,H01`]);
  const later = await take(database, 'cards', [head, `${b},醫事機構卡,H01`]);
  assert.deepEqual([later.changed, later.problems], [1, []]);
  assert.deepEqual(await registered(database), [['institution', 'H01', b, false]]);
  const many = Array.from({ length: 1_500 }, (_, n) => `${a},醫事機構卡,M${n}`);
  const long = await take(database, 'cards', [head, ...many, `${b},醫事機構卡,M0`]);
  assert.deepEqual([long.changed, long.problems], [1_500, [[1_502, '憑證用戶序號', 'serial_twice']]]);
});

test('R034: spare cards belong to no institution; a serial that is none is told', async (t) => {
  const database = await testDatabase(t);
  const done = await take(database, 'spare-cards', ['憑證用戶序號', 'P01', 'P01', '備用', 'P02']);
  assert.deepEqual([done.changed, done.problems], [2, [[4, '憑證用戶序號', 'serial_malformed']]]);
  assert.deepEqual(await registered(database), [
    ['staff', 'P01', null, true],
    ['staff', 'P02', null, true],
  ]);
  const missing = await take(database, 'cards', ['憑證用戶序號', 'P01']);
  assert.deepEqual(missing.problems, [[1, null, 'csv_column_missing']]);
});
