import { verify } from 'node:crypto';
import {
  id_kp_OCSPSigning,
  id_pkix_ocsp_basic,
  id_pkix_ocsp_nonce,
  type ResponderID,
  ResponseData,
  type SingleResponse,
} from '@peculiar/asn1-ocsp';
import { AsnConvert } from '@peculiar/asn1-schema';
import { attempt } from './attempt.ts';
import { type Certificate, type Hash, hashOf, readCertificate, serialText } from './certificate.ts';
import { CLOCK_SKEW_MS } from './crl-store.ts';
import {
  algorithmOf,
  checkDer,
  contentOf,
  expect,
  oidText,
  type Piece,
  piecesIn,
  signatureOf,
  TAG,
  wholeOf,
  wholePiece,
  wholeSequence,
} from './der.ts';
import { nameHashOf, SHA1 } from './ocsp-request.ts';
import { isSignedBy, MIN_KEY_BITS } from './path.ts';

/** An answer that repeats no nonce could be an old one sent again: it counts while it is younger than this. */
const UNASKED_AGE_MS = 10 * 60_000;
/** An answer that names no end counts for this long. */
const OPEN_END_MS = 24 * 3_600_000;
const CONTEXT_0 = 0xa0;
const SUCCESSFUL = 0;
const MAX_CERTIFICATES = 5;

export type Question = {
  leaf: Certificate;
  issuer: Certificate;
  nonce: Buffer;
  /** real time */
  now: Date;
  /** whether the CA's CRL at hand names a serial number */
  lists: (serial: string) => boolean;
};

/**
 * What an OCSP responder says (RFC 6960, 3.2 and 4.2.2). Throws a reason for every answer that decides nothing:
 * not for this certificate, not by the CA or a delegate of that very CA, not fresh, not well-formed, "unknown".
 */
export const judgeOcspAnswer = (answer: Buffer, question: Question): 'good' | 'revoked' => {
  const basic = readBasic(answer);
  const { responderID, responses, responseExtensions, producedAt } = basic.data;
  checkResponder(basic, responderID, question);
  const extensions = responseExtensions ?? [];
  const [single, ...others] = responses.filter((each) => isAbout(each, question));
  if (!single || others.length > 0) throw new Error('an answer about another certificate');
  const unknown = [...extensions, ...(single.singleExtensions ?? [])].filter(
    ({ critical, extnID }) => critical && extnID !== id_pkix_ocsp_nonce,
  );
  if (unknown.length > 0) throw new Error('an answer with an extension that is not understood');
  const nonces = extensions.filter(({ extnID }) => extnID === id_pkix_ocsp_nonce);
  if (nonces.some(({ extnValue }) => !isNonce(Buffer.from(extnValue.buffer), question.nonce)))
    throw new Error('the answer to another question');
  checkFresh(single, { producedAt, now: question.now, isOurs: nonces.length === 1 });
  if (single.certStatus.revoked) return 'revoked';
  if (single.certStatus.good === null) return 'good';
  throw new Error('a certificate that the responder does not know');
};

type Basic = {
  data: ResponseData;
  /** the bytes of `data`, which are what is signed */
  signed: Buffer;
  hash: Hash | undefined;
  signature: Buffer;
  certificates: Certificate[];
};

/** The wrapping, which nobody signed, is read strictly; what is signed, by the schema. */
const readBasic = (answer: Buffer): Basic => {
  const whole = attempt(() => wholeSequence(answer));
  const status = whole && attempt(() => contentOf(answer, expect(whole[0], TAG.enumerated)));
  if (!whole || status?.length !== 1) throw new Error('something other than an OCSP answer');
  if (status[0] !== SUCCESSFUL) throw new Error(`no answer (status ${status[0]})`);
  const basic = attempt(() => {
    checkDer(answer);
    const [, wrapped, ...more] = whole;
    const [bytes, ...others] = piecesIn(answer, expect(wrapped, CONTEXT_0));
    const [type, response, ...odd] = piecesIn(answer, expect(bytes, TAG.sequence));
    const id = oidText(contentOf(answer, expect(type, TAG.oid)));
    if (more.length + others.length + odd.length > 0 || id !== id_pkix_ocsp_basic) return undefined;
    return unwrap(contentOf(answer, expect(response, TAG.octets)));
  });
  if (!basic) throw new Error('something other than a basic OCSP answer');
  return basic;
};

