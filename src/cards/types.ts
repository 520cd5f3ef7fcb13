import type { CertificateCard } from '../../agent/protocol.ts';
import type { Certificate } from './certificate.ts';

/** Which hierarchy a pinned certificate belongs to: the root above all, or who issues what. */
export type Family = 'root' | 'HCA' | 'MOICA' | 'GCA' | 'SAM';

/** A CA that this server was told to go by. Never taken from a message. */
export type PinnedAuthority = {
  family: Family;
  /** of HCA: 一代 or 二代 cards. Everywhere else 2. */
  generation: 1 | 2;
  certificate: Certificate;
  /** where its CRL is fetched; undefined: OCSP alone decides, and when that cannot, nobody logs in */
  crlUrl: string | undefined;
  /** its name in the trust folder */
  file: string;
};
export type IssuingAuthority = PinnedAuthority & { root: PinnedAuthority };

export type CardTrust = { issuing: readonly IssuingAuthority[]; roots: readonly PinnedAuthority[] };

/** A certificate whose path is proven, and who issued it: what OCSP and CRLs are asked about. */
export type ProvenLeaf = { leaf: Certificate; issuer: IssuingAuthority };

/** Who a certificate names. None of it is an ID number. */
export type CardIdentity = {
  /** hex SHA-256 of the issuing CA's name and key: the same over all renewals of a card */
  issuer: string;
  /** serialNumber of the subject: with `issuer` what a card is bound by */
  subject_serial: string;
  /** of a person; of an institution or agency its most specific name */
  name: string;
  /** last four of the holder's ID number, which MOICA writes down */
  last_four: string | null;
  /** 正卡 or 附卡; null: the certificate does not say */
  rank: 'primary' | 'secondary' | null;
  generation: 1 | 2;
};

export type VerifiedCard = ProvenLeaf & { card: CertificateCard; identity: CardIdentity };

/** A SAM that signed; `site_code` is the institution it was given to. */
export type VerifiedSam = ProvenLeaf & { site_code: string; not_after: Date };
