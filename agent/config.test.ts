import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { freePort, portal, startAgent, tempFolder } from './agent.fixture.ts';
import { openConfig, toConfig, watchOrigins } from './config.ts';
import { openKey } from './key.ts';
import type { CertificateCard } from './protocol.ts';
import { agentSentences, sentenceOf, windowWords } from './words.ts';

test('each wrong field has its sentence', () => {
  const table: [object, RegExp][] = [
    [{ origins: 'http://a.example' }, /origins must be a list/],
    [{ origins: ['http://a.example/'] }, /origins\[0\] must be an origin/],
    [{ origins: ['file:///a'] }, /origins\[0\] must be an origin/],
    [{ origins: ['*'] }, /origins\[0\] must be an origin/],
    [{ origins: ['null'] }, /origins\[0\] must be an origin/],
    [{ origins: ['https://a.example:443'] }, /origins\[0\] must be an origin/],
    [{ readers: [{ name: '', kind: 'nhi' }] }, /readers\[0\]\.name must be a text/],
    [{ readers: [{ name: 'A', kind: 'usb' }] }, /readers\[0\]\.kind must be "nhi" or "chip"/],
    [{ readers: [{ name: 'A', kind: 'nhi', slot: 1 }] }, /readers\[0\]\.slot must be/],
    [{ modules: [{ path: '/a.so', kind: 'chip', env: { A: 1 } }] }, /modules\[0\]\.env must be/],
    [{ modules: [{ path: '/a.so', kind: 'chip', seconds: 0 }] }, /modules\[0\]\.seconds must be/],
    [{ modules: [{ path: '/a.so', kind: 'chip', pin: '1' }] }, /modules\[0\] has an unknown field "pin"/],
    [
      { local_reader: { url: 'http://10.0.0.1/' } },
      /local_reader\.url must be an http address of this machine/,
    ],
    [{ local_reader: { url: 'http://localhost/' } }, /local_reader\.url must be/],
    [{ local_reader: { url: 'http://127.0.0.1@evil.example/' } }, /local_reader\.url must be/],
    [{ sam: 1 }, /sam must be a text/],
    [{ port: 0 }, /port must be a whole number/],
    [{ address: '0.0.0.0' }, /unknown field "address"/],
  ];
  for (const [given, sentence] of table)
    assert.throws(() => toConfig(given), sentence, JSON.stringify(given));
  assert.throws(() => toConfig([]), /the file must be an object/);
  assert.equal(toConfig({}).port, 28470);
  assert.equal(toConfig({ local_reader: { url: 'http://[::1]:8000/' } }).local_reader?.kind, 'chip');
});

test('origins given at the first start are kept, and more are added later', async (t) => {
  const folder = join(await tempFolder(t), 'deep', 'agent');
  assert.throws(() => openConfig(folder, []), /No site may use the agent yet/);
  openConfig(folder, ['http://a.example', 'http://a.example']);
  openConfig(folder, ['http://b.example:8080']);
  assert.deepEqual(openConfig(folder, []).origins, ['http://a.example', 'http://b.example:8080']);
  assert.equal(statSync(join(folder, 'config.json')).mode & 0o077, 0);
  writeFileSync(join(folder, 'config.json'), '{');
  assert.throws(() => openConfig(folder, []), /is not JSON/);
});

test('a site that is added while the agent runs is taken up; a file that became wrong changes nothing', async (t) => {
  const folder = await tempFolder(t);
  const allowed = watchOrigins(folder, openConfig(folder, [portal]));
  assert.deepEqual(allowed(), [portal]);
  openConfig(folder, ['https://second.example']);
  utimesSync(join(folder, 'config.json'), 1, 1);
  assert.deepEqual(allowed(), [portal, 'https://second.example']);
  writeFileSync(join(folder, 'config.json'), '{');
  assert.deepEqual(allowed(), [portal, 'https://second.example']);
});

test('the file may begin with the mark of an editor, and what is no JSON is said with its place', async (t) => {
  const folder = await tempFolder(t);
  const file = join(folder, 'config.json');
  writeFileSync(file, `\uFEFF${JSON.stringify({ origins: [portal] })}`);
  assert.deepEqual(openConfig(folder, []).origins, [portal]);
  writeFileSync(file, String.raw`{"sam": "C:\NHI"}`);
  assert.throws(() => openConfig(folder, []), /is not JSON: .*position/);
});

test('the key of the workstation is its owner’s alone', async (t) => {
  const folder = await tempFolder(t);
  const { workstation } = openKey(folder);
  assert.equal(Buffer.from(workstation, 'base64url').length, 32);
  assert.equal(openKey(folder).workstation, workstation);
  const file = join(folder, 'workstation.key');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  chmodSync(file, 0o640);
  assert.throws(() => openKey(folder), /can be read by others/);
  chmodSync(file, 0o600);
  writeFileSync(file, 'no key');
  assert.throws(() => openKey(folder), /holds no Ed25519 key/);
});

test('every fault has its sentence in both languages', () => {
  assert.equal(
    sentenceOf({ code: 'pin_wrong', tries_left: 2 }, { ask: 'sign' }, 'zh-TW'),
    'PIN碼錯誤，尚可再試2次。',
  );
  assert.equal(
    sentenceOf({ code: 'read_failed' }, { ask: 'citizen' }, 'zh-TW'),
    '無法讀取健保卡，請重新插卡，或改選「02-健保卡(卡片異常請輸入ID)」。',
  );
  const wrongSlot = (card: CertificateCard) =>
    sentenceOf({ code: 'wrong_slot' }, { ask: 'sign', card }, 'zh-TW');
  assert.match(wrongSlot('institution'), /^請將「醫事機構憑證卡」插入/);
  assert.match(wrongSlot('staff'), /^請將「醫事人員卡」插入/);
  for (const { 'zh-TW': zh, en } of Object.values(agentSentences)) {
    assert.match(zh, /\p{Script=Han}/u);
    assert.match(en, /^[ -~]+$/);
  }
  for (const { en } of Object.values(windowWords)) assert.match(en, /^[ -~●○✕…]+$/);
});

const main = join(import.meta.dirname, 'main.ts');

test('the command line says what is wrong and ends', async (t) => {
  const folder = await tempFolder(t);
  const run = (...args: string[]) => spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });
  assert.match(run('--help').stdout, /--origin URL/);
  const none = run('--folder', folder);
  assert.deepEqual([none.status, none.stdout], [1, '']);
  assert.match(none.stderr, /^No site may use the agent yet: [^\n]+\n$/);
  assert.match(run('--folder', folder, '--origin', 'portal').stderr, /^config.json: --origin must be/);
  assert.equal(existsSync(join(folder, 'workstation.key')), false);
});

test('a taken port is said in a sentence, and nothing listens elsewhere', async (t) => {
  const agent = await startAgent(t);
  assert.match(agent.lines[0] ?? '', new RegExp(`on http://127.0.0.1:${agent.port} for ${portal}\\.`));
  const second = spawnSync(process.execPath, [main, '--folder', agent.folder], { encoding: 'utf8' });
  assert.equal(second.status, 1);
  assert.match(second.stderr, /^Port \d+ of this machine is taken/);
  // Another address of the machine's own loopback is free, so the agent has none but its one.
  const other = createServer();
  await new Promise<void>((resolve, reject) => {
    other.once('error', reject).listen(agent.port, '127.0.0.2', resolve);
  });
  other.close();
  assert.ok(readFileSync(join(agent.folder, 'config.json'), 'utf8').includes(portal));
  assert.notEqual(await freePort(), 0);
});
