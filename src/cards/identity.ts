import { createHash } from 'node:crypto';
import type { CertificateCard } from '../../agent/protocol.ts';
import type { Certificate } from './certificate.ts';
import { directoryAttribute, subjectTypes } from './gpki.ts';
import type { CardIdentity, Family, IssuingAuthority } from './types.ts';

const SERIAL = '2.5.4.5';
const COMMON_NAME = '2.5.4.3';
const ORGANISATION = ['2.5.4.10', '2.5.4.11'];

/** Which CA issues which card, and what the certificate then calls its holder. */
const kinds: Readonly<Record<CertificateCard, { family: Family; subjectTypes: readonly string[] }>> = {
  citizen: { family: 'MOICA', subjectTypes: [subjectTypes.citizen] },
  staff: { family: 'HCA', subjectTypes: [subjectTypes.staff] },
  institution: { family: 'HCA', subjectTypes: [subjectTypes.institution] },
  government: { family: 'GCA', subjectTypes: [subjectTypes.agency, subjectTypes.unit] },
};
const allKinds = Object.keys(kinds) as CertificateCard[];

/** The kind of card that bears such a certificate; undefined: none that logs in. */
export const kindOf = (leaf: Certificate, issuer: IssuingAuthority): CertificateCard | undefined => {
  const type = only(leaf, directoryAttribute.subjectType);
  return allKinds.find((kind) => {
    const { family, subjectTypes } = kinds[kind];
    return issuer.family === family && type !== null && subjectTypes.includes(type);
  });
};

/**
 * Who the certificate of such a card names; undefined when it names nobody that could be told from others. An
 * organisation without a serialNumber in its subject goes by its organisation OID; a person's certificate may
 * have that of a house with many people.
 */
export const identityOf = (
  leaf: Certificate,
  issuer: IssuingAuthority,
  card: CertificateCard,
): CardIdentity | undefined => {
  const serials = textsOf(leaf, [SERIAL]);
  const name = textsOf(leaf, [COMMON_NAME]).at(-1) ?? textsOf(leaf, ORGANISATION).at(-1);
  const isPerson = card === 'citizen' || card === 'staff';
  const serial = serials[0] ?? (isPerson ? null : only(leaf, directoryAttribute.organisationOid));
  if (!name || !serial || serials.length > 1) return undefined;
  const rank = only(leaf, directoryAttribute.rank);
  return {
    issuer: createHash('sha256')
      .update(issuer.certificate.subject)
      .update(issuer.certificate.spki)
      .digest('hex'),
    subject_serial: serial,
    name,
    last_four: only(leaf, directoryAttribute.lastFour),
    rank: rank === 'primary' || rank === 'secondary' ? rank : null,
    generation: issuer.generation,
  };
};

const textsOf = (leaf: Certificate, types: readonly string[]): string[] =>
  leaf.subjectParts
    .filter(({ type }) => types.includes(type))
    .map(({ text }) => text.trim())
    .filter((text) => text !== '');

/** The value of an attribute that has exactly one. */
const only = (leaf: Certificate, id: string): string | null => {
  const values = leaf.attributes.get(id) ?? [];
  return values.length === 1 ? (values[0] ?? null) : null;
};
