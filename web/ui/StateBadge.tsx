import { useWords } from '../words.tsx';
import { Badge } from './Badge.tsx';

const toneOfState = {
  active: 'allowed',
  pending: 'progress',
  expired: 'over',
  suspended: 'attention',
  ended: 'over',
} as const;

/** What an appointment is worth today. */
export const StateBadge = ({ state }: { state: keyof typeof toneOfState }) => {
  const { t } = useWords();
  return <Badge tone={toneOfState[state]}>{t(`ui.state.${state}`)}</Badge>;
};

const toneOfService = { open: 'allowed', building: 'progress', ended: 'over' } as const;

/** Whether a service works for anybody today. */
export const ServiceStateBadge = ({ state }: { state: keyof typeof toneOfService }) => {
  const { t } = useWords();
  return <Badge tone={toneOfService[state]}>{t(`ui.service_state.${state}`)}</Badge>;
};
