import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { atEnd } from '../../test/at-end.ts';
import { certificatePlans, nhiPlans, samPlans } from './card-list.ts';
import { imageOf } from './kit.ts';
import { nhiRecordBytes } from './nhi-record.ts';
import { startVirtualReaders } from './pcsc.ts';

const run = promisify(execFile);

const start = async (t: TestContext) => {
  const folder = await mkdtemp(join(tmpdir(), 'readers-'));
  atEnd(t, () => rm(folder, { recursive: true, force: true }));
  const readers = await startVirtualReaders(folder);
  atEnd(t, () => readers.stop());
  return readers;
};

/** What a program of its own reads through libpcsclite: in one line of JSON. */
const read = async (socket: string, reader: string, select = true): Promise<{ words: string[] }> => {
  const { stdout } = await run(
    process.execPath,
    [join(import.meta.dirname, 'read-once.fixture.ts'), reader, ...(select ? ['select'] : [])],
    { env: { ...process.env, PCSCLITE_CSOCK_NAME: socket }, timeout: 20_000 },
  );
  return JSON.parse(stdout) as { words: string[] };
};

const recordOf = (name: string): string => `${imageOf(name).record}9000`;

const listening = async (): Promise<string[]> => {
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((each) => readFile(`/proc/net/${each}`, 'utf8').catch(() => '')),
  );
  return tables.flatMap((text) =>
    [...text.matchAll(/: [0-9A-F]+:([0-9A-F]{4}) \S+ 0A/g)].map(([, port = '']) => port),
  );
};

test('cards of all kinds in real readers', { timeout: 60_000 }, async (t) => {
  const readers = await start(t);
  const { socket } = readers;
  const usual = 'Virtual PCD 00 00';

  await t.test('nothing of it listens on the network of the machine', async () => {
    const ports = await listening();
    assert.ok(!ports.includes('8C7B') && !ports.includes('8C7C'), ports.join());
  });

  await t.test('the common card: SELECT, then 57 bytes', async () => {
    await readers.insert(0, imageOf('nhi-adult'));
    assert.deepEqual((await read(socket, usual)).words, ['9000', recordOf('nhi-adult')]);
    assert.equal((await readers.state()).inside[0], 'nhi-adult');
  });

  await t.test('a new card knows no SELECT and is read all the same, in the other reader', async () => {
    await readers.insert(1, imageOf('nhi-new'));
    assert.deepEqual((await read(socket, 'Virtual PCD 00 01')).words, ['6d00', recordOf('nhi-new')]);
  });

  await t.test('a card of HCA has no such data', async () => {
    await readers.insert(0, imageOf('hca-in-pcsc'));
    assert.deepEqual((await read(socket, usual)).words, ['6a82', '6a86']);
  });

  await t.test('a cold card fails once', async () => {
    await readers.insert(0, imageOf('nhi-cold'));
    assert.deepEqual((await read(socket, usual)).words, ['9000', '6f00']);
    assert.deepEqual((await read(socket, usual)).words, ['9000', recordOf('nhi-cold')]);
  });

  await t.test('a card leaves instead of answering', async () => {
    await readers.insert(0, imageOf('nhi-adult'));
    await readers.remove(0, 'at_read');
    // vpcd hands on an answer without a status word; real drivers say NotTransacted.
    assert.deepEqual((await read(socket, usual)).words, ['9000', '']);
    assert.equal((await readers.state()).inside[0], null);
  });

  await t.test('the service dies and comes back, the card still in its reader', async () => {
    await readers.insert(0, imageOf('nhi-child'));
    assert.equal((await readers.killService()).service, false);
    await readers.startService();
    assert.deepEqual((await read(socket, usual)).words, ['9000', recordOf('nhi-child')]);
  });
});

test('when the readers stop, no process and no socket is left', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'readers-'));
  const readers = await startVirtualReaders(folder);
  await readers.stop();
  assert.ok(!(await readdir(folder)).includes('orders.sock'));
  const { stdout } = await run('ps', ['-eo', 'args']);
  assert.ok(!stdout.includes(folder));
  await assert.rejects(readers.state(), /do not run/);
  await rm(folder, { recursive: true, force: true });
});

test('the record is 57 bytes, with user-defined characters in their place', () => {
  const record = Buffer.from(imageOf('nhi-rare-name').record ?? '', 'hex');
  assert.equal(record.length, 57);
  assert.equal(record.subarray(12, 18).toString('hex'), 'a4fdfa40fa41');
  assert.equal(record.subarray(42, 49).toString(), '0400815');
  const all = { card_number: '9'.repeat(12), number: 'A123456789', birth_date: '1990-01-31' };
  const bytes = nhiRecordBytes({ ...all, name: '衛生福利部健保署', sex: 'M', issued_on: '2020-01-01' });
  assert.equal(new TextDecoder('big5').decode(bytes.subarray(12, 28)), '衛生福利部健保署');
  assert.equal(bytes.subarray(42).toString(), '0790131M1090101');
});

test('the manual’s list has every card', async () => {
  const text = await readFile(join(import.meta.dirname, '../../docs/manual/cards.md'), 'utf8');
  const names = [...certificatePlans, ...nhiPlans, ...samPlans].map(({ name }) => name);
  const listed = [...text.matchAll(/^\| `([\w-]+)` \| (?:醫事|自然|政府|健保卡|SAM卡)/gm)].map(
    ([, name]) => name,
  );
  assert.deepEqual(listed, names);
});
