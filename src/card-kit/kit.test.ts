import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { atEnd } from '../../test/at-end.ts';
import { type CardRig, startCards } from '../../test/cards/rig.ts';
import { readCertificate } from '../cards/certificate.ts';
import { identityOf, kindOf } from '../cards/identity.ts';
import { createRevocation, loadCardTrust } from '../cards/index.ts';
import { provePath } from '../cards/path.ts';
import type { VerifiedCard } from '../cards/types.ts';
import { encodeBig5 } from './big5.ts';
import { certificatePlans } from './card-list.ts';
import { makeKit } from './make-kit.ts';
import { configOf, findSoftHsm, type TokenReader } from './tokens.ts';

const run = promisify(execFile);
const origin = 'http://localhost:4690';

/** OpenSC's own look into a reader: what it says, or the DER that it hands out. */
const look = async (rig: CardRig, reader: TokenReader, ...args: string[]): Promise<Buffer> => {
  const { stdout } = await run('pkcs11-tool', ['--module', findSoftHsm() ?? '', ...args], {
    env: { ...process.env, SOFTHSM2_CONF: configOf(join(rig.kit.folder, 'tokens'), reader) },
    encoding: 'buffer',
  });
  return stdout;
};

const start = (t: TestContext): Promise<CardRig> => startCards(t, { origin, pcsc: false });

/** The signing certificate of a card that is in its reader. */
const certificateOf = async (rig: CardRig, name: string): Promise<Buffer> => {
  const reader = (await rig.insert(name)) as TokenReader;
  return look(rig, reader, '--token-label', name, '--read-object', '--type', 'cert', '--label', 'signature');
};

const judgeAll = async (t: TestContext, rig: CardRig): Promise<void> => {
  const trust = await loadCardTrust(rig.trust, { production: false });
  await assert.rejects(loadCardTrust(rig.trust, { production: true }), /test CA/);
  const revocation = createRevocation({
    ...{ trust, cacheFolder: undefined, real: () => new Date(), onTrouble: () => undefined },
  });
  atEnd(t, () => revocation.stop());
  const at = new Date('2020-02-04T12:00:00+08:00');
  const judge = async (name: string): Promise<string> => {
    const leaf = readCertificate(await certificateOf(rig, name));
    const issuer = provePath(trust, leaf, { families: ['HCA', 'MOICA', 'GCA'], at });
    if (typeof issuer === 'string') return issuer;
    const card = kindOf(leaf, issuer);
    const identity = card && identityOf(leaf, issuer, card);
    assert.ok(identity, name);
    const verified: VerifiedCard = { card, identity, leaf, issuer };
    const refused = await revocation.check(verified);
    return refused?.code ?? `${card} ${identity.name}`;
  };
  const seen: Record<string, string> = {};
  // Cards that count wrong PINs need a PC/SC reader; counting-cards.test.ts has them.
  const tokens = certificatePlans.filter(({ tries }) => tries === undefined);
  for (const { name } of tokens) seen[name] = await judge(name);
  const fine = Object.fromEntries(
    tokens.map(({ name, kind, holder }) => [name, `${kind} ${holder}`] as const),
  );
  assert.deepEqual(seen, {
    ...fine,
    'institution-gen1': 'expired_first_generation',
    'institution-expired': 'expired',
    'institution-revoked': 'card_revoked',
    'staff-gen1': 'expired_first_generation',
    'staff-revoked': 'card_revoked',
  });

  const { serial } = readCertificate(await certificateOf(rig, 'government'));
  await rig.revoke('gca', serial);
  assert.equal(await judge('government'), 'card_revoked');
  rig.revocation.answer('nothing');
  assert.equal(await judge('institution'), 'card_revocation_unknown');
};

test('a kit of cards', { timeout: 60_000 }, async (t) => {
  const rig = await start(t);
  const { folder } = rig.kit;

  await t.test('is its owner’s alone', async () => {
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const { mode } = await stat(join(entry.parentPath, entry.name));
      assert.equal(mode & 0o077, 0, entry.name);
    }
  });

  await t.test('is made once', async () => {
    const before = await readFile(join(folder, 'trust', 'root.pem'), 'utf8');
    assert.equal((await makeKit({ folder, port: rig.kit.port })).isNew, false);
    assert.equal(await readFile(join(folder, 'trust', 'root.pem'), 'utf8'), before);
  });

  await t.test('cards come and go in their readers', async () => {
    assert.match(String(await look(rig, 'staff', '--list-slots')), /uninitialized/);
    assert.equal(await rig.insert('staff-manager'), 'staff');
    assert.match(String(await look(rig, 'staff', '--list-token-slots')), /token label\s*: staff-manager/);
    const objects = String(await look(rig, 'staff', '--token-label', 'staff-manager', '--list-objects'));
    for (const each of ['signature', 'encryption', 'HPC basic data']) assert.match(objects, new RegExp(each));
    await rig.insert('staff-manager', 'chip');
    assert.deepEqual(await rig.inside(), { nhi: null, staff: null, sam: 'sam', chip: 'staff-manager' });
    await rig.insert('government');
    assert.equal((await rig.inside()).chip, 'government');
    await rig.remove('chip');
    assert.equal((await rig.inside()).chip, null);
    await assert.rejects(rig.insert('nhi-adult'), /do not run/);
    await assert.rejects(rig.insert('government', 'nhi'), /does not fit/);
    await assert.rejects(rig.insert('nobody'), /No card is called "nobody"/);
  });

  await t.test('HCA’s record stands beside the certificate', async () => {
    await rig.insert('staff-user');
    const args = ['--read-object', '--type', 'data', '--label', 'HPC basic data'];
    const record = await look(rig, 'staff', '--token-label', 'staff-user', ...args);
    const name = encodeBig5('淡水藥局使用者');
    assert.deepEqual(record.subarray(0, name.length), name);
    assert.equal(String(record.subarray(148, 158)), rig.card('staff-user').number);
  });

  await t.test('openssl follows the path of a card and asks the CA’s service', async () => {
    const file = (name: string): string => join(folder, name);
    const trust = (name: string): string => join(folder, 'trust', `${name}.pem`);
    const url = `http://127.0.0.1:${rig.kit.port}`;
    for (const name of ['institution', 'institution-revoked']) {
      const der = (await certificateOf(rig, name)).toString('base64');
      const pem = `-----BEGIN CERTIFICATE-----\n${der.replaceAll(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
      await writeFile(file('card.pem'), pem);
      const path = ['-CAfile', trust('root'), '-untrusted', trust('hca-2')];
      assert.match((await run('openssl', ['verify', ...path, file('card.pem')])).stdout, /: OK/);
      const asked = ['-issuer', trust('hca-2'), '-cert', file('card.pem'), '-url', `${url}/ocsp/hca-2`];
      const { stdout, stderr } = await run('openssl', ['ocsp', ...asked, ...path.slice(0, 2)]);
      assert.match(stderr, /Response verify OK/);
      assert.match(stdout, name === 'institution' ? /card.pem: good/ : /card.pem: revoked/);
    }
    const crl = Buffer.from(await (await fetch(`${url}/hca-2.crl`)).arrayBuffer());
    await writeFile(file('hca-2.crl'), crl);
    const checked = ['crl', '-inform', 'der', '-in', file('hca-2.crl'), '-CAfile', trust('hca-2'), '-noout'];
    assert.match((await run('openssl', checked)).stderr, /verify OK/);
  });

  await t.test('what a server that pins it makes of each card on 2020-02-04', (inner) =>
    judgeAll(inner, rig),
  );
});
