import { Button } from '@mantine/core';
import type { AppointmentView } from '../../../src/access/contract.ts';
import { useWords } from '../../words.tsx';
import { isBound } from '../card-names.ts';

export type Act = 'change' | 'suspend' | 'resume' | 'end' | 'reset' | 'release';
type Props = { of: AppointmentView; onAct: (act: Act) => void };

/** What the state of the appointment and the person allow; nobody changes their own assignment (design §5). */
const actsOf = (of: AppointmentView): Act[] => {
  const { state, is_self, password } = of;
  if (state === 'ended' || is_self) return [];
  const reset: Act[] = password === 'none' ? [] : ['reset'];
  const release: Act[] = isBound(of) ? ['release'] : [];
  if (state === 'expired') return ['change', ...release, 'end'];
  return ['change', ...reset, ...release, state === 'suspended' ? 'resume' : 'suspend', 'end'];
};

/** The buttons of one row, each with the person's name for those who hear it. */
export const PersonActs = ({ of, onAct }: Props) => {
  const { t } = useWords();
  return actsOf(of).map((act) => (
    <Button
      key={act}
      size="compact-sm"
      variant="default"
      aria-label={t(act === 'release' ? 'portal.release.name' : `portal.people.act_name.${act}`, {
        name: of.display_name,
      })}
      onClick={() => onAct(act)}
    >
      {t(act === 'release' ? 'portal.release.act' : `portal.people.act.${act}`)}
    </Button>
  ));
};
