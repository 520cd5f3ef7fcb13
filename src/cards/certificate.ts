import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { AsnConvert, type OctetString } from '@peculiar/asn1-schema';
import {
  Certificate as Asn1Certificate,
  AuthorityInfoAccessSyntax,
  AuthorityKeyIdentifier,
  BasicConstraints,
  ExtendedKeyUsage,
  KeyUsage,
  KeyUsageFlags,
  type Name,
  SubjectKeyIdentifier,
} from '@peculiar/asn1-x509';
import {
  algorithmOf,
  checkDer,
  contentOf,
  expect,
  piecesIn,
  signatureOf,
  TAG,
  timeOf,
  wholeOf,
  wholeSequence,
} from './der.ts';
import { directoryAttributesOf } from './directory-attributes.ts';

/** What the judge needs of a certificate; every Buffer is a slice of what was read. */
export type Certificate = {
  der: Buffer;
  /** what is signed */
  tbs: Buffer;
  signature: Buffer;
  /** undefined: a signature of a kind that is not accepted (SHA-1, MD5, anything but RSA PKCS#1 v1.5) */
  hash: Hash | undefined;
  /** lower-case hexadecimal, without leading zeros */
  serial: string;
  issuer: Buffer;
  subject: Buffer;
  /** parts of the subject in their order, by OID */
  subjectParts: { type: string; text: string }[];
  notBefore: Date;
  notAfter: Date;
  key: KeyObject;
  spki: Buffer;
  /** SHA-1 of the public key itself, as OCSP names it */
  keyHash: Buffer;
  /** 0: no RSA key */
  keyBits: number;
  isAuthority: boolean;
  pathLength: number | undefined;
  usage: { digitalSignature: boolean; keyCertSign: boolean; crlSign: boolean };
  /** undefined: not restricted */
  purposes: string[] | undefined;
  subjectKeyId: Buffer | undefined;
  authorityKeyId: Buffer | undefined;
  /** values of the subject directory attributes, by OID */
  attributes: ReadonlyMap<string, string[]>;
  /** http or https */
  ocspUrl: string | undefined;
  /** every extension by its OID */
  extensions: ReadonlySet<string>;
  /** critical ones that this program does not understand: it must not go by such a certificate */
  notUnderstood: string[];
};

export type Hash = 'sha256' | 'sha384' | 'sha512';

const MAX_BYTES = 16 * 1024;
/** Values in a certificate, and in each extension: cards have some 150. More only costs time before any check. */
const LIMITS = { pieces: 400 };
/** A public exponent that fits 32 bits is all that cards have; a giant one only costs time. */
const MAX_EXPONENT = 2n ** 32n;
const MAX_KEY_BITS = 8192;

const hashes: Readonly<Record<string, Hash>> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
};
/** RSA PKCS#1 v1.5 with SHA-2: what every card and CA of the hierarchies signs with. */
export const hashOf = (algorithmOid: string): Hash | undefined => hashes[algorithmOid];

const ID = {
  attributes: '2.5.29.9',
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  policies: '2.5.29.32',
  authorityKeyId: '2.5.29.35',
  purposes: '2.5.29.37',
  addresses: '1.3.6.1.5.5.7.1.1',
  ocsp: '1.3.6.1.5.5.7.48.1',
} as const;
/** Critical or not, these are taken into account (policies: any is acceptable). */
const understood: ReadonlySet<string> = new Set([
  ID.attributes,
  ID.keyUsage,
  ID.basicConstraints,
  ID.policies,
  ID.purposes,
]);

/** Reads one certificate, strictly DER and nothing after it. Throws when it is none, with no detail of it. */
export const readCertificate = (der: Buffer): Certificate => {
  if (der.length > MAX_BYTES) throw new Error('the certificate is too large');
  checkDer(der, LIMITS);
  const [tbs, outerAlgorithm, signature, ...more] = wholeSequence(der);
  if (more.length > 0) throw new Error('the certificate has another structure');
  const { tbsCertificate } = AsnConvert.parse(der, Asn1Certificate);
  const fields = piecesIn(der, expect(tbs, TAG.sequence));
  const [, serial, innerAlgorithm, issuer, validity, subject, spkiPiece] = fields;
  const [notBefore, notAfter] = piecesIn(der, expect(validity, TAG.sequence)).map((each) =>
    timeOf(der, each),
  );
  if (!notBefore || !notAfter) throw new Error('the certificate has no dates');
  const spki = wholeOf(der, expect(spkiPiece, TAG.sequence));
  const sameAlgorithm = wholeOf(der, expect(innerAlgorithm, TAG.sequence)).equals(
    wholeOf(der, expect(outerAlgorithm, TAG.sequence)),
  );
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  return {
    der,
    tbs: wholeOf(der, expect(tbs, TAG.sequence)),
    signature: signatureOf(der, signature),
    hash: sameAlgorithm ? hashOf(algorithmOf(der, outerAlgorithm)) : undefined,
    serial: serialText(contentOf(der, expect(serial, TAG.integer))),
    issuer: wholeOf(der, expect(issuer, TAG.sequence)),
    subject: wholeOf(der, expect(subject, TAG.sequence)),
    subjectParts: partsOf(tbsCertificate.subject),
    notBefore,
    notAfter,
    key,
    spki,
    keyHash: createHash('sha1')
      .update(Buffer.from(tbsCertificate.subjectPublicKeyInfo.subjectPublicKey))
      .digest(),
    keyBits: keyBitsOf(key),
    ...readExtensions(tbsCertificate.extensions ?? []),
  };
};

