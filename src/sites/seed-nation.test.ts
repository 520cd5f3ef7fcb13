import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDatabase } from '../../test/db.ts';
import { importSites } from './import-sites.ts';
import { inChunks } from './lists.fixture.ts';
import { mostSites } from './nation.ts';
import { seedNation } from './seed-nation.ts';

const now = new Date('2020-02-04T01:00:00Z');

test('seeding a nation twice, with more sites or another seed, doubles nothing', async (t) => {
  const { db } = await testDatabase(t);
  assert.deepEqual(await seedNation(db, { sites: 0, seed: 1, now }), { created: 2, existing: 0 });
  assert.deepEqual(await seedNation(db, { sites: 6_500, seed: 1, now }), { created: 6_498, existing: 2 });
  assert.deepEqual(await seedNation(db, { sites: 6_500, seed: 1, now }), { created: 0, existing: 6_500 });
  assert.deepEqual(await seedNation(db, { sites: 6_500, seed: 2, now }), { created: 0, existing: 6_500 });
  const sites = await db.selectFrom('site').select('code').execute();
  assert.equal(sites.length, 6_500);
  const allotted = await db.selectFrom('site').select('code').where('allotted', '=', false).execute();
  assert.deepEqual(allotted, [{ code: '3501200000' }]);
  await assert.rejects(seedNation(db, { sites: mostSites + 3, seed: 1, now }), RangeError);
});

test('a real list imported before the seed keeps its names', async (t) => {
  const { db } = await testDatabase(t);
  const list = 'code,name,address,phone\n5931102274,淡水老藥局,新北市淡水區,\n';
  await importSites(db, { source: inChunks(list), now });
  await seedNation(db, { sites: 0, seed: 1, now });
  const kept = await db.selectFrom('site').selectAll().where('code', '=', '5931102274').executeTakeFirst();
  assert.equal(kept?.full_name, '淡水老藥局');
});
