import { useQueryClient } from '@tanstack/react-query';
import type { AppointmentView } from '../../src/access/contract.ts';
import { ReleaseCards } from '../portal/ReleaseCards.tsx';
import { ask } from '../session/ask.ts';
import { useWords } from '../words.tsx';
import { refreshHq } from './hq-queries.ts';

type Props = {
  who: AppointmentView;
  /** what the person is, in words */
  office: string;
  /** of an institution's people, or of the authority's own */
  operation: 'releaseAnyCards' | 'hqStaffReleaseCards';
  onDone: (sentence: string) => void;
  onClose: () => void;
};

/** 解除卡片綁定 by the authority: of a representative, of whoever works at several institutions, of its own. */
export const ReleaseByHq = ({ who, office, operation, onDone, onClose }: Props) => {
  const { t } = useWords();
  const queries = useQueryClient();
  return (
    <ReleaseCards
      of={who}
      what={t('hq.staff.who', { name: who.display_name, office })}
      send={() => ask(operation, { params: { appointment_id: String(who.appointment_id) } })}
      onDone={(sentence) => {
        onDone(sentence);
        void refreshHq(queries);
      }}
      onClose={onClose}
    />
  );
};
