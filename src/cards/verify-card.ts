import type { CertificateCard } from '../../agent/protocol.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { RefusalCode } from '../words/index.ts';
import { readSigner } from './cms.ts';
import { identityOf, kindOf } from './identity.ts';
import { type PathFault, provePath } from './path.ts';
import type { CardTrust, Family, VerifiedCard } from './types.ts';

const families: readonly Family[] = ['HCA', 'MOICA', 'GCA'];

const refusals: Readonly<Record<PathFault, RefusalCode>> = {
  untrusted: 'card_untrusted',
  not_yet_valid: 'card_not_yet_valid',
  expired: 'card_expired',
  expired_first_generation: 'card_expired_first_generation',
  unfit: 'card_unfit',
};

/**
 * Whose card signed exactly `content`: everything but whether it was revoked. `at` is business time: dates of
 * certificates are judged by it. Bytes from outside are refused, never thrown about.
 */
export const verifyCardSignature = (
  trust: CardTrust,
  given: { cms: Buffer; content: Buffer; card: CertificateCard; at: Date },
): VerifiedCard | Refusal => {
  const { card, at } = given;
  const leaf = readSigner(given.cms, given.content);
  if (!leaf) return refuse('card_signature_wrong');
  const issuer = provePath(trust, leaf, { families, at });
  if (typeof issuer === 'string') return refuse(refusals[issuer]);
  const kind = kindOf(leaf, issuer);
  const identity = kind && identityOf(leaf, issuer, kind);
  if (!identity) return refuse('card_unfit');
  return kind === card ? { card, identity, leaf, issuer } : refuse('card_kind_differs');
};
