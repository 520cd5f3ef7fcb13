import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Authority, newSerial } from '../card-kit/issue.ts';
import { type CrlParts, makeCrl, type Revoked } from '../card-kit/issue-crl.ts';
import { integer, nothing, sequence, tagged } from '../card-kit/issue-der.ts';
import { makeAuthorities, makeCard } from './authorities.fixture.ts';
import { readCertificate } from './certificate.ts';
import { readCrl } from './crl.ts';
import { attime, openOpenSsl } from './openssl.fixture.ts';

const { root, hca1, hca2, stranger } = makeAuthorities();
const card = makeCard(hca2);
const other = makeCard(hca2);
const thisUpdate = new Date('2020-03-02T00:00:00Z');
const nextUpdate = new Date('2020-03-03T00:00:00Z');
const noon = new Date('2020-03-02T12:00:00Z');
const revoked: Revoked[] = [{ serial: card.serial, at: thisUpdate, reason: 5 }];
const parts: CrlParts = { thisUpdate, nextUpdate, number: 7 };
const make = (more: Partial<CrlParts> = {}, by: Authority = hca2, list = revoked): Buffer =>
  makeCrl(by, list, { ...parts, ...more });
const read = (crl: Buffer) => readCrl(crl, readCertificate(hca2.certificate));

const openssl = openOpenSsl();
after(() => openssl.remove());
const rootFile = openssl.pem('root.pem', [root.certificate]);
const issuerFile = openssl.pem('hca2.pem', [hca2.certificate]);

/** What OpenSSL says of a certificate by this CRL. */
const askOpenSsl = (crl: Buffer, certificate: Buffer, moment = noon) =>
  openssl.run(
    ...['verify', '-CAfile', rootFile, '-untrusted', issuerFile, '-crl_check', '-auth_level', '2'],
    ...['-CRLfile', openssl.file('list.crl', crl), '-attime', attime(moment)],
    openssl.pem('leaf.pem', [certificate]),
  );

test('a CRL names whom it revoked, and nobody else', async () => {
  const crl = await read(make());
  assert.deepEqual([...crl.revoked], [card.serial.toString('hex')]);
  assert.deepEqual([crl.thisUpdate, crl.nextUpdate, crl.number], [thisUpdate, nextUpdate, 7n]);
  assert.match(askOpenSsl(make(), card.certificate).said, /certificate revoked/);
  assert.equal(askOpenSsl(make(), other.certificate).accepted, true);
});

test('serial numbers with a high first bit are found, and an empty list names nobody', async () => {
  const serial = Buffer.from('ff0102', 'hex');
  const high = makeCard(hca2, { serial });
  const crl = await read(make({}, hca2, [{ serial, at: thisUpdate }]));
  assert.ok(crl.revoked.has(readCertificate(high.certificate).serial));
  assert.equal((await read(make({}, hca2, []))).revoked.size, 0);
  assert.equal(askOpenSsl(make({}, hca2, []), high.certificate).accepted, true);
});

const partition = tagged(0, tagged(0, Buffer.from('86096c6f63616c686f7374', 'hex')));
const flipped = (crl: Buffer): Buffer => {
  const copy = Buffer.from(crl);
  const at = copy.indexOf(card.serial);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};

/** `theirs`: what OpenSSL objects to; undefined where it objects to nothing, with the reason. */
const wrong: { what: string; crl: Buffer; ours: RegExp; theirs: RegExp | { accepts: string } }[] = [
  {
    what: 'of another CA of the same name',
    crl: make({}, hca1),
    ours: /another CA|did not sign/,
    theirs: /verification failed/,
  },
  {
    what: 'of a CA that is not pinned',
    crl: make({}, stranger),
    ours: /another CA|did not sign/,
    theirs: /verification failed/,
  },
  { what: 'of the root', crl: make({}, root), ours: /another CA/, theirs: /verification failed/ },
  {
    what: 'in the name of the CA by another',
    crl: make({}, { ...stranger, keyId: hca2.keyId }),
    ours: /did not sign/,
    theirs: /CRL signature failure/,
  },
  {
    what: 'with a serial number changed',
    crl: flipped(make()),
    ours: /did not sign/,
    theirs: /CRL signature failure/,
  },
  {
    what: 'without nextUpdate',
    crl: make({ nextUpdate: null }),
    ours: /dates|structure|time/,
    theirs: { accepts: 'it takes such a list for endless' },
  },
  {
    what: 'signed with SHA-1',
    crl: make({ hash: 'sha1' }),
    ours: /RSA and SHA-2/,
    theirs: { accepts: 'it asks no strength of the signature of a list' },
  },
  {
    what: 'a part of the list',
    crl: make({ more: [{ oid: '2.5.29.28', critical: true, value: sequence(partition) }] }),
    ours: /not the complete list/,
    theirs: /Different CRL scope|unable to get certificate CRL|verification failed/,
  },
  {
    what: 'a delta',
    crl: make({ more: [{ oid: '2.5.29.27', critical: true, value: integer(6) }] }),
    ours: /not the complete list/,
    theirs: { accepts: 'it takes it for the whole list unless told to look for deltas' },
  },
  {
    what: 'with an unknown critical extension',
    crl: make({ more: [{ oid: '1.3.6.1.4.1.32473.20.98', critical: true, value: nothing() }] }),
    ours: /not the complete list/,
    theirs: /unhandled critical CRL extension|verification failed/,
  },
  {
    what: 'with bytes behind it',
    crl: Buffer.concat([make(), Buffer.from([0])]),
    ours: /bytes follow/,
    theirs: { accepts: 'its reader stops at the end of the list' },
  },
  { what: 'cut off', crl: make().subarray(0, -1), ours: /too early/, theirs: /./ },
  { what: 'that is none', crl: Buffer.from('<html>'), ours: /./, theirs: /./ },
];

for (const { what, crl, ours, theirs } of wrong)
  test(`a CRL ${what} is refused`, async () => {
    await assert.rejects(read(crl), ours);
    const verdict = askOpenSsl(crl, other.certificate);
    assert.equal(verdict.accepted, 'accepts' in theirs, verdict.said);
    if (!('accepts' in theirs)) assert.match(verdict.said, theirs);
  });

test('200,000 entries are read without holding up the program, and found', async () => {
  const many = Array.from({ length: 200_000 }, () => ({ serial: newSerial(), at: thisUpdate, reason: 5 }));
  const list = make({}, hca2, many);
  let breaths = 0;
  const count = (): void => {
    breaths += 1;
    breathing = setImmediate(count);
  };
  let breathing = setImmediate(count);
  const crl = await read(list);
  clearImmediate(breathing);
  assert.equal(crl.revoked.size, many.length);
  assert.ok(many.every(({ serial }) => crl.revoked.has(serial.toString('hex'))));
  assert.ok(!crl.revoked.has(card.serial.toString('hex')));
  assert.ok(breaths >= 20, `others had ${breaths} turns while it was read`);
});
