export type { Difference } from './differences.ts';
export { type Verified, verify } from './verify.ts';
