import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { expect, type Piece, piecesIn, TAG, wholeOf, wholePiece } from '../cards/der.ts';
import { directoryAttribute } from '../cards/gpki.ts';
import { testAuthorityOid } from '../cards/test-authority.ts';
import {
  type Authority,
  type ExtensionParts,
  type Hash,
  type Issued,
  issue,
  keyIdOf,
  keyUsage,
  makeKey,
  type NameParts,
  nameDer,
  spkiOf,
  type Usage,
} from './issue-certificate.ts';
import { implicit, integer, nothing, oid, printable, sequence, setOf, tagged, truth } from './issue-der.ts';

export { subjectTypes } from '../cards/gpki.ts';
export { testAuthorityOid, testOrganisation } from '../cards/test-authority.ts';
export {
  type Authority,
  certificatePem,
  type ExtensionParts,
  type Hash,
  type Issued,
  keyPem,
  makeKey,
  type NameParts,
  nameDer,
  newSerial,
  type Usage,
} from './issue-certificate.ts';

type Validity = { notBefore: Date; notAfter: Date };

/** A CA: self-signed, or below `issuer`. */
export const issueAuthority = (
  given: Validity & {
    name: NameParts;
    issuer?: Authority;
    /** generated when not given */
    key?: KeyObject;
    keyBits?: number;
    /** carries the mark of a test CA; false only to try what a real one would do */
    test?: boolean;
    pathLength?: number;
    usage?: readonly Usage[];
    serial?: Buffer;
    hash?: Hash;
    crlUrl?: string;
    more?: ExtensionParts[];
  },
): Authority => {
  const key = given.key ?? makeKey(given.keyBits);
  const name = nameDer(given.name);
  const keyId = keyIdOf(spkiOf(key));
  const pathLength = given.pathLength ?? (given.issuer ? 0 : undefined);
  const { certificate } = issue({
    ...given,
    issuer: given.issuer?.name ?? name,
    issuerKeyId: given.issuer?.keyId ?? keyId,
    signer: given.issuer?.key ?? key,
    subject: name,
    publicKey: key,
    extensions: [
      {
        oid: '2.5.29.19',
        critical: true,
        value: sequence(truth(), ...(pathLength === undefined ? [] : [integer(pathLength)])),
      },
      ...keyUsage(given.usage ?? ['keyCertSign', 'cRLSign']),
      ...addresses(given),
      ...((given.test ?? true) ? [{ oid: testAuthorityOid, value: nothing() }] : []),
      ...(given.more ?? []),
    ],
  });
  return { name, certificate, key, keyId };
};

/** An authority that was kept as two files. */
export const loadAuthority = (certificate: string | Buffer, key: string): Authority => {
  const der = new X509Certificate(certificate).raw;
  const privateKey = createPrivateKey(key);
  return { name: subjectOf(der), certificate: der, key: privateKey, keyId: keyIdOf(spkiOf(privateKey)) };
};

const subjectOf = (certificate: Buffer): Buffer => {
  const [tbs] = piecesIn(certificate, wholePiece(certificate));
  const fields: (Piece | undefined)[] = piecesIn(certificate, expect(tbs, TAG.sequence));
  return wholeOf(certificate, expect(fields[5], TAG.sequence));
};

const addresses = (given: { ocspUrl?: string; crlUrl?: string }): ExtensionParts[] => [
  ...(given.ocspUrl
    ? [
        {
          oid: '1.3.6.1.5.5.7.1.1',
          value: sequence(sequence(oid('1.3.6.1.5.5.7.48.1'), implicit(6, Buffer.from(given.ocspUrl)))),
        },
      ]
    : []),
  ...(given.crlUrl
    ? [
        {
          oid: '2.5.29.31',
          value: sequence(sequence(tagged(0, tagged(0, implicit(6, Buffer.from(given.crlUrl)))))),
        },
      ]
    : []),
];

export type CardAttributes = {
  subjectType?: string;
  /** 正卡 or 附卡 */
  rank?: 'primary' | 'secondary';
  /** last four characters of the holder's ID number (MOICA) */
  lastFour?: string;
  organisationOid?: string;
};

const directoryAttributes = (given: CardAttributes): ExtensionParts[] => {
  const attribute = (name: keyof typeof directoryAttribute, value: Buffer): Buffer =>
    sequence(oid(directoryAttribute[name]), setOf(value));
  const attributes = [
    ...(given.subjectType ? [attribute('subjectType', oid(given.subjectType))] : []),
    ...(given.rank ? [attribute('rank', printable(given.rank))] : []),
    ...(given.lastFour ? [attribute('lastFour', printable(given.lastFour))] : []),
    ...(given.organisationOid ? [attribute('organisationOid', oid(given.organisationOid))] : []),
  ];
  return attributes.length > 0 ? [{ oid: '2.5.29.9', value: sequence(...attributes) }] : [];
};

/** A certificate on a card (or, without attributes, of a SAM): for signing unless `usage` says otherwise. */
export const issueCardCertificate = (
  given: Validity &
    CardAttributes & {
      authority: Authority;
      subject: NameParts;
      /** of the card; the private half will do */
      publicKey: KeyObject;
      usage?: readonly Usage[];
      ocspUrl?: string;
      crlUrl?: string;
      serial?: Buffer;
      hash?: Hash;
      more?: ExtensionParts[];
    },
): Issued =>
  issue({
    ...given,
    issuer: given.authority.name,
    issuerKeyId: given.authority.keyId,
    signer: given.authority.key,
    subject: nameDer(given.subject),
    extensions: [
      ...keyUsage(given.usage ?? ['digitalSignature']),
      ...directoryAttributes(given),
      ...addresses(given),
      ...(given.more ?? []),
    ],
  });

/** Somebody who may answer OCSP for the authority; `purposes` other than that one make a vector. */
export const issueOcspDelegate = (
  given: Validity & {
    authority: Authority;
    name: NameParts;
    key?: KeyObject;
    purposes?: readonly string[];
  },
): Authority => {
  const key = given.key ?? makeKey();
  const name = nameDer(given.name);
  const { certificate } = issue({
    ...given,
    issuer: given.authority.name,
    issuerKeyId: given.authority.keyId,
    signer: given.authority.key,
    subject: name,
    publicKey: key,
    extensions: [
      ...keyUsage(['digitalSignature']),
      { oid: '2.5.29.37', value: sequence(...(given.purposes ?? ['1.3.6.1.5.5.7.3.9']).map(oid)) },
      { oid: '1.3.6.1.5.5.7.48.1.5', value: nothing() },
    ],
  });
  return { name, certificate, key, keyId: keyIdOf(spkiOf(key)) };
};
