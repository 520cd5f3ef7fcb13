import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto';
import { contentOf, expect, piecesIn, TAG, wholePiece } from '../cards/der.ts';
import {
  bits,
  implicit,
  integer,
  nothing,
  octets,
  oid,
  printable,
  sequence,
  setOf,
  tagged,
  time,
  truth,
  utf8,
} from './issue-der.ts';

/** Parts of a name in their order, as `['O', 'Evenhand 測試']`. */
export type NameParts = readonly (readonly [keyof typeof nameOids, string])[];
const nameOids = {
  C: '2.5.4.6',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  CN: '2.5.4.3',
  serialNumber: '2.5.4.5',
} as const;

/** A CA with its key, or whoever else may sign: an OCSP delegate is one, too. */
export type Authority = {
  /** subject name, DER */
  name: Buffer;
  /** DER */
  certificate: Buffer;
  key: KeyObject;
  /** SHA-1 of the public key: what 4.2.1.2 of RFC 5280 proposes */
  keyId: Buffer;
};
export type Issued = { certificate: Buffer; serial: Buffer };
/** The weak one is for vectors that must be refused. */
export type Hash = 'sha256' | 'sha384' | 'sha512' | 'sha1';
export type ExtensionParts = { oid: string; critical?: boolean; value: Buffer };

const signatureOids: Record<Hash, string> = {
  sha1: '1.2.840.113549.1.1.5',
  sha256: '1.2.840.113549.1.1.11',
  sha384: '1.2.840.113549.1.1.12',
  sha512: '1.2.840.113549.1.1.13',
};

export const nameDer = (parts: NameParts): Buffer =>
  sequence(
    ...parts.map(([type, text]) =>
      setOf(
        sequence(oid(nameOids[type]), type === 'C' || type === 'serialNumber' ? printable(text) : utf8(text)),
      ),
    ),
  );

export const extension = ({ oid: type, critical = false, value }: ExtensionParts): Buffer =>
  sequence(oid(type), ...(critical ? [truth()] : []), octets(value));

export const signatureAlgorithm = (hash: Hash): Buffer => sequence(oid(signatureOids[hash]), nothing());

/** What a CA puts its name to: `{ tbs, algorithm, signature }`. */
export const signedDer = (tbs: Buffer, key: KeyObject, hash: Hash = 'sha256'): Buffer =>
  sequence(tbs, signatureAlgorithm(hash), bits(sign(hash, tbs, key)));

/** An RSA key pair; keep `privateKey` as PKCS#8 with `keyPem`. */
export const makeKey = (keyBits = 2048): KeyObject =>
  generateKeyPairSync('rsa', { modulusLength: keyBits }).privateKey;
export const keyPem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();
export const certificatePem = (certificate: Buffer): string => new X509Certificate(certificate).toString();

export const spkiOf = (key: KeyObject): Buffer =>
  (key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'der' });

export const keyIdOf = (spki: Buffer): Buffer => {
  const [, key] = piecesIn(spki, wholePiece(spki));
  return createHash('sha1')
    .update(contentOf(spki, expect(key, TAG.bits)).subarray(1))
    .digest();
};

const usageBits = {
  digitalSignature: 0,
  nonRepudiation: 1,
  keyEncipherment: 2,
  dataEncipherment: 3,
  keyCertSign: 5,
  cRLSign: 6,
} as const;
export type Usage = keyof typeof usageBits;

/** No usage: no such extension. */
export const keyUsage = (usage: readonly Usage[]): ExtensionParts[] => {
  if (usage.length === 0) return [];
  const value = usage.reduce((sum, each) => sum | (0x80 >> usageBits[each]), 0);
  const unused = 31 - Math.clz32(value & -value);
  return [{ oid: '2.5.29.15', critical: true, value: bits(Buffer.from([value]), unused) }];
};

type CertificateParts = {
  issuer: Buffer;
  issuerKeyId: Buffer;
  signer: KeyObject;
  subject: Buffer;
  publicKey: KeyObject;
  notBefore: Date;
  notAfter: Date;
  /** positive, at most 20 bytes; random when not given */
  serial?: Buffer | undefined;
  hash?: Hash | undefined;
  extensions: ExtensionParts[];
};

/** A serial number that is positive and never repeats. */
export const newSerial = (): Buffer => {
  const serial = randomBytes(16);
  serial[0] = 0x40 | ((serial[0] ?? 0) & 0x3f);
  return serial;
};

/** Any certificate; the functions below say what makes one a CA's, a card's, a delegate's. */
export const issue = (parts: CertificateParts): Issued => {
  const serial = parts.serial ?? newSerial();
  const spki = spkiOf(parts.publicKey);
  const extensions: ExtensionParts[] = [
    { oid: '2.5.29.35', value: sequence(implicit(0, parts.issuerKeyId)) },
    { oid: '2.5.29.14', value: octets(keyIdOf(spki)) },
    ...parts.extensions,
  ];
  const tbs = sequence(
    tagged(0, integer(2)),
    integer(serial),
    signatureAlgorithm(parts.hash ?? 'sha256'),
    parts.issuer,
    sequence(time(parts.notBefore), time(parts.notAfter)),
    parts.subject,
    spki,
    tagged(3, sequence(...extensions.map(extension))),
  );
  return { certificate: signedDer(tbs, parts.signer, parts.hash), serial };
};
