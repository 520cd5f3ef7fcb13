import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type TestDatabase, testDatabase } from '../../test/db.ts';
import { importSites } from './import-sites.ts';
import { inChunks, type RealList, realList } from './lists.fixture.ts';
import { seedNation } from './seed-nation.ts';

const header = 'code,name,address,phone,lng,lat';
const tamsui = '5931102274,淡水藥局,新北市淡水區中山路127號,(02)86313663,121.446,25.175';
const centre = '2345048019,花蓮縣新城鄉衛生所,花蓮縣新城鄉,,,';
const now = new Date('2020-02-04T01:00:00Z');
const later = new Date('2020-02-05T01:00:00Z');

type Db = TestDatabase['db'];

const importRows = (
  db: Db,
  rows: string[],
  options: { dryRun?: boolean; allotted?: boolean } = {},
  at = now,
) => importSites(db, { source: inChunks([header, ...rows].join('\n')), now: at, ...options });

const siteOf = (db: Db, code: string) =>
  db.selectFrom('site').selectAll().where('code', '=', code).executeTakeFirst();

const countSites = async (db: Db): Promise<number> =>
  (await db.selectFrom('site').select('code').execute()).length;

const countsOf = ({
  created,
  updated,
  unchanged,
  rejected,
  warnings,
}: Awaited<ReturnType<typeof importSites>>) => ({
  ...{ created, updated, unchanged },
  ...{ rejected, warnings },
});

test('good rows are stored with all they say, bad ones come back with line, column and reason', async (t) => {
  const { db } = await testDatabase(t);
  const result = await importRows(db, [tamsui, '593110227,缺一碼,新北市,,,', centre]);
  assert.deepEqual(countsOf(result), { created: 2, updated: 0, unchanged: 0, rejected: 1, warnings: 0 });
  assert.deepEqual(
    result.problems.map(({ line, column, code }) => [line, column, code]),
    [[3, 'code', 'code_malformed']],
  );
  assert.deepEqual(await siteOf(db, '5931102274'), {
    code: '5931102274',
    full_name: '淡水藥局',
    short_name: '淡水藥局',
    kind: 'pharmacy',
    county: '新北市',
    township: '淡水區',
    address: '新北市淡水區中山路127號',
    phone: '(02)86313663',
    longitude: 121.446,
    latitude: 25.175,
    is_test: false,
    allotted: true,
    check_digit_ok: true,
    created_at: now,
    updated_at: now,
    contract_starts_on: '1995-03-01',
    contract_ends_on: null,
    suspended_at: null,
    suspended_why: null,
  });
});

test('a second import updates what changed, touches nothing else and deletes nobody', async (t) => {
  const { db } = await testDatabase(t);
  await importRows(db, [tamsui, centre]);
  const same = await importRows(db, [tamsui], {}, later);
  assert.deepEqual(countsOf(same), { created: 0, updated: 0, unchanged: 1, rejected: 0, warnings: 0 });
  assert.deepEqual((await siteOf(db, '5931102274'))?.updated_at, now);

  const changed = await importRows(db, [tamsui.replace('淡水藥局', '新淡水大藥局')], {}, later);
  assert.deepEqual(countsOf(changed), { created: 0, updated: 1, unchanged: 0, rejected: 0, warnings: 0 });
  const site = await siteOf(db, '5931102274');
  assert.deepEqual([site?.full_name, site?.short_name], ['新淡水大藥局', '新淡水大藥']);
  assert.deepEqual([site?.created_at, site?.updated_at], [now, later]);
  assert.equal(await countSites(db), 2);
});

test('an empty field of a list keeps what is known: the feed has no coordinates', async (t) => {
  const { db } = await testDatabase(t);
  await importRows(db, [tamsui]);
  const result = await importRows(db, ['5931102274,淡水藥局,,,,'], {}, later);
  assert.equal(result.unchanged, 1);
  const site = await siteOf(db, '5931102274');
  assert.deepEqual(
    [site?.longitude, site?.address, site?.township],
    [121.446, '新北市淡水區中山路127號', '淡水區'],
  );
});

test('a dry run counts the same and changes nothing', async (t) => {
  const { db } = await testDatabase(t);
  await importRows(db, [centre]);
  const rows = [tamsui, centre.replace('新城鄉衛生所', '新城衛生所'), 'x,x,x,,,', tamsui];
  const dry = await importRows(db, rows, { dryRun: true }, later);
  assert.equal(await countSites(db), 1);
  assert.equal((await siteOf(db, '2345048019'))?.full_name, '花蓮縣新城鄉衛生所');
  const real = await importRows(db, rows, {}, later);
  assert.deepEqual(dry, real);
  assert.deepEqual(countsOf(real), { created: 1, updated: 1, unchanged: 0, rejected: 2, warnings: 0 });
});

