import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { atEnd } from '../../../test/at-end.ts';
import { findAccount } from './place.ts';
import { end, isRunning, makeScratch, query } from './start.fixture.ts';

const ONE_ROW = 'create table kept (n int); insert into kept values (1)';

test('a kill -9 of the postmaster and all its children loses no committed row', async (t) => {
  const scratch = makeScratch(t);
  const first = await scratch.start();
  await query(first.ownerUrl, ONE_ROW);
  killAll(scratch.processes());
  await first.stop();

  const second = await scratch.start();
  assert.deepEqual(await query(second.ownerUrl, 'select n from kept'), [{ n: 1 }]);
});

test('a kill -9 of the postmaster alone, whose children still end, does not stop the next start', async (t) => {
  const scratch = makeScratch(t);
  const first = await scratch.start();
  await query(first.ownerUrl, ONE_ROW);
  killAll(scratch.processes().slice(0, 1));
  await first.stop();

  const second = await scratch.start();
  assert.deepEqual(await query(second.ownerUrl, 'select n from kept'), [{ n: 1 }]);
});

test('a kill -9 of node alone: the next start ends the postmaster it left', async (t) => {
  const scratch = makeScratch(t);
  const { child, ownerUrl } = await scratch.startInChild();
  await query(ownerUrl, ONE_ROW);
  await end(child);
  const orphans = scratch.processes();
  assert.ok(orphans.length > 1, 'PostgreSQL lives on');

  const second = await scratch.start();
  assert.equal(second.adoptedFrom, 'stopped-first');
  assert.deepEqual(await query(second.ownerUrl, 'select n from kept'), [{ n: 1 }]);
  assert.deepEqual(orphans.filter(isRunning), []);
});

test('a kill -9 of node in the middle of the first start leaves nothing in the way', async (t) => {
  const scratch = makeScratch(t);
  for (const after_ms of [150, 450, 750]) {
    const child = scratch.spawnStart();
    await sleep(after_ms);
    await end(child);
  }
  const { ownerUrl } = await scratch.start();
  assert.deepEqual(await query(ownerUrl, 'select 1 as n'), [{ n: 1 }]);
});

test('Ctrl-C in the terminal does not reach the postmaster', async (t) => {
  const scratch = makeScratch(t);
  const { child } = await scratch.startInChild();
  process.kill(-Number(child.pid), 'SIGINT');
  await once(child, 'exit');
  assert.ok(scratch.processes().length > 1);
  assert.equal((await scratch.start()).adoptedFrom, 'stopped-first');
});

test('a stale postmaster.pid that names a living stranger does not stop a start', async (t) => {
  const scratch = makeScratch(t);
  const first = await scratch.start();
  const stranger = spawn('sleep', ['60'], { ...findAccount(), cwd: '/' });
  atEnd(t, () => end(stranger));
  const file = join(scratch.dataFolder(), 'postmaster.pid');
  const content = readFileSync(file, 'utf8');
  killAll(scratch.processes());
  writeFileSync(file, content.replace(/^\d+/, `${stranger.pid}`));
  await first.stop();

  const second = await scratch.start();
  assert.equal(second.adoptedFrom, 'restarted');
  assert.equal(stranger.exitCode, null, 'the stranger was left alone');
});

function killAll(pids: number[]): void {
  for (const pid of pids) process.kill(pid, 'SIGKILL');
}
