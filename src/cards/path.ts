import { verify } from 'node:crypto';
import type { Certificate } from './certificate.ts';
import type { CardTrust, Family, IssuingAuthority, PinnedAuthority } from './types.ts';

/** RSA keys below this are not accepted anywhere. */
export const MIN_KEY_BITS = 2048;

/** `untrusted`: no pinned CA issued it, or that CA was not in force. `unfit`: not made for signing. */
export type PathFault = 'untrusted' | 'not_yet_valid' | 'expired' | 'expired_first_generation' | 'unfit';

/** Whether the key signed what the signature algorithm of the certificate says. */
export const isSignedBy = (certificate: Certificate, authority: Certificate): boolean =>
  certificate.hash !== undefined &&
  verify(certificate.hash, certificate.tbs, authority.key, certificate.signature);

/**
 * Leaf → pinned issuing CA → pinned root at a moment (RFC 5280, section 6, for paths of this one length). What
 * never changes about the CAs, `loadCardTrust` has checked. Several CAs of the government bear the same name,
 * byte by byte: every one of them is tried. A leaf out of its dates is only called so when a CA vouches for it.
 */
export const provePath = (
  trust: CardTrust,
  leaf: Certificate,
  { families, at }: { families: readonly Family[]; at: Date },
): IssuingAuthority | PathFault => {
  const named = trust.issuing.filter(
    ({ family, certificate }) => families.includes(family) && mayHaveIssued(certificate, leaf),
  );
  if (named.length === 0) return 'untrusted';
  if (!leaf.hash) return 'unfit';
  const issuer = named.find(({ certificate }) => isSignedBy(leaf, certificate));
  if (!issuer) return 'untrusted';
  if (at < leaf.notBefore) return 'not_yet_valid';
  if (at > leaf.notAfter) return issuer.generation === 1 ? 'expired_first_generation' : 'expired';
  if (!isInForce(issuer, at) || !isInForce(issuer.root, at)) return 'untrusted';
  return isFit(leaf) ? issuer : 'unfit';
};

const mayHaveIssued = (authority: Certificate, leaf: Certificate): boolean =>
  authority.subject.equals(leaf.issuer) &&
  (!leaf.authorityKeyId || !authority.subjectKeyId || leaf.authorityKeyId.equals(authority.subjectKeyId));

const isInForce = ({ certificate }: PinnedAuthority, at: Date): boolean =>
  at >= certificate.notBefore && at <= certificate.notAfter;

/** Purposes for which somebody signs as who they are: to a server, by mail, at a log-in, any. */
const purposesThatFit = ['1.3.6.1.5.5.7.3.2', '1.3.6.1.5.5.7.3.4', '1.3.6.1.4.1.311.20.2.2', '2.5.29.37.0'];

/**
 * A card's certificate for encryption has another key usage, one for time stamps or OCSP another purpose; neither
 * may log in.
 */
const isFit = (leaf: Certificate): boolean =>
  !leaf.isAuthority &&
  leaf.notUnderstood.length === 0 &&
  leaf.keyBits >= MIN_KEY_BITS &&
  leaf.usage.digitalSignature &&
  (leaf.purposes === undefined || leaf.purposes.some((each) => purposesThatFit.includes(each)));
