import { createHash, type KeyObject, sign } from 'node:crypto';
import { der, integer, nothing, octets, oid, sequence, setOf, tagged, time } from '../card-kit/issue-der.ts';
import { contentOf, expect, piecesIn, TAG, wholeOf, wholePiece } from './der.ts';

const digestOids = {
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha512: '2.16.840.1.101.3.4.2.3',
} as const;
const ID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  rsa: '1.2.840.113549.1.1.1',
} as const;

export type Signer = { certificate: Buffer; key: KeyObject };
type Options = {
  hash?: keyof typeof digestOids;
  /** what the digest is of, when it is not the content */
  digested?: Buffer;
  contentType?: string;
  /** false: the signature is over the content itself */
  signedAttributes?: boolean;
  /** one more signed attribute, DER */
  more?: Buffer[];
  /** named by key id instead of by issuer and serial number */
  byKeyId?: Buffer;
  /** in the message; the signer's when not given */
  certificates?: Buffer[];
  attached?: boolean;
  others?: Signer[];
};

export const attribute = (id: string, value: Buffer): Buffer => sequence(oid(id), setOf(value));
export const digestAttribute = (content: Buffer): Buffer =>
  attribute(ID.messageDigest, octets(createHash('sha256').update(content).digest()));

/** A CMS message as a card makes it, or as one that must be refused. */
export const makeCms = (content: Buffer, signer: Signer, options: Options = {}): Buffer => {
  const { hash = 'sha256', attached = false, others = [] } = options;
  const signers = [signer, ...others];
  const certificates = options.certificates ?? signers.map(({ certificate }) => certificate);
  const algorithm = sequence(oid(digestOids[hash]), nothing());
  return sequence(
    oid(ID.signedData),
    tagged(
      0,
      sequence(
        integer(options.byKeyId ? 3 : 1),
        setOf(algorithm),
        sequence(oid(ID.data), ...(attached ? [tagged(0, octets(content))] : [])),
        ...(certificates.length > 0 ? [tagged(0, ...certificates)] : []),
        setOf(...signers.map((each) => signerInfo(content, each, { ...options, hash, algorithm }))),
      ),
    ),
  );
};

type Made = Options & { hash: keyof typeof digestOids; algorithm: Buffer };

const signerInfo = (content: Buffer, { certificate, key }: Signer, made: Made): Buffer => {
  const { hash, algorithm, byKeyId, signedAttributes = true } = made;
  const digest = createHash(hash)
    .update(made.digested ?? content)
    .digest();
  const attributes = setOf(
    attribute(ID.contentType, oid(made.contentType ?? ID.data)),
    attribute(ID.signingTime, time(new Date('2020-03-02T04:00:00Z'))),
    attribute(ID.messageDigest, octets(digest)),
    ...(made.more ?? []),
  );
  const implicit = Buffer.from(attributes);
  implicit[0] = 0xa0;
  return sequence(
    integer(byKeyId ? 3 : 1),
    byKeyId ? der(0x80, byKeyId) : issuerAndSerial(certificate),
    algorithm,
    ...(signedAttributes ? [implicit] : []),
    sequence(oid(ID.rsa), nothing()),
    octets(sign(hash, signedAttributes ? attributes : content, key)),
  );
};

const issuerAndSerial = (certificate: Buffer): Buffer => {
  const [tbs] = piecesIn(certificate, wholePiece(certificate));
  const fields = piecesIn(certificate, expect(tbs, TAG.sequence));
  return sequence(
    wholeOf(certificate, expect(fields[3], TAG.sequence)),
    integer(contentOf(certificate, expect(fields[1], TAG.integer))),
  );
};

/** The same with an indefinite length outside: BER, which DER forbids. */
export const asIndefinite = (message: Buffer): Buffer => {
  const { from } = wholePiece(message);
  return Buffer.concat([Buffer.from([0x30, 0x80]), message.subarray(from), Buffer.from([0, 0])]);
};
