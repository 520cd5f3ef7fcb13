import { verify } from 'node:crypto';
import { type Refusal, refuse } from '../platform/errors.ts';
import { attempt } from './attempt.ts';
import { readCertificate } from './certificate.ts';
import { provePath } from './path.ts';
import type { CardTrust, VerifiedSam } from './types.ts';

const SERIAL = '2.5.4.5';
const siteCode = /^\d{10}$/;

/**
 * Whose SAM signed exactly `content` (RSA PKCS#1 v1.5, SHA-256): everything but whether it was suspended. `at`
 * is business time.
 */
export const verifySamProof = (
  trust: CardTrust,
  given: { certificate: Buffer; signature: Buffer; content: Buffer; at: Date },
): VerifiedSam | Refusal => {
  const leaf = attempt(() => readCertificate(given.certificate));
  if (!leaf || leaf.keyBits === 0) return refuse('sam_untrusted');
  if (!attempt(() => verify('sha256', given.content, leaf.key, given.signature)))
    return refuse('sam_untrusted');
  const issuer = provePath(trust, leaf, { families: ['SAM'], at: given.at });
  if (issuer === 'expired') return refuse('sam_expired');
  const [serial, ...more] = leaf.subjectParts.filter(({ type }) => type === SERIAL);
  if (typeof issuer === 'string' || !serial || more.length > 0 || !siteCode.test(serial.text))
    return refuse('sam_untrusted');
  return { site_code: serial.text, not_after: leaf.notAfter, leaf, issuer };
};
