import { createHash, sign } from 'node:crypto';
import { OCSPRequest } from '@peculiar/asn1-ocsp';
import { AsnConvert } from '@peculiar/asn1-schema';
import { serialText } from '../cards/certificate.ts';
import { type Authority, extension, type Hash, signatureAlgorithm, signedDer } from './issue-certificate.ts';
import { bits, enumerated, generalTime, implicit, octets, oid, sequence, tagged } from './issue-der.ts';

/** What a responder knows of one certificate of its CA. */
export type OcspStatus = 'good' | 'unknown' | { revokedAt: Date };

export type OcspParts = {
  /** when the answer is made */
  now: Date;
  thisUpdate?: Date;
  /** null: newer knowledge is there at any time */
  nextUpdate?: Date | null;
  /** false: the answer repeats no nonce, as many responders; bytes: those, to make a vector */
  nonce?: boolean | Buffer;
  /** signs in place of the CA and is sent along */
  delegate?: Authority;
  hash?: Hash;
};

const nonceOid = '1.3.6.1.5.5.7.48.1.2';
const malformedRequest = 1;
const unauthorized = 6;

/**
 * Answers the first question of an OCSP request (RFC 6960) as the CA or its delegate, as DER. `statusOf` is
 * asked with the serial number in lower-case hexadecimal, without leading zeros. A request that is none is
 * answered as malformed, one about another CA as not ours.
 */
export const answerOcsp = (
  authority: Authority,
  request: Uint8Array,
  statusOf: (serial: string) => OcspStatus,
  parts: OcspParts,
): Buffer => {
  const asked = readRequest(request);
  if (!asked) return sequence(enumerated(malformedRequest));
  const isOurs =
    asked.nameHash.equals(createHash('sha1').update(authority.name).digest()) &&
    asked.keyHash.equals(authority.keyId);
  if (!isOurs) return sequence(enumerated(unauthorized));
  const serial = serialText(asked.serial);
  const basic = basicAnswer(authority, asked, statusOf(serial), parts);
  return sequence(enumerated(0), tagged(0, sequence(oid('1.3.6.1.5.5.7.48.1.1'), octets(basic))));
};

type Asked = { certId: Buffer; nameHash: Buffer; keyHash: Buffer; serial: Buffer; nonce: Buffer | undefined };

const readRequest = (request: Uint8Array): Asked | undefined => {
  try {
    const { tbsRequest } = AsnConvert.parse(request, OCSPRequest);
    const certId = tbsRequest.requestList[0]?.reqCert;
    if (!certId) return undefined;
    const nonce = tbsRequest.requestExtensions?.find(({ extnID }) => extnID === nonceOid);
    return {
      certId: Buffer.from(AsnConvert.serialize(certId)),
      nameHash: Buffer.from(certId.issuerNameHash.buffer),
      keyHash: Buffer.from(certId.issuerKeyHash.buffer),
      serial: Buffer.from(certId.serialNumber),
      nonce: nonce && Buffer.from(nonce.extnValue.buffer),
    };
  } catch {
    return undefined;
  }
};

const basicAnswer = (authority: Authority, asked: Asked, status: OcspStatus, parts: OcspParts): Buffer => {
  const { now, delegate, hash = 'sha256' } = parts;
  const signer = delegate ?? authority;
  const nextUpdate = parts.nextUpdate ?? null;
  const nonce = parts.nonce instanceof Buffer ? octets(parts.nonce) : asked.nonce;
  const data = sequence(
    tagged(1, signer.name),
    generalTime(now),
    sequence(
      sequence(
        asked.certId,
        statusDer(status),
        generalTime(parts.thisUpdate ?? now),
        ...(nextUpdate ? [tagged(0, generalTime(nextUpdate))] : []),
      ),
    ),
    ...(nonce && parts.nonce !== false
      ? [tagged(1, sequence(extension({ oid: nonceOid, value: nonce })))]
      : []),
  );
  if (!delegate) return signedDer(data, signer.key, hash);
  return sequence(
    data,
    signatureAlgorithm(hash),
    bits(sign(hash, data, signer.key)),
    tagged(0, sequence(delegate.certificate)),
  );
};

const statusDer = (status: OcspStatus): Buffer => {
  if (status === 'good') return implicit(0, Buffer.alloc(0));
  if (status === 'unknown') return implicit(2, Buffer.alloc(0));
  return tagged(1, generalTime(status.revokedAt));
};
