import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { findPostgres15 } from '../../scripts/system-parts.ts';
import { browserOf, testApp, testClock } from '../../test/app.ts';
import { atEnd } from '../../test/at-end.ts';
import { buy, check, confirmArrival, sellOn } from '../../test/counter.ts';
import { asOwner, type TestDatabase, testDatabase, testPepper, testServerKey } from '../../test/db.ts';
import { makeNumber, makeSite, type TestSite } from '../../test/factories.ts';
import { appoint, enter, newPerson, settle } from '../../test/people.ts';
import { hashTables } from '../../test/tables.ts';
import { migrate } from '../platform/migrate.ts';
import { serverKeysFrom } from '../platform/secrets.ts';
import { verify } from '../verify/index.ts';
import { backup } from './backup.ts';
import { restore } from './restore.ts';

const day = '2020-02-04';
const person = (n: number) => ({ number: makeNumber(n), birth_date: '19700101' });

/** A folder with the secrets of the tests, and a place for files. */
const makeFolder = async (t: TestContext) => {
  const folder = await mkdtemp(join(tmpdir(), 'evenhand-backup-'));
  atEnd(t, () => rm(folder, { recursive: true }));
  const secretsFolder = join(folder, 'secrets');
  await mkdir(secretsFolder, { mode: 0o700 });
  const put = (name: string, key: Buffer) =>
    writeFile(join(secretsFolder, name), `${key.toString('hex')}\n`, { mode: 0o600 });
  await put('pepper-masks', testPepper);
  await put('server-key', testServerKey);
  return {
    secretsFolder,
    put,
    file: join(folder, 'backup.gz'),
    fileOf: (name: string) => join(folder, name),
  };
};

/** A database as `evenhand migrate` leaves it. */
const emptyDatabase = async (t: TestContext): Promise<TestDatabase> => {
  const database = await testDatabase(t);
  await asOwner(database, 'drop schema public cascade; create schema public');
  await migrate(database.ownerUrl);
  return database;
};

const isClean = async ({ db }: TestDatabase) =>
  (await verify(db, 'masks', serverKeysFrom(testServerKey).ledger, day)).differences.length === 0;

const sellSome = async (t: TestContext) => {
  const database = await testDatabase(t);
  const app = await testApp(t, database, testClock(day));
  const site = await makeSite(database.db);
  const user = await browserOf(app, site.user);
  const manager = await browserOf(app, site.manager);
  await confirmArrival(user, day);
  for (let n = 0; n < 5; n++) assert.equal((await buy(user, site, person(n))).status, 201);
  const sold = await buy(user, site, person(5));
  const { request_id } = sold.body['sale'] as { request_id: string };
  const undo = { void_id: randomUUID(), reason: '按錯\t\\.\n"🙂"' };
  assert.equal((await user.post(`/api/sales/${request_id}/void`, undo)).status, 200);
  const damaged = { item: 'child_mask', change: -1, cause: 'damaged', note: '破損' };
  await manager.post('/api/stock/corrections', { request_id: randomUUID(), ...damaged });
  return { database, app, site, user };
};

/** A database in use and its backup. */
const backedUp = async (t: TestContext) => {
  const used = await sellSome(t);
  const folder = await makeFolder(t);
  const { file, secretsFolder } = folder;
  const totals = await backup({ ownerUrl: used.database.ownerUrl, secretsFolder, file, now: new Date() });
  return { ...used, ...folder, totals };
};

/** At the restored counter: who bought may not buy again, who did not may; new rows get numbers of their own. */
const sellOnRestored = async (t: TestContext, restored: TestDatabase, site: TestSite) => {
  const app = await testApp(t, restored, testClock(day));
  const user = await browserOf(app, site.user);
  assert.equal((await check(user, site, person(0))).body['verdict'], 'refused');
  assert.equal((await buy(user, site, person(5))).status, 201, 'the voided sale does not count');
  assert.equal((await buy(user, site, person(6))).status, 201);
  const other = await makeSite(restored.db, { code: '5912345678' });
  assert.equal((await confirmArrival(await browserOf(app, other.user), day)).status, 201);
};

