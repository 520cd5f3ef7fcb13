import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { after, test } from 'node:test';
import type { Authority, Issued } from '../card-kit/issue.ts';
import { answerOcsp } from '../card-kit/issue-ocsp.ts';
import { isRefusal } from '../platform/errors.ts';
import {
  at,
  firstGeneration,
  keyOf,
  makeAuthorities,
  makeCard,
  trustLines,
  writeTrust,
} from './authorities.fixture.ts';
import { createRevocation, loadCardTrust, verifySamProof } from './index.ts';
import { startWebService } from './web-service.fixture.ts';

const authorities = makeAuthorities();
const { folder, remove } = await writeTrust(trustLines(authorities));
const trust = await loadCardTrust(folder, { production: false });
const service = await startWebService();
after(async () => {
  await service.stop();
  await remove();
});

const content = Buffer.from('evenhand sam 1\n');
const makeSam = (more: Parameters<typeof makeCard>[1] = {}, by: Authority = authorities.sam): Issued =>
  makeCard(by, {
    subject: [
      ['C', 'TW'],
      ['CN', 'SAM'],
      ['serialNumber', '5931102274'],
    ],
    ...more,
  });
const prove = ({ certificate }: Issued, more: Partial<Parameters<typeof verifySamProof>[1]> = {}) =>
  verifySamProof(trust, {
    certificate,
    signature: sign('sha256', content, keyOf('card')),
    content,
    at,
    ...more,
  });
const codeOf = (answer: ReturnType<typeof prove>): string =>
  isRefusal(answer) ? answer.code : answer.site_code;

test('a SAM tells the institution it was given to', () => {
  assert.equal(codeOf(prove(makeSam())), '5931102274');
});

for (const [what, answer, code] of [
  ['an expired SAM', prove(makeSam(firstGeneration)), 'sam_expired'],
  ['a card in its place', prove(makeSam({}, authorities.hca2)), 'sam_untrusted'],
  ['other content', prove(makeSam(), { content: Buffer.from('x') }), 'sam_untrusted'],
  ['a signature cut off', prove(makeSam(), { signature: Buffer.alloc(3) }), 'sam_untrusted'],
  ['bytes that are no certificate', prove(makeSam(), { certificate: Buffer.from('x') }), 'sam_untrusted'],
  ['a certificate for encryption', prove(makeSam({ usage: ['keyEncipherment'] })), 'sam_untrusted'],
  ['a SAM of no institution', prove(makeSam({ subject: [['serialNumber', 'TEST']] })), 'sam_untrusted'],
] as const)
  test(`${what}: ${code}`, () => assert.equal(codeOf(answer), code));

test('a SAM that was revoked is suspended', async () => {
  const sam = prove(makeSam({ ocspUrl: `${service.url}/sam` }));
  if (isRefusal(sam)) throw new Error(sam.code);
  service.on('/sam', (request) => ({
    body: answerOcsp(authorities.sam, request, () => ({ revokedAt: at }), { now: new Date() }),
  }));
  const revocation = createRevocation({
    trust,
    cacheFolder: undefined,
    ocspPatienceMs: 60_000,
    real: () => new Date(),
    onTrouble: () => undefined,
  });
  assert.equal((await revocation.check(sam))?.code, 'sam_suspended');
  revocation.stop();
});