/** A serial number as all files of this folder compare it. */
export const serialText = (content: Uint8Array): string =>
  Buffer.from(content)
    .toString('hex')
    .replace(/^(00)+(?=..)/, '');

const keyBitsOf = (key: KeyObject): number => {
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  const sound = key.asymmetricKeyType === 'rsa' && publicExponent > 1n && publicExponent < MAX_EXPONENT;
  return sound && modulusLength <= MAX_KEY_BITS ? modulusLength : 0;
};

const partsOf = (name: Name): Certificate['subjectParts'] =>
  name.flatMap((set) => set.map(({ type, value }) => ({ type, text: value.toString() })));

type FromExtensions = Pick<
  Certificate,
  | 'isAuthority'
  | 'pathLength'
  | 'usage'
  | 'purposes'
  | 'subjectKeyId'
  | 'authorityKeyId'
  | 'attributes'
  | 'ocspUrl'
  | 'extensions'
  | 'notUnderstood'
>;

const readExtensions = (
  list: readonly { extnID: string; critical: boolean; extnValue: OctetString }[],
): FromExtensions => {
  const found = new Map(list.map(({ extnID, extnValue }) => [extnID, Buffer.from(extnValue.buffer)]));
  if (found.size !== list.length) throw new Error('an extension stands twice');
  for (const id of readFrom) {
    const value = found.get(id);
    if (value) checkDer(value, LIMITS);
  }
  const read = <T>(id: string, type: new () => T): T | undefined => {
    const value = found.get(id);
    return value && AsnConvert.parse(value, type);
  };
  const constraints = read(ID.basicConstraints, BasicConstraints);
  const usage = read(ID.keyUsage, KeyUsage)?.toNumber() ?? 0;
  const subjectKeyId = read(ID.subjectKeyId, SubjectKeyIdentifier);
  const authorityKeyId = read(ID.authorityKeyId, AuthorityKeyIdentifier)?.keyIdentifier;
  const purposes = read(ID.purposes, ExtendedKeyUsage);
  const attributes = found.get(ID.attributes);
  return {
    isAuthority: constraints?.cA ?? false,
    pathLength: constraints?.pathLenConstraint,
    usage: {
      digitalSignature: (usage & KeyUsageFlags.digitalSignature) !== 0,
      keyCertSign: (usage & KeyUsageFlags.keyCertSign) !== 0,
      crlSign: (usage & KeyUsageFlags.cRLSign) !== 0,
    },
    purposes: purposes && [...purposes],
    subjectKeyId: subjectKeyId && Buffer.from(subjectKeyId.buffer),
    authorityKeyId: authorityKeyId && Buffer.from(authorityKeyId.buffer),
    attributes: attributes ? directoryAttributesOf(attributes) : new Map(),
    ocspUrl: ocspUrlOf(read(ID.addresses, AuthorityInfoAccessSyntax)),
    extensions: new Set(found.keys()),
    notUnderstood: list
      .filter((each) => each.critical && !understood.has(each.extnID))
      .map((each) => each.extnID),
  };
};
const readFrom = [
  ID.attributes,
  ID.subjectKeyId,
  ID.keyUsage,
  ID.basicConstraints,
  ID.authorityKeyId,
  ID.purposes,
  ID.addresses,
];

const ocspUrlOf = (addresses: AuthorityInfoAccessSyntax | undefined): string | undefined =>
  [...(addresses ?? [])]
    .filter(({ accessMethod }) => accessMethod === ID.ocsp)
    .map(({ accessLocation }) => accessLocation.uniformResourceIdentifier ?? '')
    .find(isWebAddress);

export const isWebAddress = (text: string): boolean =>
  URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
