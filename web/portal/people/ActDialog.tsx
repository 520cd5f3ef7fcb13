import type { AppointmentView } from '../../../src/access/contract.ts';
import type { Answer } from '../../api.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { useWords } from '../../words.tsx';
import { ReleaseCards } from '../ReleaseCards.tsx';
import { operations, type People } from './operations.ts';
import type { Act } from './PersonActs.tsx';

type Props = {
  people: People;
  act: Exclude<Act, 'change'>;
  of: AppointmentView;
  /** all on the list, to see who is left */
  all: readonly AppointmentView[];
  onDone: (sentence: string) => void;
  onPassword: (appointed: Answer<'usersResetPassword'>) => void;
  onClose: () => void;
};

/** Nobody else is left who could do the work. */
const isLast = (of: AppointmentView, all: readonly AppointmentView[]): boolean =>
  of.state === 'active' &&
  !all.some((each) => each.state === 'active' && each.appointment_id !== of.appointment_id);

/** 停權, 復權, 終止, 重設密碼, 解除卡片綁定: names the person and says beforehand what follows. */
export const ActDialog = ({ people, act, of, all, onDone, onPassword, onClose }: Props) => {
  const { t } = useWords();
  const own = operations[people];
  const name = of.display_name;
  const what = t('portal.people.who', { name, account: of.account });
  const warning = isLast(of, all)
    ? [
        <Notice key="last" tone="attention">
          {t(
            people === 'managers' ? 'portal.people.warning.last_manager' : 'portal.people.warning.last_user',
          )}
        </Notice>,
      ]
    : [];
  switch (act) {
    case 'suspend':
      return (
        <ConfirmDialog
          title={t(`portal.people.suspend_title.${people}`)}
          what={what}
          follows={[...warning, t('portal.people.suspend_follows')]}
          act={t('portal.people.suspend_confirm')}
          reason={t('ui.reason')}
          send={(reason) => own.suspend(of, reason)}
          onDone={() => onDone(t('portal.people.suspended', { name }))}
          onClose={onClose}
        />
      );
    case 'resume':
      return (
        <ConfirmDialog
          title={t(`portal.people.resume_title.${people}`)}
          what={what}
          follows={[t('portal.people.resume_follows')]}
          act={t('portal.people.resume_confirm')}
          harmless
          send={() => own.resume(of)}
          onDone={() => onDone(t('portal.people.resumed', { name }))}
          onClose={onClose}
        />
      );
    case 'end':
      return (
        <ConfirmDialog
          title={t(`portal.people.end_title.${people}`)}
          what={what}
          follows={[...warning, t(`portal.people.end_follows.${people}`), t('portal.people.end_again')]}
          act={t('portal.people.end_confirm')}
          send={() => own.end(of)}
          onDone={() => onDone(t('portal.people.ended', { name }))}
          onClose={onClose}
        />
      );
    case 'release':
      return (
        <ReleaseCards
          of={of}
          what={what}
          send={() => own.releaseCards(of)}
          onDone={(sentence) => onDone(sentence)}
          onClose={onClose}
        />
      );
    case 'reset':
      return (
        <ConfirmDialog
          title={t('portal.people.reset_title')}
          what={what}
          follows={[t('portal.people.reset_follows')]}
          act={t('portal.people.reset_confirm')}
          send={() => own.resetPassword(of)}
          onDone={onPassword}
          onClose={onClose}
        />
      );
  }
};
