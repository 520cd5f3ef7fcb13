import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, test } from 'node:test';
import { type Authority, issueOcspDelegate, type NameParts } from '../card-kit/issue.ts';
import { answerOcsp, type OcspParts, type OcspStatus } from '../card-kit/issue-ocsp.ts';
import { always, firstGeneration, keyOf, makeAuthorities, makeCard, named } from './authorities.fixture.ts';
import { readCertificate } from './certificate.ts';
import { judgeOcspAnswer } from './ocsp-answer.ts';
import { makeOcspRequest } from './ocsp-request.ts';
import { openOpenSsl } from './openssl.fixture.ts';

const MINUTE = 60_000;
const { root, hca1, hca2, stranger } = makeAuthorities();
const card = makeCard(hca2);
const other = makeCard(hca2);
const leaf = readCertificate(card.certificate);
const issuer = readCertificate(hca2.certificate);
/** Real time: OpenSSL judges answers by its own clock. */
const now = new Date();
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * MINUTE);
const nonce = randomBytes(32);
const request = makeOcspRequest(leaf, issuer, nonce);
const question = { leaf, issuer, nonce, now, lists: () => false };

const openssl = openOpenSsl();
after(() => openssl.remove());
const rootFile = openssl.pem('root.pem', [root.certificate]);
const issuerFile = openssl.pem('hca2.pem', [hca2.certificate]);
const leafFile = openssl.pem('leaf.pem', [card.certificate]);
const requestFile = openssl.file('request.der', request);

/**
 * 'good' or 'revoked' when OpenSSL takes the answer, else what it said. In two runs: asked about a certificate
 * it makes a nonce of its own, so the nonce of our request is compared in a run that names no certificate.
 */
const askOpenSsl = (answer: Buffer): string => {
  const asked = ['ocsp', '-reqin', requestFile, '-respin', openssl.file('answer.der', answer)];
  const trusted = ['-issuer', issuerFile, '-CAfile', rootFile, '-verify_other', issuerFile];
  const compared = openssl.run(...asked, ...trusted).said;
  const { said } = openssl.run(...asked, ...trusted, '-cert', leafFile, '-no_nonce');
  const standing = /leaf\.pem: (good|revoked)/.exec(said)?.[1];
  const isTaken = [compared, said].every(
    (each) => each.includes('Response verify OK') && !/WARNING|error/i.test(each),
  );
  return isTaken && standing ? standing : `${compared}${said}`;
};

const name = named('OCSP');
const delegateOf = (
  authority: Authority,
  more: Partial<Parameters<typeof issueOcspDelegate>[0]> = {},
): Authority => issueOcspDelegate({ ...always, authority, name, key: keyOf('delegate'), ...more });
const answer = (status: OcspStatus, parts: Partial<OcspParts> = {}, by = hca2, asked = request): Buffer =>
  answerOcsp(by, asked, () => status, { now, nextUpdate: new Date(now.getTime() + 60 * MINUTE), ...parts });

for (const [what, given, expected] of [
  ['good', answer('good'), 'good'],
  ['revoked', answer({ revokedAt: ago(60) }), 'revoked'],
  ['good, by a delegate', answer('good', { delegate: delegateOf(hca2) }), 'good'],
  ['good, with SHA-512', answer('good', { hash: 'sha512' }), 'good'],
  ['good, for as long as nobody says otherwise', answer('good', { nextUpdate: null }), 'good'],
] as const)
  test(`OCSP: ${what}`, () => {
    assert.equal(judgeOcspAnswer(given, question), expected);
    assert.equal(askOpenSsl(given), expected);
  });

test('OCSP: an answer without nonce counts while it is young', () => {
  const young = answer('good', { nonce: false, now: ago(9), thisUpdate: ago(9) });
  assert.equal(judgeOcspAnswer(young, question), 'good');
  const old = answer('good', { nonce: false, now: ago(11), thisUpdate: ago(11) });
  assert.throws(() => judgeOcspAnswer(old, question), /not fresh/);
});

const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};
const about = (certificate: Buffer, nonceOf = nonce): Buffer =>
  makeOcspRequest(readCertificate(certificate), issuer, nonceOf);
