import { createHash, verify, X509Certificate } from 'node:crypto';
import { der, oid, sortSet, tags } from './der.ts';
import type { CardCertificate } from './pkcs11/certificate.ts';

/** RFC 5652. Its parts are written here so that issuer, number and certificate stay byte for byte as on the card. */
const data = oid('1.2.840.113549.1.7.1');
const signedData = oid('1.2.840.113549.1.7.2');
const contentType = oid('1.2.840.113549.1.9.3');
const messageDigest = oid('1.2.840.113549.1.9.4');
const signingTime = oid('1.2.840.113549.1.9.5');
const nothing = der(tags.null);
const sha256 = der(tags.sequence, oid('2.16.840.1.101.3.4.2.1'), nothing);
const rsa = der(tags.sequence, oid('1.2.840.113549.1.1.1'), nothing);
const one = der(tags.integer, Buffer.of(1));

const attribute = (type: Buffer, value: Buffer): Buffer => der(tags.sequence, type, der(tags.set, value));

/** UTCTime until 2049, as RFC 5652 wants. */
const timeOf = (at: Date): Buffer => {
  const digits = at.toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  const utc = at.getUTCFullYear() < 2050;
  return der(utc ? tags.utcTime : tags.generalizedTime, Buffer.from(utc ? digits.slice(2) : digits));
};

/** The signed attributes over `text`: what the card signs, RSA PKCS#1 v1.5 with SHA-256. */
export const toSign = (text: string, at: Date): Buffer => {
  const digest = createHash('sha256').update(text).digest();
  const attributes = [
    attribute(contentType, data),
    attribute(signingTime, timeOf(at)),
    attribute(messageDigest, der(tags.octetString, digest)),
  ];
  return der(tags.set, ...sortSet(attributes));
};

/**
 * The detached SignedData, DER, with the signer's certificate inside. `attributes` is what `toSign` made.
 * `undefined` when the signature is not of this certificate's key.
 */
export const toCms = (
  certificate: CardCertificate,
  attributes: Buffer,
  signature: Buffer,
): Buffer | undefined => {
  const { publicKey } = new X509Certificate(certificate.der);
  if (!verify('sha256', attributes, publicKey, signature)) return undefined;
  const implicit = Buffer.concat([Buffer.of(tags.context0), attributes.subarray(1)]);
  const signer = der(
    tags.sequence,
    one,
    der(tags.sequence, certificate.issuer, certificate.serial),
    sha256,
    implicit,
    rsa,
    der(tags.octetString, signature),
  );
  const content = der(
    tags.sequence,
    one,
    der(tags.set, sha256),
    der(tags.sequence, data),
    der(tags.context0, certificate.der),
    der(tags.set, signer),
  );
  return der(tags.sequence, signedData, der(tags.context0, content));
};