test('a round trip: all tables the same, verify clean, and the counter goes on selling', async (t) => {
  const { database, site, file, secretsFolder, totals, fileOf } = await backedUp(t);
  const restored = await emptyDatabase(t);
  const { ownerUrl } = restored;
  assert.deepEqual(await restore({ ownerUrl, secretsFolder, file }), totals);
  const again = await backup({ ownerUrl, secretsFolder, file: fileOf('again.gz'), now: new Date() });
  assert.deepEqual(again, totals);
  assert.equal(totals.find((each) => each.table === 'sale')?.rows, 6);
  assert.ok(await isClean(restored));
  await sellOnRestored(t, restored, site);
  assert.ok(await isClean(restored));
  const tables = await asOwner(
    database,
    `select count(*)::int as n from pg_class c
    join pg_namespace n on n.oid = relnamespace
    where nspname = 'public' and relkind in ('r', 'p') and not relispartition`,
  );
  assert.equal(totals.length, tables.rows[0].n - 1, 'every table but the list of migrations');
});

test('people, passwords, grants and the edited catalogue come back, and new people get numbers of their own', async (t) => {
  const { app, database, site } = await sellSome(t);
  const manager = await browserOf(app, site.manager);
  const given = await appoint(manager, 'users', newPerson());
  const { password } = await settle(app, given);
  await manager.post('/api/applications', { services: ['feedback_files'] });
  const grant = {
    appointment_id: given.appointment_id,
    service: 'feedback_files',
    starts_on: day,
    ends_on: null,
  };
  assert.equal((await manager.post('/api/grants', grant)).status, 201);
  await asOwner(database, `update service set state = 'open', name = '回饋' where code = 'feedback_files'`);
  await asOwner(database, `delete from service_eligibility where site_kind = 'clinic'`);
  const { file, secretsFolder } = await makeFolder(t);
  await backup({ ownerUrl: database.ownerUrl, secretsFolder, file, now: new Date() });
  const restored = await emptyDatabase(t);
  await restore({ ownerUrl: restored.ownerUrl, secretsFolder, file });
  const hashed = async (of: TestDatabase) => ({ ...(await hashTables(of)), migration: 'its own' });
  assert.deepEqual(await hashed(restored), await hashed(database));
  const later = await testApp(t, restored, testClock(day));
  const user = await enter(later, given.account, password);
  assert.deepEqual((await user.get('/api/session')).body['services'], ['feedback_files']);
  const fresh = await appoint(await browserOf(later, site.manager), 'users', newPerson());
  assert.ok(Number(fresh.account.slice(1)) > Number(given.account.slice(1)), fresh.account);
  assert.ok(fresh.appointment_id > given.appointment_id);
});

test('a sale that was answered before the backup gets its first answer after the restore', async (t) => {
  const { app, database, site, user } = await sellSome(t);
  const { body } = await check(user, site, person(7));
  const id = randomUUID();
  const first = await sellOn(user, body['approval'], undefined, id);
  const { file, secretsFolder } = await makeFolder(t);
  await backup({ ownerUrl: database.ownerUrl, secretsFolder, file, now: new Date() });
  const restored = await emptyDatabase(t);
  await restore({ ownerUrl: restored.ownerUrl, secretsFolder, file });
  const [before, after] = [user, await browserOf(await testApp(t, restored, app.clock), site.user)];
  for (const browser of [before, after]) {
    const retried = await sellOn(browser, body['approval'], undefined, id);
    assert.equal(retried.status, 200);
    assert.deepEqual(retried.body['sale'], first.body['sale']);
  }
});

test('a backup in the middle of selling is one moment: verify is clean', async (t) => {
  const { database, site, user } = await sellSome(t);
  const { file, secretsFolder } = await makeFolder(t);
  let selling = true;
  const sales = (async () => {
    for (let n = 100; selling; n++) assert.equal((await buy(user, site, person(n))).status, 201);
  })();
  await backup({ ownerUrl: database.ownerUrl, secretsFolder, file, now: new Date() });
  selling = false;
  await sales;
  const restored = await emptyDatabase(t);
  await restore({ ownerUrl: restored.ownerUrl, secretsFolder, file });
  assert.ok(await isClean(restored));
});

