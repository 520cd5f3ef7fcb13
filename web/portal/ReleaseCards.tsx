import type { AppointmentView } from '../../src/access/contract.ts';
import type { Answer, Reply } from '../api.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { useWords } from '../words.tsx';
import { useBound } from './card-names.ts';

type Released = Answer<'usersReleaseCards'>;
type Props = {
  of: AppointmentView;
  /** the person as the list names them */
  what: string;
  send: () => Promise<Reply<Released>>;
  onDone: (sentence: string, released: Released) => void;
  onClose: () => void;
};

/** 解除卡片綁定: names what is bound and what follows; the same at every level. */
export const ReleaseCards = ({ of, what, send, onDone, onClose }: Props) => {
  const { t } = useWords();
  const bound = useBound();
  return (
    <ConfirmDialog
      title={t('portal.release.title')}
      what={what}
      follows={[t('portal.release.bound', { bound: bound(of) }), t('portal.release.follows')]}
      act={t('portal.release.confirm')}
      send={send}
      onDone={(released) => onDone(t('portal.release.done', { name: of.display_name }), released)}
      onClose={onClose}
    />
  );
};
