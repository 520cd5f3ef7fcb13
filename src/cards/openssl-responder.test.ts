import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { type Authority, type Issued, issueOcspDelegate, keyPem, newSerial } from '../card-kit/issue.ts';
import { isRefusal } from '../platform/errors.ts';
import {
  always,
  at,
  keyOf,
  makeAuthorities,
  makeCard,
  named,
  trustLines,
  writeTrust,
} from './authorities.fixture.ts';
import { makeCms } from './cms.fixture.ts';
import { createRevocation, loadCardTrust, verifyCardSignature } from './index.ts';
import { openOpenSsl } from './openssl.fixture.ts';

const authorities = makeAuthorities();
const { hca2 } = authorities;
const { folder, remove } = await writeTrust(trustLines(authorities));
const openssl = openOpenSsl();
const trust = await loadCardTrust(folder, { production: false });
const serials = { good: newSerial(), revoked: newSerial(), unheardOf: newSerial() };

/** OpenSSL's index: V valid or R revoked, end, time of revocation, serial number, file, name. */
const index = openssl.file(
  'index.txt',
  [
    ['V', '361231155959Z', '', serials.good.toString('hex').toUpperCase(), 'unknown', '/CN=a'],
    [
      'R',
      '361231155959Z',
      '200101000000Z',
      serials.revoked.toString('hex').toUpperCase(),
      'unknown',
      '/CN=b',
    ],
  ]
    .map((fields) => `${fields.join('\t')}\n`)
    .join(''),
);

/** OpenSSL's own responder on a free port; gives its address. */
const startResponder = async (signer: Authority, name: string): Promise<string> => {
  const responder = spawn(
    'openssl',
    [
      ...['ocsp', '-port', '0', '-index', index, '-CA', openssl.pem('ca.pem', [hca2.certificate])],
      ...['-rsigner', openssl.pem(`${name}.pem`, [signer.certificate])],
      ...['-rkey', openssl.file(`${name}.key`, keyPem(signer.key)), '-nmin', '5'],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  after(async () => {
    responder.kill();
    await once(responder, 'exit');
  });
  for (const stream of [responder.stdout, responder.stderr]) stream.setEncoding('utf8');
  const port = await new Promise<string>((resolve, reject) => {
    responder.once('exit', (code) => reject(new Error(`openssl ocsp ended with ${code}`)));
    for (const input of [responder.stdout, responder.stderr])
      createInterface({ input }).on('line', (line) => {
        const found = /^ACCEPT .*:(\d+)/.exec(line)?.[1];
        if (found) resolve(found);
      });
  });
  return `http://127.0.0.1:${port}/`;
};

after(async () => {
  openssl.remove();
  await remove();
});

const ask = async (card: Issued): Promise<string> => {
  const content = Buffer.from('log-in');
  const cms = makeCms(content, { certificate: card.certificate, key: keyOf('card') });
  const verified = verifyCardSignature(trust, { cms, content, card: 'staff', at });
  if (isRefusal(verified)) throw new Error(verified.code);
  const told: string[] = [];
  const revocation = createRevocation({
    trust,
    cacheFolder: undefined,
    ocspPatienceMs: 60_000,
    real: () => new Date(),
    onTrouble: (sentence) => told.push(sentence),
  });
  const refusal = await revocation.check(verified);
  revocation.stop();
  return [refusal?.code ?? 'good', ...told].join(': ');
};

const delegate = issueOcspDelegate({
  ...always,
  authority: hca2,
  name: named('OCSP'),
  key: keyOf('delegate'),
});

for (const [what, signer] of [
  ['the CA itself', hca2],
  ['a delegate', delegate],
] as const)
  test(`OpenSSL’s responder, signing as ${what}, is understood`, async () => {
    const ocspUrl = await startResponder(signer, what === 'a delegate' ? 'delegate' : 'issuer');
    const card = (serial: Buffer): Issued => makeCard(hca2, { ocspUrl, serial });
    assert.equal(await ask(card(serials.good)), 'good');
    assert.equal(await ask(card(serials.revoked)), 'card_revoked');
    assert.match(
      await ask(card(serials.unheardOf)),
      /^card_revocation_unknown: OCSP of HCA, generation 2 decided nothing: a certificate that the responder does not know/,
    );
  });
