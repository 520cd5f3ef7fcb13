import { readFileSync } from 'node:fs';
import { type Issued, keyPem, subjectTypes } from '../card-kit/issue.ts';
import { octets } from '../card-kit/issue-der.ts';
import { keyOf, makeCard } from './authorities.fixture.ts';
import { asIndefinite, attribute, digestAttribute, makeCms } from './cms.fixture.ts';
import { authorities, by, content, judge, openssl, rule, signed } from './judges.fixture.ts';

/** What can be wrong, or unusual, about the message of a card that is good. */

const { hca2, moica } = authorities;
const good = makeCard(hca2);
const citizen = makeCard(moica, { subjectType: subjectTypes.citizen });
const unknown = '1.3.6.1.4.1.32473.20.99';

const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
};
/** One bit of the signing time, which is a signed attribute. */
const tamperedAttribute = (cms: Buffer): Buffer => flipped(cms, cms.indexOf('200302040000Z') + 5);

const keyIdOf = (card: Issued): Buffer => {
  const marker = Buffer.from('0603551d0e04160414', 'hex');
  const start = card.certificate.indexOf(marker) + marker.length;
  return card.certificate.subarray(start, start + 20);
};

/** As OpenSSL signs: with attributes of its own, and the CA beside. */
const madeByOpenSsl = (): Buffer => {
  const out = openssl.file('made.cms', '');
  openssl.run(
    ...['cms', '-sign', '-binary', '-md', 'sha256', '-in', openssl.file('made.txt', content)],
    ...['-signer', openssl.pem('made.pem', [good.certificate]), '-outform', 'DER', '-out', out],
    ...['-inkey', openssl.file('made.key', keyPem(keyOf('card')))],
    ...['-certfile', openssl.pem('made-ca.pem', [hca2.certificate])],
  );
  return readFileSync(out);
};

/** RFC 5754 lets the signer call the algorithm RSA, or RSA with SHA-256: the last byte of the OID. */
const namedWithHash = (cms: Buffer): Buffer => {
  const copy = Buffer.from(cms);
  copy[cms.lastIndexOf(Buffer.from('06092a864886f70d010101', 'hex')) + 10] = 11;
  return copy;
};

await judge([
  { what: 'a message that OpenSSL made', cms: madeByOpenSsl(), ours: 'accepted', theirs: 'accepts' },
  { what: 'RSA named with its hash', cms: namedWithHash(signed(good)), ours: 'accepted', theirs: 'accepts' },
  {
    what: 'a signer named by key id',
    cms: signed(good, { byKeyId: keyIdOf(good) }),
    ours: 'accepted',
    theirs: 'accepts',
  },
  {
    what: 'SHA-512',
    cms: signed(makeCard(hca2, { hash: 'sha512' }), { hash: 'sha512' }),
    ours: 'accepted',
    theirs: 'accepts',
  },
  {
    what: 'a message with other certificates beside',
    cms: signed(good, { certificates: [good.certificate, hca2.certificate] }),
    ours: 'accepted',
    theirs: 'accepts',
  },
  {
    what: 'other content',
    cms: signed(good),
    content: Buffer.from('evenhand log-in 1\n'),
    ours: 'card_signature_wrong',
    theirs: 'refuses',
  },
  {
    what: 'the digest of other content',
    cms: signed(good, { digested: Buffer.from('x') }),
    ours: 'card_signature_wrong',
    theirs: 'refuses',
  },
  {
    what: 'a tampered signed attribute',
    cms: tamperedAttribute(signed(good)),
    ours: 'card_signature_wrong',
    theirs: 'refuses',
  },
  {
    what: 'a content type of another kind',
    cms: signed(good, { contentType: '1.2.840.113549.1.7.3' }),
    ours: 'card_signature_wrong',
    theirs: rule('it does not compare the attribute with the content'),
  },
  {
    what: 'a digest that stands twice',
    cms: signed(good, { more: [digestAttribute(Buffer.from('x'))] }),
    ours: 'card_signature_wrong',
    theirs: 'refuses',
  },
  {
    what: 'no signed attributes',
    cms: signed(good, { signedAttributes: false }),
    ours: 'card_signature_wrong',
    theirs: rule('CMS allows it; a card that signs bare bytes could be made to sign a set of attributes'),
  },
  {
    what: 'two signers',
    cms: signed(good, { others: [by(citizen)] }),
    ours: 'card_signature_wrong',
    theirs: rule('CMS allows it; here one person logs in'),
  },
  {
    what: 'the content inside',
    cms: signed(good, { attached: true }),
    ours: 'card_signature_wrong',
    theirs: rule('it is the same content; here only detached messages are asked for'),
  },
  {
    what: 'SHA-1 in the message',
    cms: signed(good, { hash: 'sha1' }),
    ours: 'card_signature_wrong',
    theirs: rule('OpenSSL still takes SHA-1 for a digest'),
  },
  {
    what: 'a certificate of three hundred names, which would only take long to read',
    cms: signed(
      makeCard(hca2, { subject: Array.from({ length: 300 }, (_, i) => ['OU', String(i)] as const) }),
    ),
    ours: 'card_signature_wrong',
    theirs: rule('it is a right one; no card has more than a dozen'),
  },
  {
    what: 'no certificate of the signer',
    cms: signed(good, { certificates: [hca2.certificate] }),
    ours: 'card_signature_wrong',
    theirs: 'refuses',
  },
  {
    what: 'a key that is not the certificate’s',
    cms: makeCms(content, by(good, 'other')),
    ours: 'card_signature_wrong',
    theirs: 'refuses',
  },
  {
    what: 'bytes behind the message',
    cms: Buffer.concat([signed(good), Buffer.from([0])]),
    ours: 'card_signature_wrong',
    theirs: rule('its reader stops at the end of the message'),
  },
  {
    what: 'an indefinite length',
    cms: asIndefinite(signed(good)),
    ours: 'card_signature_wrong',
    theirs: rule('it reads BER'),
  },
  {
    what: 'a message of 100 KB',
    cms: signed(good, { more: [attribute(unknown, octets(Buffer.alloc(100_000)))] }),
    ours: 'card_signature_wrong',
    theirs: rule('it has no limit'),
  },
  { what: 'no bytes', cms: Buffer.alloc(0), ours: 'card_signature_wrong', theirs: 'refuses' },
  {
    what: 'a certificate in place of a message',
    cms: good.certificate,
    ours: 'card_signature_wrong',
    theirs: 'refuses',
  },
]);
