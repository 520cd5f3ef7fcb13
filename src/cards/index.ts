export { SignedStatement } from './contract.ts';
export { createRevocation, type Revocation } from './revocation.ts';
export { verifySamProof } from './sam.ts';
export { loadCardTrust } from './trust.ts';
export type { CardIdentity, CardTrust, VerifiedCard, VerifiedSam } from './types.ts';
export { verifyCardSignature } from './verify-card.ts';