test('a list adds sellers and takes nobody off; --not-allotted leaves the share as it is (X17)', async (t) => {
  const { db } = await testDatabase(t);
  await importRows(db, [tamsui], { allotted: false });
  assert.equal((await siteOf(db, '5931102274'))?.allotted, false);
  await importRows(db, [tamsui]);
  assert.equal((await siteOf(db, '5931102274'))?.allotted, true);
  await importRows(db, [tamsui], { allotted: false });
  assert.equal((await siteOf(db, '5931102274'))?.allotted, true);
});

test('the test site stays a test site, outside the shares by kind, with its own short name (X17, X18)', async (t) => {
  const { db } = await testDatabase(t);
  const listed = '3501200000,臺北虛擬診所,臺北市,,,';
  const first = await importRows(db, [listed]);
  assert.equal(first.warnings, 1);
  const unseeded = await siteOf(db, '3501200000');
  assert.deepEqual([unseeded?.is_test, unseeded?.allotted, unseeded?.check_digit_ok], [true, false, false]);

  const other = await testDatabase(t);
  await seedNation(other.db, { sites: 0, seed: 1, now });
  await importRows(other.db, [listed]);
  const seeded = await siteOf(other.db, '3501200000');
  assert.deepEqual([seeded?.is_test, seeded?.allotted, seeded?.short_name], [true, false, '台北虛擬診']);
});

test('a list without a header, and one that breaks off while it is read, change nothing', async (t) => {
  const { db } = await testDatabase(t);
  const empty = await importSites(db, { source: inChunks(''), now });
  assert.deepEqual(countsOf(empty), { created: 0, updated: 0, unchanged: 0, rejected: 0, warnings: 0 });
  assert.equal(empty.problems[0]?.code, 'header_missing');
  const breaking = async function* (): AsyncGenerator<Uint8Array> {
    for (let batch = 0; batch < 3; batch++) {
      const rows = Array.from(
        { length: 600 },
        (_, n) => `59310${batch}${String(n).padStart(4, '0')},名,新北市,`,
      );
      yield Buffer.from(`${batch === 0 ? 'code,name,address,phone\n' : ''}${rows.join('\n')}\n`);
    }
    throw new Error('the disk is gone');
  };
  await assert.rejects(importSites(db, { source: breaking(), now }), /the disk is gone/);
  assert.equal(await countSites(db), 0);
});

test('two imports of the same sites in opposite order wait for each other and both succeed', async (t) => {
  const { db } = await testDatabase(t);
  const rows = Array.from(
    { length: 2_000 },
    (_, n) => `593101${String(n).padStart(4, '0')},名${n},新北市,,,\n`,
  );
  /** Pauses between its two batches, so that either import holds what the other one wants next. */
  const slowly = async function* (lines: string[]): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${header}\n${lines.slice(0, 1_000).join('')}`);
    await sleep(300);
    yield Buffer.from(lines.slice(1_000).join(''));
  };
  const results = await Promise.all(
    [rows, rows.toReversed()].map((lines) => importSites(db, { source: slowly(lines), now })),
  );
  assert.equal(Math.max(...results.map((each) => each.created)), 2_000);
  assert.equal(Math.max(...results.map((each) => each.unchanged)), 2_000);
});

const realLists: [RealList, number, number][] = [
  ['sites_2020.csv', 6_671, 29],
  ['maskdata_2020-03-03.csv', 6_588, 28],
];
for (const [name, sites, warnings] of realLists)
  test(`${name} imports in under 5 s, and a second time changes nothing`, async (t) => {
    const list = realList(t, name);
    if (!list) return;
    const { db } = await testDatabase(t);
    const started = performance.now();
    const first = await importSites(db, { source: inChunks(list), now });
    const seconds = (performance.now() - started) / 1_000;
    t.diagnostic(`${sites} sites in ${seconds.toFixed(2)} s`);
    assert.ok(seconds < 5, `${seconds} s`);
    assert.deepEqual(countsOf(first), { created: sites, updated: 0, unchanged: 0, rejected: 0, warnings });
    const second = await importSites(db, { source: inChunks(list), now: later });
    assert.deepEqual(countsOf(second), { created: 0, updated: 0, unchanged: sites, rejected: 0, warnings });
  });

test('the feed after our own list keeps every coordinate', async (t) => {
  const [own, feed] = [realList(t, 'sites_2020.csv'), realList(t, 'maskdata_2020-03-03.csv')];
  if (!own || !feed) return;
  const { db } = await testDatabase(t);
  await importSites(db, { source: inChunks(own), now });
  const result = await importSites(db, { source: inChunks(feed), now: later });
  assert.equal(result.created, 0);
  assert.equal(await countSites(db), 6_671);
  const placed = await db.selectFrom('site').select('code').where('longitude', 'is not', null).execute();
  assert.equal(placed.length, 6_115);
});
