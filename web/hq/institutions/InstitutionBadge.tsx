import { Badge } from '../../ui/Badge.tsx';
import { useWords } from '../../words.tsx';
import { type InstitutionState, toneOfState } from './institution-state.ts';

export const InstitutionBadge = ({ state }: { state: InstitutionState }) => {
  const { t } = useWords();
  return <Badge tone={toneOfState[state]}>{t(`hq.institutions.state.${state}`)}</Badge>;
};
