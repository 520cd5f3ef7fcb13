import assert from 'node:assert/strict';
import { randomBytes, sign } from 'node:crypto';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { makeCrl } from '../card-kit/issue-crl.ts';
import { answerOcsp } from '../card-kit/issue-ocsp.ts';
import { isRefusal } from '../platform/errors.ts';
import { at, keyOf, makeAuthorities, makeCard, trustLines, writeTrust } from './authorities.fixture.ts';
import { readCertificate } from './certificate.ts';
import { makeCms } from './cms.fixture.ts';
import { readCrl } from './crl.ts';
import { loadCardTrust, verifyCardSignature, verifySamProof } from './index.ts';
import { judgeOcspAnswer } from './ocsp-answer.ts';
import { makeOcspRequest } from './ocsp-request.ts';

const authorities = makeAuthorities();
const { hca2, sam } = authorities;
const { folder, remove } = await writeTrust(trustLines(authorities));
after(remove);
const trust = await loadCardTrust(folder, { production: false });

/** A few bytes changed, put in or left out: what a stranger may send in place of the good bytes. */
const mutated = (bytes: Buffer): fc.Arbitrary<Buffer> =>
  fc
    .array(
      fc.record({
        place: fc.nat(bytes.length - 1),
        value: fc.nat(255),
        act: fc.constantFrom('change', 'change', 'change', 'insert', 'drop'),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((acts) =>
      acts.reduce((sum, { place, value, act }) => {
        const rest = sum.subarray(act === 'insert' ? place : place + 1);
        return Buffer.concat([sum.subarray(0, place), Buffer.from(act === 'drop' ? [] : [value]), rest]);
      }, bytes),
    )
    .filter((result) => !result.equals(bytes));

const content = Buffer.from('evenhand log-in 1\n');
const card = makeCard(hca2);
const cms = makeCms(content, { certificate: card.certificate, key: keyOf('card') });
const runs = { numRuns: 1_000 };
/** The one byte outside the signature that has two right values: RSA, or RSA with SHA-256 (RFC 5754). */
const nameOfRsa = cms.lastIndexOf(Buffer.from('06092a864886f70d010101', 'hex')) + 10;
const isSameMessage = (bytes: Buffer): boolean =>
  bytes.length === cms.length &&
  bytes.every((byte, n) => byte === cms[n] || (n === nameOfRsa && byte === 11));

test('a changed message never verifies and never throws', () => {
  const given = { content, card: 'staff', at } as const;
  assert.ok(!isRefusal(verifyCardSignature(trust, { ...given, cms })));
  fc.assert(
    fc.property(
      mutated(cms).filter((bytes) => !isSameMessage(bytes)),
      (bytes) => {
        assert.ok(isRefusal(verifyCardSignature(trust, { ...given, cms: bytes })));
      },
    ),
    runs,
  );
});

test('random bytes never verify and never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const given = { cms: Buffer.from(bytes), content, card: 'staff', at } as const;
      assert.ok(isRefusal(verifyCardSignature(trust, given)));
    }),
  );
});

test('a changed certificate of a SAM never verifies and never throws', () => {
  const { certificate } = makeCard(sam, { subject: [['serialNumber', '5931102274']] });
  const given = { signature: sign('sha256', content, keyOf('card')), content, at };
  assert.ok(!isRefusal(verifySamProof(trust, { ...given, certificate })));
  fc.assert(
    fc.property(mutated(certificate), (bytes) => {
      assert.ok(isRefusal(verifySamProof(trust, { ...given, certificate: bytes })));
    }),
    runs,
  );
});

test('a changed OCSP answer decides nothing', () => {
  const [leaf, issuer] = [readCertificate(card.certificate), readCertificate(hca2.certificate)];
  const nonce = randomBytes(32);
  const now = new Date();
  const good = answerOcsp(hca2, makeOcspRequest(leaf, issuer, nonce), () => 'good', { now });
  const question = { leaf, issuer, nonce, now, lists: () => false };
  assert.equal(judgeOcspAnswer(good, question), 'good');
  fc.assert(
    fc.property(mutated(good), (bytes) => {
      assert.throws(() => judgeOcspAnswer(bytes, question), Error);
    }),
    runs,
  );
});

test('a changed CRL is no CRL', async () => {
  const dates = { thisUpdate: at, nextUpdate: new Date(at.getTime() + 86_400_000), number: 7 };
  const good = makeCrl(hca2, [{ serial: card.serial, at }], dates);
  const issuer = readCertificate(hca2.certificate);
  assert.equal((await readCrl(good, issuer)).revoked.size, 1);
  await fc.assert(
    fc.asyncProperty(mutated(good), async (bytes) => {
      await assert.rejects(readCrl(bytes, issuer), Error);
    }),
    runs,
  );
});
