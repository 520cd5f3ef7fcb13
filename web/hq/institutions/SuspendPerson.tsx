import { useQueryClient } from '@tanstack/react-query';
import type { AppointmentView } from '../../../src/access/contract.ts';
import type { InstitutionView } from '../../../src/headquarters/contract.ts';
import type { Answer } from '../../api.ts';
import { ask } from '../../session/ask.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useWords } from '../../words.tsx';
import { refreshHq } from '../hq-queries.ts';

type Props = {
  appointment: AppointmentView;
  institution: InstitutionView;
  onDone: (sentence: string) => void;
  onClose: () => void;
};

/** 停權 or 恢復 of somebody at an institution; the institution reads it in its own audit trail. */
export const SuspendPerson = ({ appointment, institution, onDone, onClose }: Props) => {
  const { t } = useWords();
  const queries = useQueryClient();
  const { display_name: name, state } = appointment;
  const role = t(`ui.role.${appointment.role}`);
  const site = institution.full_name;
  const params = { appointment_id: String(appointment.appointment_id) };
  const took = (sentence: string, { warnings }: Answer<'suspendAnyAppointment'>) => {
    onDone([sentence, ...warnings.map((each) => t(`hq.warning.${each}`))].join(''));
    void refreshHq(queries);
  };
  const common = { what: `${name} (${role})`, onClose };
  if (state === 'suspended')
    return (
      <ConfirmDialog
        {...common}
        title={t('hq.institution.resume_person')}
        follows={[t('hq.institution.resume_person_follows', { name, role, site })]}
        act={t('hq.institution.resume_confirm')}
        harmless
        send={() => ask('resumeAnyAppointment', { params })}
        onDone={(answer) => took(t('hq.institution.person_resumed', { name }), answer)}
      />
    );
  return (
    <ConfirmDialog
      {...common}
      title={t('hq.institution.suspend_person')}
      follows={[t('hq.institution.suspend_person_follows', { name, role, site }), t('hq.institution.trail')]}
      act={t('hq.institution.suspend_confirm')}
      reason={t('ui.reason')}
      send={(reason) => ask('suspendAnyAppointment', { params, body: { reason } })}
      onDone={(answer) => took(t('hq.institution.person_suspended', { name }), answer)}
    />
  );
};
