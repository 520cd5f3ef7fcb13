import assert from 'node:assert/strict';
import { chmodSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { findRunningPostgres, startEmbeddedPostgres } from './index.ts';
import { log, makeScratch, query } from './start.fixture.ts';

const asRoot = process.getuid?.() === 0;

test('a first start makes the database, a second one finds its rows', async (t) => {
  const scratch = makeScratch(t);
  const first = await scratch.start();
  assert.equal(first.adoptedFrom, 'fresh');
  await query(first.ownerUrl, 'create table kept (n int); insert into kept values (20200206)');
  await first.stop();

  const second = await scratch.start();
  assert.equal(second.adoptedFrom, 'restarted');
  assert.deepEqual(await query(second.ownerUrl, 'select n from kept'), [{ n: 20200206 }]);
  const secrets = join(scratch.folder, 'secrets');
  assert.equal(statSync(secrets).mode & 0o777, 0o700);
  assert.equal(statSync(join(secrets, 'postgres.json')).mode & 0o777, 0o600);
});

test('the database is durable, in UTF-8 and on this machine only', async (t) => {
  const { ownerUrl } = await makeScratch(t).start();
  const [found] = await query(
    ownerUrl,
    `select pg_encoding_to_char(encoding) as encoding, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as commits, current_setting('listen_addresses') as listen,
       current_setting('TimeZone') as zone, 'a' < 'B' as a_before_b
     from pg_database where datname = current_database()`,
  );
  assert.deepEqual(found, {
    encoding: 'UTF8',
    fsync: 'on',
    commits: 'on',
    listen: '127.0.0.1',
    zone: 'UTC',
    a_before_b: false,
  });
});

test('the roles hold what they need and no more', async (t) => {
  const { ownerUrl, appUrl } = await makeScratch(t).start();
  await query(ownerUrl, 'create table counter (n int); grant select, insert on counter to evenhand_app');
  await query(ownerUrl, 'create role evenhand_report login; grant evenhand_read to evenhand_report');
  await query(appUrl, 'insert into counter values (1)');
  assert.deepEqual(await query(appUrl, 'select n from counter'), [{ n: 1 }]);
  for (const forbidden of ['update counter set n = 2', 'create table mine (n int)', 'create role mine']) {
    await assert.rejects(query(appUrl, forbidden), /permission denied/, forbidden);
  }
  await assert.rejects(query(ownerUrl, 'alter role evenhand_owner superuser'), /permission denied/);
  await assert.rejects(query(appUrl.replace(/:[^:@/]+@/, ':wrong@'), 'select 1'), /password authentication/);
});

test('a second start on the same data is refused in a sentence and harms nothing', async (t) => {
  const scratch = makeScratch(t);
  const { ownerUrl } = await scratch.startInChild({ andThen: `db.announce('http://127.0.0.1:8080');` });
  await assert.rejects(scratch.start(), {
    message:
      /^Evenhand is already running on the data in .+: open http:\/\/127\.0\.0\.1:8080 \(process \d+\)\.$/,
  });
  const running = findRunningPostgres({ folder: scratch.folder });
  assert.equal(running?.ownerUrl, ownerUrl);
  assert.deepEqual(await query(running?.appUrl ?? '', 'select 1 as n'), [{ n: 1 }]);
});

test('of two first starts at the same time one wins', async (t) => {
  const scratch = makeScratch(t);
  const [one, other] = await Promise.allSettled([scratch.start(), scratch.start()]);
  assert.deepEqual([one.status, other.status].sort(), ['fulfilled', 'rejected']);
});

test('a start without LANG gives a database that counts letters', async (t) => {
  const env = { ...process.env, LANG: undefined, LC_ALL: undefined, LC_CTYPE: undefined };
  const { ownerUrl } = await makeScratch(t).startInChild({ env });
  assert.deepEqual(await query(ownerUrl, `select length('口罩') as letters`), [{ letters: 2 }]);
});

test('data without their passwords are refused in a sentence', async (t) => {
  const scratch = makeScratch(t);
  await (await scratch.start()).stop();
  rmSync(join(scratch.folder, 'secrets'), { recursive: true });
  await assert.rejects(startEmbeddedPostgres({ folder: scratch.folder, log }), {
    message: /^The passwords of the database in .+ from a backup\.$/,
  });
});

test('root places data where PostgreSQL reaches them', { skip: !asRoot && 'only for root' }, async (t) => {
  const scratch = makeScratch(t, { closed: true });
  const first = await scratch.start();
  assert.match(scratch.dataFolder(), /^\/var\/lib\/evenhand\/[0-9a-f]{12}\/postgres$/);
  await query(first.ownerUrl, 'create table kept (n int)');
  await first.stop();

  chmodSync(dirname(scratch.folder), 0o755);
  const second = await scratch.start();
  assert.equal(
    second.adoptedFrom,
    'restarted',
    'found again although the folder itself can be reached by now',
  );
  await second.stop();

  rmSync(join(scratch.folder, 'secrets'), { recursive: true });
  assert.equal(
    (await scratch.start()).adoptedFrom,
    'fresh',
    'a project cloned anew at the same path starts anew',
  );
});
