import { useQueryClient } from '@tanstack/react-query';
import type { AppointmentView } from '../../../src/access/contract.ts';
import type { Answer } from '../../api.ts';
import { ask } from '../../session/ask.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useWords } from '../../words.tsx';
import { refreshHq } from '../hq-queries.ts';

export type ActKind = 'suspend' | 'resume' | 'end' | 'reset';
export type Act = { kind: ActKind; who: AppointmentView };
type Props = {
  act: Act;
  onDone: (sentence: string, answer?: Answer<'hqStaffAppoint'>) => void;
  onClose: () => void;
};

/** 停權, 復權, 終止, 重設密碼 of somebody of the authority. */
export const StaffActDialog = ({ act: { kind, who }, onDone, onClose }: Props) => {
  const { t } = useWords();
  const queries = useQueryClient();
  const named = { name: who.display_name, office: t(`ui.role.${who.role}`) };
  const params = { appointment_id: String(who.appointment_id) };
  const common = {
    title: t(`hq.staff.act_title.${kind}`),
    what: t('hq.staff.who', named),
    follows: [t(`hq.staff.follows.${kind}`, named)],
    act: t(`hq.staff.act_confirm.${kind}`),
    onClose,
  };
  const changed = ({ warnings }: Answer<'hqStaffSuspend'>) => {
    const told = warnings.map((each) => t(`hq.warning.${each}`));
    onDone([t(`hq.staff.done.${kind}`, named), ...told].join(''));
    void refreshHq(queries);
  };
  if (kind === 'reset')
    return (
      <ConfirmDialog
        {...common}
        send={() => ask('hqStaffResetPassword', { params })}
        onDone={(answer) => {
          onDone(t('hq.staff.done.reset', named), answer);
          void refreshHq(queries);
        }}
      />
    );
  if (kind === 'suspend')
    return (
      <ConfirmDialog
        {...common}
        reason={t('ui.reason')}
        send={(reason) => ask('hqStaffSuspend', { params, body: { reason } })}
        onDone={changed}
      />
    );
  if (kind === 'resume')
    return (
      <ConfirmDialog {...common} harmless send={() => ask('hqStaffResume', { params })} onDone={changed} />
    );
  return <ConfirmDialog {...common} send={() => ask('hqStaffEnd', { params })} onDone={changed} />;
};
