import { createHash, timingSafeEqual, verify } from 'node:crypto';
import { attempt } from './attempt.ts';
import { type Certificate, type Hash, hashOf, readCertificate, serialText } from './certificate.ts';
import {
  algorithmOf,
  checkDer,
  contentOf,
  expect,
  oidText,
  type Piece,
  piecesIn,
  TAG,
  wholeOf,
  wholePiece,
  wholeSequence,
} from './der.ts';

const MAX_BYTES = 64 * 1024;
const MAX_CERTIFICATES = 10;
const CONTEXT_0 = 0xa0;
const CONTEXT_1 = 0xa1;
const KEY_ID = 0x80;

const ID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  rsa: '1.2.840.113549.1.1.1',
} as const;

const digests: Readonly<Record<string, Hash>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/**
 * The certificate of whom signed exactly these bytes (RFC 5652), or undefined. Asked for are: strict DER, one
 * signer, no content inside, signed attributes with the right content type and digest, SHA-2, RSA PKCS#1 v1.5,
 * and the signer's certificate in the message. Other certificates in it are not looked at: nobody brings his
 * own CA. Says nothing of whether the certificate may be trusted.
 */
export const readSigner = (cms: Buffer, content: Buffer): Certificate | undefined => {
  const message = cms.length <= MAX_BYTES ? attempt(() => readMessage(cms)) : undefined;
  if (!message) return undefined;
  const { hash, attributes, signature, named } = message;
  const [certificate, ...others] = named;
  if (!certificate || others.length > 0 || certificate.keyBits === 0) return undefined;
  const covers = attempt(() => areAbout(attributes, createHash(hash).update(content).digest()));
  const signed = attempt(() => verify(hash, attributes, certificate.key, signature));
  return covers && signed ? certificate : undefined;
};

type Message = {
  hash: Hash;
  /** as they are signed: a SET */
  attributes: Buffer;
  signature: Buffer;
  /** the certificates in the message that the signer says are his */
  named: Certificate[];
};

/**
 * Reads what is not under the signature to the last byte: a message changed in any place is another message.
 * Throws when it is not a detached one of one signer.
 */
const readMessage = (cms: Buffer): Message => {
  checkDer(cms);
  const [type, wrapped, ...more] = wholeSequence(cms);
  const [signed, ...others] = piecesIn(cms, expect(wrapped, CONTEXT_0));
  if (more.length + others.length > 0 || !isId(cms, type, ID.signedData)) throw new Error('no signed data');
  const [version, algorithms, encapsulated, ...rest] = piecesIn(cms, expect(signed, TAG.sequence));
  const [contentType, ...inside] = piecesIn(cms, expect(encapsulated, TAG.sequence));
  if (inside.length > 0 || !isId(cms, contentType, ID.data)) throw new Error('not detached data');
  const certificates = rest[0]?.tag === CONTEXT_0 ? rest.shift() : undefined;
  if (rest[0]?.tag === CONTEXT_1) rest.shift();
  const [signers, ...odd] = rest;
  const [signer, ...second] = piecesIn(cms, expect(signers, TAG.set));
  if (odd.length + second.length > 0) throw new Error('not one signer');
  const read = readSignerInfo(cms, signer);
  const [algorithm, ...unused] = piecesIn(cms, expect(algorithms, TAG.set));
  if (
    unused.length > 0 ||
    versionOf(cms, version) !== read.version ||
    digests[algorithmOf(cms, algorithm)] !== read.hash
  )
    throw new Error('a message at odds with its signer');
  return { ...read, named: readNamed(cms, certificates, read.sid) };
};

type SignerInfo = Omit<Message, 'named'> & { version: number; sid: Piece };