test('a file cut short or altered is refused, and leaves nothing behind', async (t) => {
  const { file, secretsFolder, fileOf } = await backedUp(t);
  const restored = await emptyDatabase(t);
  const whole = await readFile(file);
  const text = gunzipSync(whole);
  const flipped = (bytes: Buffer, at: number): Buffer => {
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ 0x10;
    return copy;
  };
  const places = [0.02, 0.3, 0.6, 0.9, 0.999];
  const spoilt = [
    ...[0, 5, 100, whole.length - 200, whole.length - 9, whole.length - 1].map((n) => whole.subarray(0, n)),
    ...places.map((share) => flipped(whole, Math.floor(whole.length * share))),
    // Packed again, so that only our own hashes can tell.
    ...places.map((share) => gzipSync(flipped(text, Math.floor(text.length * share)))),
    gzipSync(text.subarray(0, text.lastIndexOf('-- end'))),
    gzipSync(text.subarray(0, text.indexOf('\n', text.length / 2) + 1)),
    gzipSync(Buffer.concat([text, Buffer.from('select 1;\n')])),
    Buffer.from('PK not ours'),
  ];
  for (const [n, bytes] of spoilt.entries()) {
    await writeFile(fileOf('spoilt.gz'), bytes);
    const settings = { ownerUrl: restored.ownerUrl, secretsFolder, file: fileOf('spoilt.gz') };
    await assert.rejects(restore(settings), /is damaged: .+ Nothing was restored\.$/, `spoilt ${n}`);
  }
  await restore({ ownerUrl: restored.ownerUrl, secretsFolder, file });
  assert.ok(await isClean(restored), 'the database was still empty, and takes the whole one');
});

test('a restore goes into an empty database with its own secrets and migrations only', async (t) => {
  const { database, file, secretsFolder, put } = await backedUp(t);
  const restored = await emptyDatabase(t);
  const taking = (into: TestDatabase) => restore({ ownerUrl: into.ownerUrl, secretsFolder, file });
  await assert.rejects(taking(database), /has data already \(in \w+\)/);
  const changed = [testPepper, testServerKey].map((key) => Buffer.from(key).fill(1, 0, 1));
  const [pepper = testPepper, key = testServerKey] = changed;
  await put('pepper-masks', pepper);
  await assert.rejects(taking(restored), /The pepper in .+ is not the one/);
  await rm(join(secretsFolder, 'pepper-masks'));
  await assert.rejects(taking(restored), /The pepper of programme "masks" is missing/);
  await put('pepper-masks', testPepper);
  await put('server-key', key);
  await assert.rejects(taking(restored), /The server key in .+ is not the one/);
  await put('server-key', testServerKey);
  await asOwner(restored, `update migration set checksum = 'ab'`);
  await assert.rejects(taking(restored), /other migrations/);
});

test('a failure in the middle of a restore takes everything back', async (t) => {
  const { file, secretsFolder } = await backedUp(t);
  const restored = await emptyDatabase(t);
  await asOwner(
    restored,
    `create function fail() returns trigger language plpgsql as
    $$ begin raise exception 'the disk is full'; end $$;
    create trigger fail before insert on stock for each row execute function fail()`,
  );
  const settings = { ownerUrl: restored.ownerUrl, secretsFolder, file };
  await assert.rejects(restore(settings), /the disk is full/);
  const { rows } = await asOwner(
    restored,
    'select (select count(*) from site) + (select count(*) from programme) as n',
  );
  assert.equal(rows[0].n, '0');
  await asOwner(restored, 'drop trigger fail on stock');
  await restore(settings);
});

test('a backup holds no secret, is for its owner only, overwrites nothing, and is whole or not there', async (t) => {
  const { database, file, secretsFolder, fileOf } = await backedUp(t);
  const text = gunzipSync(await readFile(file));
  for (const key of [testPepper, testServerKey, ...Object.values(serverKeysFrom(testServerKey))])
    for (const form of ['hex', 'base64', 'latin1'] as const)
      assert.ok(!text.includes(Buffer.from(key.toString(form), 'latin1')), 'a key is in the backup');
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  const settings = { ownerUrl: database.ownerUrl, secretsFolder, file, now: new Date() };
  await assert.rejects(backup(settings), /is there already/);
  await asOwner(database, 'alter table stock rename column held to "held-back"');
  await assert.rejects(backup({ ...settings, file: fileOf('half.gz') }), /no name of ours/);
  assert.deepEqual((await readdir(fileOf('.'))).sort(), ['backup.gz', 'secrets']);
});

test('psql alone can read a backup into a migrated database', async (t) => {
  const { file } = await backedUp(t);
  const restored = await emptyDatabase(t);
  const psql = join(findPostgres15() ?? '', 'psql');
  const args = ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', restored.ownerUrl];
  const { status, stderr } = spawnSync(psql, args, { input: gunzipSync(await readFile(file)) });
  assert.equal(status, 0, stderr.toString());
  assert.ok(await isClean(restored));
});
