import type { InstitutionView } from '../../../src/headquarters/contract.ts';
import type { Tone } from '../../ui/tone.ts';

type Facts = Pick<
  InstitutionView,
  'suspended_at' | 'contract_starts_on' | 'contract_ends_on' | 'representative' | 'managers'
>;
export type InstitutionState =
  | 'suspended'
  | 'not_begun'
  | 'over'
  | 'no_representative'
  | 'no_manager'
  | 'normal';

/** The first thing that keeps the people of an institution from working, or `normal`. */
export const stateOf = (facts: Facts, today: string): InstitutionState => {
  if (facts.suspended_at) return 'suspended';
  if (facts.contract_starts_on > today) return 'not_begun';
  if (facts.contract_ends_on && facts.contract_ends_on < today) return 'over';
  // Whoever has managers can work, even while the representative's password is not given out.
  if (facts.managers > 0) return 'normal';
  return facts.representative ? 'no_manager' : 'no_representative';
};

export const toneOfState: Record<InstitutionState, Tone | 'over'> = {
  suspended: 'refused',
  not_begun: 'progress',
  over: 'over',
  no_representative: 'attention',
  no_manager: 'attention',
  normal: 'allowed',
};
