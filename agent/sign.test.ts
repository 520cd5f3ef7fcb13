import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { startCards } from '../test/cards/rig.ts';
import {
  freePort,
  nonce,
  portal,
  type RunningAgent,
  runAgent,
  statementIn,
  tempFolder,
} from './agent.fixture.ts';
import { logInText, type Signed } from './protocol.ts';

const run = promisify(execFile);

const start = async (t: TestContext) => {
  const agentPort = await freePort();
  const cards = await startCards(t, { origin: portal, agentPort, pcsc: false });
  const agent = await runAgent(t, { folder: cards.agentFolder, port: agentPort });
  return { cards, agent };
};

const ask = (agent: RunningAgent, card: string, reader: string) =>
  agent.own('ask', { ask: 'sign', origin: portal, nonce, card, reader, language: 'zh-TW' });

type Waiting = { found: { id: string; certificate: string } };
const prepare = async (agent: RunningAgent, card: string, reader: string): Promise<Waiting['found']> => {
  const given = (await ask(agent, card, reader)) as unknown as Waiting;
  assert.ok(given.found, JSON.stringify(given));
  return given.found;
};

/** By what Linux tells of a process. */
const childrenOf = async (pid: number | undefined): Promise<number[]> => {
  const tasks = await readdir(`/proc/${pid}/task`);
  const lines = tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, 'utf8'));
  return (await Promise.all(lines)).flatMap((line) => line.split(' ').filter(Boolean).map(Number));
};

