import type { HqRole } from '../../../src/access/contract.ts';

/** The offices of the authority, in the order of every list. */
export const offices = [
  'hq_policy',
  'hq_supply',
  'hq_portal',
  'hq_audit',
  'hq_system',
] as const satisfies HqRole[];
