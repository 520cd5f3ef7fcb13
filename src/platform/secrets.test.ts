import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { atEnd } from '../../test/at-end.ts';
import { createKeyFile, findKeyFile, openToken, sealToken, serverKeysFrom } from './secrets.ts';

const key = Buffer.alloc(32, 1);
const value = { person_key: 'x', quantity: 2 };

test('a sealed token opens with its key, unchanged, and with nothing else (R106)', () => {
  const token = sealToken(key, 'approval', value);
  assert.deepEqual(openToken(key, 'approval', token), value);
  assert.notEqual(sealToken(key, 'approval', value), token, 'never the same twice');
  assert.ok(!Buffer.from(token, 'base64url').includes('person_key'), 'nothing can be read');
  assert.equal(openToken(Buffer.alloc(32, 2), 'approval', token), undefined);
});

test('a token with one bit turned, a piece missing or a letter more is no token', () => {
  const token = sealToken(key, 'approval', value);
  const bytes = Buffer.from(token, 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const turned = Buffer.from(bytes);
    turned.writeUInt8(turned.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    assert.equal(openToken(key, 'approval', turned.toString('base64url')), undefined, `bit ${bit}`);
  }
  for (let length = 0; length < token.length; length++)
    assert.equal(openToken(key, 'approval', token.slice(0, length)), undefined, `${length} letters`);
  for (const other of [`${token}A`, `${token}=`, ` ${token}`, `${token}\n`, token.replace(/^./, '+'), '💥'])
    assert.equal(openToken(key, 'approval', other), undefined, other);
});

test('each purpose has a key of its own', () => {
  const { token, ledger, address } = serverKeysFrom(key);
  assert.equal(new Set([key, token, ledger, address].map((each) => each.toString('hex'))).size, 4);
});

const folderOf = async (t: TestContext): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'evenhand-secrets-'));
  atEnd(t, () => rm(folder, { recursive: true }));
  return folder;
};

test('a key file is for its owner only, never overwritten, and found again', async (t) => {
  const folder = join(await folderOf(t), 'new');
  const made = await createKeyFile(folder, 'pepper-masks');
  assert.equal((await stat(join(folder, 'pepper-masks'))).mode & 0o777, 0o600);
  assert.equal((await stat(folder)).mode & 0o777, 0o700);
  await assert.rejects(createKeyFile(folder, 'pepper-masks'), { code: 'EEXIST' });
  assert.deepEqual(await findKeyFile(folder, 'pepper-masks'), made);
  assert.equal(await findKeyFile(folder, 'nothing'), undefined);
});

test('a key file that is cut short or of another kind is told, not used', async (t) => {
  const folder = await folderOf(t);
  for (const text of ['', 'ab'.repeat(31), 'ab'.repeat(33), 'zz'.repeat(32), 'AB'.repeat(32)]) {
    await writeFile(join(folder, 'server-key'), text, { mode: 0o600 });
    await assert.rejects(findKeyFile(folder, 'server-key'), /is not 64 hexadecimal digits/, text);
  }
});

test('a secret that others can read is refused', async (t) => {
  const folder = await folderOf(t);
  await createKeyFile(folder, 'server-key');
  await chmod(join(folder, 'server-key'), 0o644);
  await assert.rejects(findKeyFile(folder, 'server-key'), /Others can read the secret/);
});
