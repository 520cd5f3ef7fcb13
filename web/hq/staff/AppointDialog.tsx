import { NativeSelect, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { showDate } from '../../../src/words/index.ts';
import type { Answer } from '../../api.ts';
import { ask } from '../../session/ask.ts';
import { useSession } from '../../session/session.ts';
import { DateField } from '../../ui/DateField.tsx';
import { understandDay } from '../../ui/day.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useForm } from '../../ui/use-form.ts';
import { useWords } from '../../words.tsx';
import classes from '../Hq.module.css';
import { refreshHq } from '../hq-queries.ts';
import { dayFaults } from './day-faults.ts';
import { offices } from './offices.ts';

type Props = {
  onDone: (sentence: string, answer: Answer<'hqStaffAppoint'>) => void;
  onClose: () => void;
};

/** 新增人員: a person, an office, the days. */
export const AppointDialog = ({ onDone, onClose }: Props) => {
  const { t, language } = useWords();
  const { today } = useSession();
  const queries = useQueryClient();
  const names = {
    role: t('hq.staff.office'),
    display_name: t('hq.person.name'),
    number: t('hq.staff.number'),
    starts_on: t('hq.person.starts_on'),
    ends_on: t('hq.person.ends_on'),
  };
  const initial = {
    role: '',
    display_name: '',
    number: '',
    starts_on: showDate(today, language),
    ends_on: '',
  };
  const form = useForm<keyof typeof initial, Answer<'hqStaffAppoint'>>({
    initial,
    names,
    check: (values) => ({
      ...(!values.role && { role: t('hq.staff.office_missing') }),
      ...(!values.display_name.trim() && { display_name: t('ui.missing', { field: names.display_name }) }),
      ...(!values.number.trim() && { number: t('ui.missing', { field: names.number }) }),
      ...dayFaults(t, values),
    }),
    send: (values) =>
      ask('hqStaffAppoint', {
        body: {
          role: offices.find((each) => each === values.role) ?? 'hq_portal',
          display_name: values.display_name.trim(),
          number: values.number.trim(),
          starts_on: understandDay(values.starts_on) ?? today,
          ends_on: understandDay(values.ends_on) ?? null,
        },
      }),
    onDone: (answer) => {
      const { display_name: name, role } = answer.appointment;
      const known = answer.initial_password === null;
      onDone(
        t(known ? 'hq.staff.appointed_known' : 'hq.staff.appointed', {
          name,
          office: t(`ui.role.${role}`),
        }),
        answer,
      );
      onClose();
      void refreshHq(queries);
    },
  });
  const office = offices.find((each) => each === form.values.role);
  return (
    <FormDialog
      title={t('hq.staff.appoint_title')}
      form={form}
      act={t('hq.staff.appoint_confirm')}
      onClose={onClose}
    >
      <NativeSelect
        {...form.bind('role')}
        required
        data-autofocus
        description={office && t(`hq.staff.may.${office}`)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={[
          { value: '', label: t('hq.staff.choose') },
          ...offices.map((each) => ({ value: each, label: t(`ui.role.${each}`) })),
        ]}
      />
      <TextInput {...form.bind('display_name')} required maxLength={40} autoComplete="off" />
      <TextInput
        {...form.bind('number')}
        required
        description={t('hq.staff.number_hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxLength={20}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
      />
      <div className={classes['pair']}>
        <DateField {...form.bindValue('starts_on')} required />
        <DateField {...form.bindValue('ends_on')} empty={t('hq.staff.ends_on_hint')} />
      </div>
    </FormDialog>
  );
};
