import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../../agent/agent.fixture.ts';
import { atEnd } from '../../test/at-end.ts';
import { keyFile } from '../../test/cards/rig.ts';
import { cardsCommand } from '../commands/cards.ts';
import { readConfig } from '../platform/config.ts';
import { cardsInside, insertCard } from './kit.ts';
import { makeKit } from './make-kit.ts';
import { startKit } from './start-kit.ts';

const origins = ['http://localhost:4690'];

/** Processes that name the folder: readers, pcscd's first process, the agent. */
const processesOf = async (folder: string): Promise<string[]> => {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'args']);
  return stdout.split('\n').filter((line) => line.includes(folder) && !line.includes('.fixture.ts'));
};

const makeIn = async (t: TestContext) => {
  const folder = await mkdtemp(join(tmpdir(), 'kit-'));
  atEnd(t, () => rm(folder, { recursive: true, force: true }));
  return (await makeKit({ folder, port: await freePort(), ...keyFile() })).kit;
};

test('everything starts, and ends without a trace', { timeout: 60_000 }, async (t) => {
  const kit = await makeIn(t);
  const agentPort = await freePort();
  const running = await startKit(kit, { origins, agentPort });
  const asked = fetch(`http://127.0.0.1:${agentPort}/v1/status`, {
    method: 'POST',
    headers: { origin: origins[0] ?? '', 'content-type': 'application/json' },
    body: '{}',
  });
  assert.match(await (await asked).text(), /Virtual PCD 00 01/);
  assert.equal(await insertCard(kit, 'nhi-adult'), 'nhi');
  assert.equal(await insertCard(kit, 'staff-user'), 'staff');
  const inside = { nhi: 'nhi-adult', staff: 'staff-user', sam: 'sam', chip: null };
  assert.deepEqual(await cardsInside(kit), inside);
  await assert.rejects(startKit(kit, { origins, agentPort: await freePort() }), /run already/);
  assert.deepEqual(await cardsInside(kit), inside);
  await running.stop();
  assert.deepEqual(await processesOf(kit.folder), []);
  assert.deepEqual(await cardsInside(kit), { nhi: null, staff: null, sam: null, chip: null });

  // What cannot start whole starts not at all.
  const other = createServer().listen(agentPort, '127.0.0.1');
  await once(other, 'listening');
  atEnd(t, () => other.close());
  await assert.rejects(startKit(kit, { origins, agentPort }), /agent did not start: Port \d+ .* is taken/);
  assert.deepEqual(await processesOf(kit.folder), []);
});

test('whoever started it is killed: nothing lives on', { timeout: 60_000 }, async (t) => {
  const kit = await makeIn(t);
  const program = join(import.meta.dirname, 'start-kit.fixture.ts');
  const child = spawn(process.execPath, [program, kit.folder, String(await freePort())], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) if (line === 'ready') break;
  assert.ok((await processesOf(kit.folder)).length > 0);
  child.kill('SIGKILL');
  await gone;
  for (let left = 100; left > 0 && (await processesOf(kit.folder)).length > 0; left--) await sleep(50);
  assert.deepEqual(await processesOf(kit.folder), []);
});

test('virtual cards are refused in production', async () => {
  const env = {
    NODE_ENV: 'production',
    DATABASE_URL: 'postgres://nowhere/none',
    PUBLIC_ORIGIN: 'https://portal.example',
  };
  assert.equal(await cardsCommand.run(['make'], readConfig(env)), 1);
});
