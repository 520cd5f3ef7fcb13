import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { buildAgentIfStale } from '../scripts/build-agent.ts';
import { freePort, nonce, portal, runAgent, tempFolder } from './agent.fixture.ts';

const signing = { ask: 'sign', origin: portal, nonce, card: 'citizen', reader: 'chip' };
const run = promisify(execFile);
const root = join(import.meta.dirname, '..');
/** Debian's own Node beside the one that the tests run on: the oldest that the package is for. */
const systemNode = '/usr/bin/node';

test('the package runs out of its own folder, on Node 20 where there is one', {
  timeout: 60_000,
}, async (t) => {
  await buildAgentIfStale();
  const folder = await tempFolder(t);
  const built = await readdir(join(root, 'agent/dist'));
  const [packed = ''] = built.filter((name) => name.endsWith('.tgz'));
  const tarball = join(root, 'agent/dist', packed);
  await run('tar', ['-xzf', tarball, '-C', folder]);
  const found = (await run('tar', ['-tzf', tarball])).stdout.trim().split('\n').sort();
  const chunks = found.filter((name) => /^package\/dist\/[\w-]+\.mjs$/.test(name));
  const others = found.filter((name) => !chunks.includes(name));
  assert.deepEqual(others, [
    ...['LICENSE', 'README.md', 'README.zh-TW.md'].map((name) => `package/${name}`),
    ...['window.css', 'window.html', 'window.js'].map((name) => `package/dist/window/${name}`),
    'package/package.json',
  ]);
  for (const name of ['evenhand-agent', 'pkcs11-child'])
    assert.ok(chunks.includes(`package/dist/${name}.mjs`), name);

  // What npm would install beside it.
  const modules = join(folder, 'package/node_modules');
  await mkdir(modules);
  for (const name of ['pcsc-mini', '@pcsc-mini'])
    await symlink(join(root, 'node_modules', name), join(modules, name));
  const port = await freePort();
  const own = join(folder, 'agent');
  await mkdir(own);
  const path = join(root, 'LICENSE');
  const config = { origins: [portal], port, modules: [{ path, kind: 'chip' }] };
  await writeFile(join(own, 'config.json'), JSON.stringify(config));
  const entry = join(folder, 'package/dist/evenhand-agent.mjs');
  const program = existsSync(systemNode) ? systemNode : process.execPath;
  const agent = await runAgent(t, { folder: own, port, program: [program, entry] });
  const { version, readers } = await agent.status();
  assert.equal(packed, `evenhand-agent-${version}.tgz`);
  // graphene-pk11 is not there: the agent says so once, and goes on.
  assert.equal(readers[0]?.state, 'gone');
  assert.equal((await agent.own('ask', signing))['code'], 'no_signing');
  for (const file of ['window', 'window/window.js', 'window/words.json'])
    assert.equal((await fetch(`${agent.url}/${file}`)).status, 200, file);
});
