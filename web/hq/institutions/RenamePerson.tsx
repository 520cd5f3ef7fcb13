import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { AppointmentView } from '../../../src/access/contract.ts';
import type { Answer } from '../../api.ts';
import { ask } from '../../session/ask.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useForm } from '../../ui/use-form.ts';
import { useWords } from '../../words.tsx';
import { refreshHq } from '../hq-queries.ts';

type Props = { who: AppointmentView; onDone: (sentence: string) => void; onClose: () => void };

/** 更正姓名: of a person whom several institutions know, so that none of them can change it alone. */
export const RenamePerson = ({ who, onDone, onClose }: Props) => {
  const { t } = useWords();
  const queries = useQueryClient();
  const names = { display_name: t('hq.person.name') };
  const form = useForm<'display_name', Answer<'renamePerson'>>({
    initial: { display_name: who.display_name },
    names,
    check: ({ display_name }): { display_name?: string } =>
      display_name.trim() ? {} : { display_name: t('ui.missing', { field: names.display_name }) },
    send: ({ display_name }) =>
      ask('renamePerson', {
        params: { appointment_id: String(who.appointment_id) },
        body: { display_name: display_name.trim() },
      }),
    onDone: ({ appointment }) => {
      onDone(t('hq.institution.renamed', { name: appointment.display_name }));
      onClose();
      void refreshHq(queries);
    },
  });
  return (
    <FormDialog
      title={t('hq.institution.rename_name', { name: who.display_name })}
      form={form}
      act={t('hq.save')}
      onClose={onClose}
    >
      <p>{t('hq.institution.rename_follows')}</p>
      <TextInput {...form.bind('display_name')} required maxLength={40} autoComplete="off" data-autofocus />
    </FormDialog>
  );
};
