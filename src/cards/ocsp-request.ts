import { createHash } from 'node:crypto';
import { CertID, id_pkix_ocsp_nonce, OCSPRequest, Request, TBSRequest } from '@peculiar/asn1-ocsp';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { AlgorithmIdentifier, Extension } from '@peculiar/asn1-x509';
import type { Certificate } from './certificate.ts';

/** Names a CA's certificate to the responder; no secret hangs on it, and every responder knows SHA-1. */
export const SHA1 = '1.3.14.3.2.26';

/** Asks about one certificate (RFC 6960, 4.1), as DER. `nonce`: 32 fresh bytes. */
export const makeOcspRequest = (leaf: Certificate, issuer: Certificate, nonce: Buffer): Buffer => {
  const reqCert = new CertID({
    hashAlgorithm: new AlgorithmIdentifier({ algorithm: SHA1, parameters: null }),
    issuerNameHash: new OctetString(nameHashOf(issuer)),
    issuerKeyHash: new OctetString(issuer.keyHash),
    serialNumber: serialBytes(leaf.serial),
  });
  const extension = new Extension({
    extnID: id_pkix_ocsp_nonce,
    extnValue: new OctetString(AsnConvert.serialize(new OctetString(nonce))),
  });
  const tbsRequest = new TBSRequest({
    requestList: [new Request({ reqCert })],
    requestExtensions: [extension],
  });
  return Buffer.from(AsnConvert.serialize(new OCSPRequest({ tbsRequest })));
};

export const nameHashOf = ({ subject }: Certificate): Buffer => createHash('sha1').update(subject).digest();

/** The content of an INTEGER: a leading zero keeps a high first bit from meaning minus. */
const serialBytes = (serial: string): ArrayBuffer => {
  const bytes = Buffer.from(serial, 'hex');
  const zero = (bytes[0] ?? 0) >= 0x80 ? [0] : [];
  return Uint8Array.from([...zero, ...bytes]).buffer;
};