/** The stranger speaks with the name and key id of the CA. */
const impostor: Authority = { ...stranger, keyId: hca2.keyId };
const emailOnly = ['1.3.6.1.5.5.7.3.4'];
const good = answer('good');

const doubtful: { what: string; given: Buffer; ours: RegExp; theirs: RegExp }[] = [
  {
    what: 'an answer to another nonce',
    given: answer('good', {}, hca2, about(card.certificate, randomBytes(32))),
    ours: /another question/,
    theirs: /Nonce Verify error/,
  },
  {
    what: 'an answer about another certificate',
    given: answer('good', {}, hca2, about(other.certificate)),
    ours: /another certificate/,
    theirs: /No Status found/,
  },
  {
    what: 'an answer out of date',
    given: answer('good', { thisUpdate: ago(120), nextUpdate: ago(60) }),
    ours: /out of date/,
    theirs: /status expired/i,
  },
  {
    what: 'an answer of the future',
    given: answer('good', { thisUpdate: ago(-30) }),
    ours: /of the future/,
    theirs: /not yet valid/i,
  },
  {
    what: 'a tampered answer',
    given: flipped(good, good.indexOf(leaf.serial, 'hex') + 2),
    ours: /wrong signature|another certificate/,
    theirs: /signature failure|Verify Failure|No Status/i,
  },
  {
    what: 'a tampered signature',
    given: flipped(good, good.length - 3),
    ours: /wrong signature/,
    theirs: /signature failure|Verify Failure/i,
  },
  {
    what: 'a CA of the same name',
    given: answer('good', {}, impostor),
    ours: /wrong signature/,
    theirs: /Verify Failure|signature failure/i,
  },
  {
    what: 'a delegate without the purpose',
    given: answer('good', { delegate: delegateOf(hca2, { purposes: emailOnly }) }),
    ours: /did not make a responder/,
    theirs: /missing ocspsigning usage/i,
  },
  {
    what: 'the delegate of another CA of the same name',
    given: answer('good', { delegate: delegateOf(hca1) }),
    ours: /did not make a responder/,
    theirs: /Verify Failure|verify error/i,
  },
  {
    what: 'an expired delegate',
    given: answer('good', { delegate: delegateOf(hca2, firstGeneration) }),
    ours: /did not make a responder/,
    theirs: /certificate has expired|verify error/i,
  },
  {
    what: 'a card that answers for its CA',
    given: answer('good', { delegate: asAuthority() }),
    ours: /did not make a responder/,
    theirs: /missing ocspsigning usage|Verify Failure/i,
  },
  { what: 'an unknown certificate', given: answer('unknown'), ours: /does not know/, theirs: /: unknown/ },
  {
    what: '"try again later"',
    given: Buffer.from('30030a0103', 'hex'),
    ours: /status 3/,
    theirs: /trylater/i,
  },
  {
    what: 'bytes behind the answer',
    given: Buffer.concat([good, Buffer.from([0])]),
    ours: /other than an OCSP answer/,
    theirs: /leaf\.pem: good/,
  },
  { what: 'no bytes', given: Buffer.alloc(0), ours: /other than an OCSP answer/, theirs: /Error/i },
];

function asAuthority(): Authority {
  const subject: NameParts = [
    ['CN', '測試藥師甲'],
    ['serialNumber', '17'],
  ];
  const { certificate } = makeCard(hca2, { subject });
  return { name: readCertificate(certificate).subject, certificate, key: keyOf('card'), keyId: hca2.keyId };
}

for (const { what, given, ours, theirs } of doubtful)
  test(`OCSP decides nothing: ${what}`, () => {
    assert.throws(() => judgeOcspAnswer(given, question), ours);
    const said = askOpenSsl(given);
    if (what !== 'bytes behind the answer') assert.match(said, theirs);
    // Here OpenSSL stops reading where the answer ends: a difference we know of.
    else assert.equal(said, 'good');
  });

test('OCSP decides nothing: a delegate that the CA revoked', () => {
  const delegate = delegateOf(hca2);
  const { serial } = readCertificate(delegate.certificate);
  const given = answer('good', { delegate });
  assert.throws(
    () => judgeOcspAnswer(given, { ...question, lists: (each) => each === serial }),
    /did not make a responder/,
  );
});