const readSignerInfo = (cms: Buffer, signer: Piece | undefined): SignerInfo => {
  const fields = piecesIn(cms, expect(signer, TAG.sequence));
  const [version, sid, digest, attributes, algorithm, signature, unsigned, ...odd] = fields;
  const hash = digests[algorithmOf(cms, digest)];
  const signedWith = algorithmOf(cms, algorithm);
  const isRsa = signedWith === ID.rsa || (hash !== undefined && hashOf(signedWith) === hash);
  if (!hash || !isRsa || !sid) throw new Error('another algorithm');
  if (odd.length > 0 || (unsigned && unsigned.tag !== CONTEXT_1))
    throw new Error('not the structure of a signer');
  if (versionOf(cms, version) !== (sid.tag === KEY_ID ? 3 : 1)) throw new Error('another version');
  // The signature covers the attributes as a SET, not as the [0] that stands in the message (RFC 5652, 5.4).
  const set = Buffer.from(wholeOf(cms, expect(attributes, CONTEXT_0)));
  set[0] = TAG.set;
  return {
    version: versionOf(cms, version),
    sid,
    hash,
    attributes: set,
    signature: contentOf(cms, expect(signature, TAG.octets)),
  };
};

const isId = (cms: Buffer, piece: Piece | undefined, id: string): boolean =>
  oidText(contentOf(cms, expect(piece, TAG.oid))) === id;

const versionOf = (cms: Buffer, piece: Piece | undefined): number => {
  const content = contentOf(cms, expect(piece, TAG.integer));
  if (content.length !== 1) throw new Error('another version');
  return content[0] ?? 0;
};

/**
 * The certificates that the signer says are his, if they can be read. The others are not: an odd CA certificate
 * that a card sends along is nobody's fault, and to read ten large ones would be a way to keep a server busy.
 */
const readNamed = (cms: Buffer, field: Piece | undefined, sid: Piece): Certificate[] => {
  const pieces = field ? piecesIn(cms, field) : [];
  if (pieces.length > MAX_CERTIFICATES) throw new Error('too many certificates');
  const isHis = sid.tag === KEY_ID ? hasKeyId(contentOf(cms, sid)) : hasName(cms, sid);
  const named = pieces.map((piece) => wholeOf(cms, piece)).filter((der) => attempt(() => isHis(der)));
  if (named.length > 1) throw new Error('two certificates of one name');
  return named
    .map((der) => attempt(() => readCertificate(der)))
    .filter((certificate) => certificate !== undefined)
    .filter(({ subjectKeyId }) => sid.tag !== KEY_ID || subjectKeyId?.equals(contentOf(cms, sid)));
};

/** Its own key id stands in a certificate, and in those alone that its key has signed. */
const hasKeyId =
  (keyId: Buffer) =>
  (der: Buffer): boolean =>
    keyId.length > 0 && der.includes(keyId);

const hasName = (cms: Buffer, sid: Piece): ((der: Buffer) => boolean) => {
  const [issuer, serial, ...more] = piecesIn(cms, expect(sid, TAG.sequence));
  if (more.length > 0) throw new Error('another name of a signer');
  const name = wholeOf(cms, expect(issuer, TAG.sequence));
  const number = serialText(contentOf(cms, expect(serial, TAG.integer)));
  return (der) => {
    const [tbs] = wholeSequence(der);
    const [, serialPiece, , issuerPiece] = piecesIn(der, expect(tbs, TAG.sequence));
    return (
      wholeOf(der, expect(issuerPiece, TAG.sequence)).equals(name) &&
      serialText(contentOf(der, expect(serialPiece, TAG.integer))) === number
    );
  };
};

/** Whether the signed attributes say: data, with this digest. Throws when one of them is not there once. */
const areAbout = (attributes: Buffer, digest: Buffer): boolean => {
  const values = new Map<string, Piece>();
  for (const attribute of piecesIn(attributes, wholePiece(attributes))) {
    const [type, set] = piecesIn(attributes, expect(attribute, TAG.sequence));
    const id = oidText(contentOf(attributes, expect(type, TAG.oid)));
    if (values.has(id)) throw new Error('a signed attribute stands twice');
    values.set(id, expect(set, TAG.set));
  }
  const only = (id: string, tag: number): Buffer => {
    const [value, ...more] = piecesIn(attributes, expect(values.get(id), TAG.set));
    if (more.length > 0) throw new Error('a signed attribute has several values');
    return contentOf(attributes, expect(value, tag));
  };
  const stated = only(ID.messageDigest, TAG.octets);
  return (
    oidText(only(ID.contentType, TAG.oid)) === ID.data &&
    stated.length === digest.length &&
    timingSafeEqual(stated, digest)
  );
};