test('cards of SoftHSM', { timeout: 60_000 }, async (t) => {
  const { cards, agent } = await start(t);
  const pinOf = (name: string): string => cards.card(name).pin ?? '';
  const folder = await tempFolder(t);

  await t.test('no card', async () => {
    const given = await ask(agent, 'institution', 'nhi');
    assert.deepEqual([given['code'], given['message']], ['no_card', '讀卡機內沒有卡片，請插入卡片。']);
  });

  await t.test('what openssl says of the signature of an institution card', async () => {
    await cards.insert('institution', 'staff');
    const { id, certificate } = await prepare(agent, 'institution', 'nhi');
    assert.equal(certificate, '淡水藥局');
    const given = await agent.own('pin', { id, pin: pinOf('institution') });
    const statement = statementIn(given);
    assert.ok(statement.kind === 'certificate-log-in/1');
    assert.deepEqual(statement.record, { number: '5931102274', name: '淡水藥局' });
    assert.deepEqual([statement.origin, statement.nonce], [portal, nonce]);

    const signed = given['signed'] as Signed;
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: signed.workstation };
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const bytes = Buffer.from(signed.statement);
    assert.ok(verify(null, bytes, key, Buffer.from(signed.signature, 'base64url')));

    const text = logInText({ origin: portal, nonce, card: 'institution', reader: 'nhi' });
    const [cms, content, whole] = ['cms.der', 'text', 'all.pem'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    await writeFile(cms, Buffer.from(statement.cms, 'base64'));
    await writeFile(content, text);
    const pems = ['root.pem', 'hca-2.pem'].map((name) => readFile(join(cards.trust, name), 'utf8'));
    await writeFile(whole, (await Promise.all(pems)).join('\n'));
    const openssl = (file: string) =>
      run('openssl', [
        ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', cms, '-content', file],
        ...['-CAfile', whole, '-purpose', 'any', '-out', join(folder, 'out')],
      ]);
    await openssl(content);
    await writeFile(content, text.replace(portal, 'http://elsewhere.example'));
    await assert.rejects(openssl(content), /verif/i);
  });

  await t.test('a wrong PIN may be typed again, a used ask not', async () => {
    const { id } = await prepare(agent, 'institution', 'nhi');
    const wrong = await agent.own('pin', { id, pin: '000001' });
    assert.deepEqual([wrong['code'], wrong['message']], ['pin_wrong', 'PIN碼錯誤，請重新輸入。']);
    const right = await agent.own('pin', { id, pin: pinOf('institution') });
    assert.equal(right['ok'], true);
    const again = await agent.own('pin', { id, pin: pinOf('institution') });
    assert.equal(again['ok'], false);
  });

  await t.test('a card is pulled out while its PIN is typed', async () => {
    const { id } = await prepare(agent, 'institution', 'nhi');
    await cards.remove('staff');
    const given = await agent.own('pin', { id, pin: pinOf('institution') });
    assert.equal(given['code'], 'card_removed');
  });

  await t.test('each kind of card in its reader', async () => {
    for (const [name, card, reader] of [
      ['staff-user', 'staff', 'nhi'],
      ['staff-gen1', 'staff', 'nhi'],
      ['staff-manager', 'staff', 'chip'],
      ['citizen-manager', 'citizen', 'chip'],
      ['government', 'government', 'chip'],
    ] as const) {
      await cards.insert(name, reader === 'nhi' ? 'staff' : 'chip');
      const { id } = await prepare(agent, card, reader);
      const statement = statementIn(await agent.own('pin', { id, pin: pinOf(name) }));
      assert.ok(statement.kind === 'certificate-log-in/1');
      const { number = null } = statement.record ?? {};
      assert.equal(number, card === 'staff' ? cards.card(name).number : null, name);
    }
  });

  await t.test('cards in the wrong place', async () => {
    const codeOf = async (card: string, reader: string) => (await ask(agent, card, reader))['code'];
    assert.equal(await codeOf('citizen', 'nhi'), 'wrong_reader');
    await cards.insert('citizen-manager', 'staff');
    assert.equal(await codeOf('staff', 'nhi'), 'wrong_reader');
    await cards.insert('institution', 'staff');
    assert.equal(await codeOf('staff', 'nhi'), 'no_certificate');
  });

  await t.test('a locked PIN is not tried', async () => {
    await cards.insert('staff-locked', 'staff');
    const given = await ask(agent, 'staff', 'nhi');
    assert.deepEqual([given['code'], given['message']], ['pin_locked', 'PIN碼已鎖定，請洽發卡機關。']);
  });

  await t.test('the status tells of cards that come and go, and of nobody', async () => {
    const { readers } = await agent.status();
    const staff = readers.find(({ slot }) => slot === 'staff');
    assert.ok(staff && staff.reads > 2 && staff.failures > 1);
    assert.equal(staff.last_card?.kind, 'staff');
    const said = agent.lines.join('\n');
    assert.ok(!/淡水|5931102274|[A-Z]\d{9}/.test(said), said);
  });

  await t.test('a module that hangs is ended, and the next call has another', async () => {
    await agent.stop();
    const file = join(cards.agentFolder, 'config.json');
    const config = JSON.parse(await readFile(file, 'utf8')) as { modules: object[] };
    config.modules = config.modules.slice(0, 1).map((each) => ({ ...each, seconds: 3 }));
    await writeFile(file, JSON.stringify(config));
    const other = await runAgent(t, { folder: cards.agentFolder, port: agent.port });
    await cards.insert('institution', 'staff');
    await prepare(other, 'institution', 'nhi');
    const children = await childrenOf(other.child.pid);
    assert.equal(children.length, 1);
    for (const child of children) process.kill(child, 'SIGSTOP');
    assert.equal((await ask(other, 'institution', 'nhi'))['code'], 'time_out');
    await prepare(other, 'institution', 'nhi');
  });
});

test('a module that is not there', async (t) => {
  const folder = await tempFolder(t);
  const port = await freePort();
  const path = join(folder, 'none.so');
  const module = { path, kind: 'chip' };
  await writeFile(
    join(folder, 'config.json'),
    JSON.stringify({ origins: [portal], modules: [module], port }),
  );
  const agent = await runAgent(t, { folder, port });
  assert.equal((await ask(agent, 'citizen', 'chip'))['code'], 'no_module');
  // That no card at all can be read is told first.
  const { advice, readers } = await agent.status();
  assert.deepEqual([advice?.code, readers[0]?.state], ['no_service', 'gone']);
  assert.ok(agent.lines.some((line) => line.includes(`there is no file ${path}`)));
  await writeFile(path, 'this is no module');
  assert.equal((await ask(agent, 'citizen', 'chip'))['code'], 'no_module');
  await rm(path);
});