const unwrap = (der: Buffer): Basic => {
  checkDer(der);
  const [data, algorithm, signature, certificates, ...more] = wholeSequence(der);
  if (more.length > 0) throw new Error('not the structure of an OCSP answer');
  const signed = wholeOf(der, expect(data, TAG.sequence));
  return {
    data: AsnConvert.parse(signed, ResponseData),
    signed,
    hash: hashOf(algorithmOf(der, algorithm)),
    signature: signatureOf(der, signature),
    certificates: certificates ? readCertificates(der, expect(certificates, CONTEXT_0)) : [],
  };
};

const readCertificates = (der: Buffer, field: Piece): Certificate[] => {
  const [list, ...more] = piecesIn(der, field);
  const pieces = piecesIn(der, expect(list, TAG.sequence));
  if (more.length > 0 || pieces.length > MAX_CERTIFICATES) throw new Error('too many certificates');
  return pieces.map((piece) => readCertificate(wholeOf(der, piece)));
};

/** Signed by the CA itself, or by a delegate whom this CA, and no other, made one. */
const checkResponder = (basic: Basic, id: ResponderID, question: Question): void => {
  const responder = [question.issuer, ...basic.certificates].find((each) => isNamed(id, each));
  if (!responder) throw new Error('an answer by a responder that is not named');
  const { hash, signature } = basic;
  if (!hash || responder.keyBits < MIN_KEY_BITS || !verify(hash, basic.signed, responder.key, signature))
    throw new Error('an answer with a wrong signature');
  if (!responder.der.equals(question.issuer.der) && !isDelegate(responder, question))
    throw new Error('an answer by somebody whom the CA did not make a responder');
};

const isNamed = ({ byName, byKey }: ResponderID, { subject, keyHash }: Certificate): boolean =>
  byKey
    ? keyHash.equals(Buffer.from(byKey.buffer))
    : byName !== undefined && Buffer.from(AsnConvert.serialize(byName)).equals(subject);

const isDelegate = (delegate: Certificate, { issuer, now, lists }: Question): boolean =>
  delegate.issuer.equals(issuer.subject) &&
  isSignedBy(delegate, issuer) &&
  (delegate.purposes?.includes(id_kp_OCSPSigning) ?? false) &&
  delegate.notUnderstood.length === 0 &&
  delegate.notBefore <= now &&
  delegate.notAfter >= now &&
  !lists(delegate.serial);

const isAbout = ({ certID }: SingleResponse, { leaf, issuer }: Question): boolean =>
  certID.hashAlgorithm.algorithm === SHA1 &&
  Buffer.from(certID.issuerNameHash.buffer).equals(nameHashOf(issuer)) &&
  Buffer.from(certID.issuerKeyHash.buffer).equals(issuer.keyHash) &&
  serialText(Buffer.from(certID.serialNumber)) === leaf.serial;

/** Some responders put the bytes straight into the extension, without the OCTET STRING around them. */
const isNonce = (value: Buffer, nonce: Buffer): boolean =>
  value.equals(nonce) ||
  (attempt(() => contentOf(value, expect(wholePiece(value), TAG.octets)))?.equals(nonce) ?? false);

type Times = { producedAt: Date; now: Date; isOurs: boolean };

const checkFresh = ({ thisUpdate, nextUpdate }: SingleResponse, { producedAt, now, isOurs }: Times): void => {
  const latest = now.getTime() + CLOCK_SKEW_MS;
  const end = nextUpdate?.getTime() ?? thisUpdate.getTime() + OPEN_END_MS;
  if (!(thisUpdate.getTime() <= latest && producedAt.getTime() <= latest))
    throw new Error('an answer of the future');
  if (!(end + CLOCK_SKEW_MS >= now.getTime())) throw new Error('an answer that is out of date');
  if (!isOurs && !(thisUpdate.getTime() + UNASKED_AGE_MS >= now.getTime()))
    throw new Error('an answer without nonce that is not fresh');
};
