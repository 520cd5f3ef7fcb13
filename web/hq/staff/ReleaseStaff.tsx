import { useQueryClient } from '@tanstack/react-query';
import type { AppointmentView } from '../../../src/access/contract.ts';
import { ReleaseCards } from '../../portal/ReleaseCards.tsx';
import { ask } from '../../session/ask.ts';
import { useWords } from '../../words.tsx';
import { refreshHq } from '../hq-queries.ts';

type Props = { who: AppointmentView; onDone: (sentence: string) => void; onClose: () => void };

/** 解除卡片綁定 of somebody of the authority. */
export const ReleaseStaff = ({ who, onDone, onClose }: Props) => {
  const { t } = useWords();
  const queries = useQueryClient();
  return (
    <ReleaseCards
      of={who}
      what={t('hq.staff.who', { name: who.display_name, office: t(`ui.role.${who.role}`) })}
      send={() => ask('hqStaffReleaseCards', { params: { appointment_id: String(who.appointment_id) } })}
      onDone={(sentence) => {
        onDone(sentence);
        void refreshHq(queries);
      }}
      onClose={onClose}
    />
  );
};
