import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { AppointmentView } from '../../../src/access/contract.ts';
import { showDate } from '../../../src/words/index.ts';
import type { Answer } from '../../api.ts';
import { ask } from '../../session/ask.ts';
import { DateField } from '../../ui/DateField.tsx';
import { understandDay } from '../../ui/day.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useForm } from '../../ui/use-form.ts';
import { useWords } from '../../words.tsx';
import classes from '../Hq.module.css';
import { refreshHq } from '../hq-queries.ts';
import { dayFaults } from './day-faults.ts';

type Props = { who: AppointmentView; onDone: (sentence: string) => void; onClose: () => void };

/** 變更: the name and the days of an appointment. */
export const ChangeDialog = ({ who, onDone, onClose }: Props) => {
  const { t, language } = useWords();
  const queries = useQueryClient();
  const names = {
    display_name: t('hq.person.name'),
    starts_on: t('hq.person.starts_on'),
    ends_on: t('hq.person.ends_on'),
  };
  const initial = {
    display_name: who.display_name,
    starts_on: showDate(who.starts_on, language),
    ends_on: who.ends_on ? showDate(who.ends_on, language) : '',
  };
  const form = useForm<keyof typeof initial, Answer<'hqStaffChange'>>({
    initial,
    names,
    check: (values) => ({
      ...(!values.display_name.trim() && { display_name: t('ui.missing', { field: names.display_name }) }),
      ...dayFaults(t, values),
    }),
    send: (values) =>
      ask('hqStaffChange', {
        params: { appointment_id: String(who.appointment_id) },
        body: {
          display_name: values.display_name.trim(),
          starts_on: understandDay(values.starts_on) ?? who.starts_on,
          ends_on: understandDay(values.ends_on) ?? null,
        },
      }),
    onDone: ({ appointment, warnings }) => {
      const told = warnings.map((each) => t(`hq.warning.${each}`));
      onDone([t('hq.staff.changed', { name: appointment.display_name }), ...told].join(''));
      onClose();
      void refreshHq(queries);
    },
  });
  return (
    <FormDialog
      title={t('hq.staff.act_name.change', {
        name: who.display_name,
        office: t(`ui.role.${who.role}`),
      })}
      form={form}
      act={t('hq.save')}
      onClose={onClose}
    >
      <TextInput {...form.bind('display_name')} required maxLength={40} autoComplete="off" data-autofocus />
      <div className={classes['pair']}>
        <DateField {...form.bindValue('starts_on')} required />
        <DateField {...form.bindValue('ends_on')} empty={t('hq.staff.ends_on_hint')} />
      </div>
    </FormDialog>
  );
};
