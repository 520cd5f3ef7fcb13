import { verify } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { type Certificate, hashOf, serialText } from './certificate.ts';
import {
  algorithmOf,
  contentOf,
  expect,
  oidText,
  type Piece,
  pieceAt,
  piecesIn,
  signatureOf,
  TAG,
  timeOf,
  wholeOf,
  wholePiece,
  wholeSequence,
} from './der.ts';

/** A complete list of what a CA revoked. A certificate on hold is on it, too, and counts as revoked. */
export type Crl = {
  thisUpdate: Date;
  nextUpdate: Date;
  /** undefined: the CA does not number them */
  number: bigint | undefined;
  /** serial numbers as `serialText` writes them */
  revoked: ReadonlySet<string>;
};

const ID = {
  reason: '2.5.29.21',
  invalidityDate: '2.5.29.24',
  crlNumber: '2.5.29.20',
  deltaIndicator: '2.5.29.27',
  issuingPoint: '2.5.29.28',
  authorityKeyId: '2.5.29.35',
} as const;
const CONTEXT_0 = 0xa0;
const KEY_ID = 0x80;
/** Between two breaths of the event loop: a few milliseconds. */
const ENTRIES_AT_ONCE = 10_000;

/**
 * Reads a CRL and checks that this CA signed it (RFC 5280, section 5). Refuses, by throwing a reason, whatever
 * would not be the complete list: a part (issuingDistributionPoint), a delta, an indirect one, one with any
 * other critical extension. Dates are not judged here. 200,000 entries take about 0.2 s, a breath between each
 * 10,000; the parsers at hand build a tree and stop at 10,000 values.
 */
export const readCrl = async (der: Buffer, authority: Certificate): Promise<Crl> => {
  const [tbs, algorithm, signature, ...odd] = wholeSequence(der);
  const fields = piecesIn(der, expect(tbs, TAG.sequence));
  const [version, innerAlgorithm, issuer, thisUpdate, nextUpdate] = fields;
  if (contentOf(der, expect(version, TAG.integer)).toString('hex') !== '01')
    throw new Error('no CRL version 2');
  if (!wholeOf(der, expect(issuer, TAG.sequence)).equals(authority.subject))
    throw new Error('the CRL of another CA');
  await checkSignature(der, { tbs, algorithm, innerAlgorithm, signature }, authority);
  const rest = fields.slice(5);
  const list = rest[0]?.tag === TAG.sequence ? rest.shift() : undefined;
  const [extensions, ...more] = rest;
  if (more.length > 0 || odd.length > 0) throw new Error('not the structure of a CRL');
  const number = readExtensions(der, expect(extensions, CONTEXT_0), authority);
  if (!thisUpdate || !nextUpdate) throw new Error('a CRL without dates');
  return {
    thisUpdate: timeOf(der, thisUpdate),
    nextUpdate: timeOf(der, nextUpdate),
    number,
    revoked: list ? await readEntries(der, list) : new Set(),
  };
};

type Signed = Record<'tbs' | 'algorithm' | 'innerAlgorithm' | 'signature', Piece | undefined>;

const checkSignature = async (der: Buffer, signed: Signed, authority: Certificate): Promise<void> => {
  const algorithm = expect(signed.algorithm, TAG.sequence);
  const hash = hashOf(algorithmOf(der, algorithm));
  const same = wholeOf(der, algorithm).equals(wholeOf(der, expect(signed.innerAlgorithm, TAG.sequence)));
  if (!hash || !same) throw new Error('a CRL signed with something other than RSA and SHA-2');
  const signature = signatureOf(der, signed.signature);
  // With a callback, so that hashing some megabytes happens beside the event loop.
  const isSigned = await new Promise<boolean>((resolve, reject) => {
    verify(hash, wholeOf(der, expect(signed.tbs, TAG.sequence)), authority.key, signature, (error, result) =>
      error ? reject(error) : resolve(result),
    );
  });
  if (!isSigned || !authority.usage.crlSign) throw new Error('a CRL that its CA did not sign');
};

/** The number of the CRL. */
const readExtensions = (der: Buffer, field: Piece, authority: Certificate): bigint | undefined => {
  const [list, ...more] = piecesIn(der, field);
  if (more.length > 0) throw new Error('not the structure of a CRL');
  let number: bigint | undefined;
  const seen = new Set<string>();
  for (const { id, critical, value } of extensionsIn(der, expect(list, TAG.sequence))) {
    if (seen.has(id)) throw new Error('an extension stands twice');
    seen.add(id);
    if (id === ID.crlNumber) number = numberOf(value);
    else if (id === ID.authorityKeyId) checkAuthorityKey(value, authority);
    else if (critical || id === ID.issuingPoint || id === ID.deltaIndicator)
      throw new Error(`a CRL that is not the complete list (${id})`);
  }
  return number;
};

const numberOf = (value: Buffer): bigint =>
  BigInt(`0x${serialText(contentOf(value, expect(wholePiece(value), TAG.integer)))}`);

const checkAuthorityKey = (value: Buffer, { subjectKeyId }: Certificate): void => {
  const keyId = wholeSequence(value).find(({ tag }) => tag === KEY_ID);
  if (keyId && subjectKeyId && !contentOf(value, keyId).equals(subjectKeyId))
    throw new Error('the CRL of another CA');
};

type Extension = { id: string; critical: boolean; value: Buffer };

const extensionsIn = (der: Buffer, list: Piece): Extension[] =>
  piecesIn(der, list).map((extension) => {
    const parts = piecesIn(der, expect(extension, TAG.sequence));
    const [type] = parts;
    return {
      id: oidText(contentOf(der, expect(type, TAG.oid))),
      critical: parts[1]?.tag === TAG.boolean && der[parts[1].from] !== 0,
      value: contentOf(der, expect(parts.at(-1), TAG.octets)),
    };
  });

const readEntries = async (der: Buffer, list: Piece): Promise<Set<string>> => {
  const revoked = new Set<string>();
  let count = 0;
  for (let at = list.from; at < list.to; ) {
    const entry = expect(pieceAt(der, at, list.to), TAG.sequence);
    const serial = expect(pieceAt(der, entry.from, entry.to), TAG.integer);
    revoked.add(serialText(contentOf(der, serial)));
    const date = pieceAt(der, serial.to, entry.to);
    if (date.to < entry.to) checkEntry(der, pieceAt(der, date.to, entry.to));
    at = entry.to;
    count += 1;
    if (count % ENTRIES_AT_ONCE === 0) await breathe();
  }
  return revoked;
};

/** A critical extension of an entry may say that it is about the certificate of another CA. */
const checkEntry = (der: Buffer, field: Piece): void => {
  for (const { id, critical } of extensionsIn(der, expect(field, TAG.sequence)))
    if (critical && id !== ID.reason && id !== ID.invalidityDate)
      throw new Error(`a CRL with entries of another kind (${id})`);
};
