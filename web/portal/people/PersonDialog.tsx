import { TextInput } from '@mantine/core';
import type { AppointmentView } from '../../../src/access/contract.ts';
import type { Answer } from '../../api.ts';
import { useSession } from '../../session/session.ts';
import { DateField } from '../../ui/DateField.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { type Faults, useForm } from '../../ui/use-form.ts';
import { useWords } from '../../words.tsx';
import classes from '../Portal.module.css';
import { useDays } from '../use-days.ts';
import { operations, type People } from './operations.ts';

type Field = 'display_name' | 'number' | 'starts_on' | 'ends_on';
type Names = Record<Field, string>;

const useNames = (): Names => {
  const { t } = useWords();
  return {
    display_name: t('portal.people.column.name'),
    number: t('portal.people.column.number'),
    starts_on: t('portal.people.column.starts_on'),
    ends_on: t('portal.people.column.ends_on'),
  };
};

/** A person needs a name; a new one a number as well. */
const useFaults = () => {
  const { t } = useWords();
  const days = useDays();
  const names = useNames();
  return <F extends Field>(values: Record<F, string>): Faults<F> => {
    const found: Partial<Names> = {};
    for (const field of ['display_name', 'number'] as const)
      if (field in values && (values as Partial<Names>)[field]?.trim() === '')
        found[field] = t('ui.missing', { field: names[field] });
    return { ...found, ...days.faults(values as unknown as Names) } as Faults<F>;
  };
};

type AddProps = {
  people: People;
  onDone: (appointed: Answer<'usersAppoint'>) => void;
  onClose: () => void;
};

/** 新增: name, number, days. The number crosses the wire once; the list shows it covered. */
export const AddDialog = ({ people, onDone, onClose }: AddProps) => {
  const { t } = useWords();
  const { today } = useSession();
  const days = useDays();
  const names = useNames();
  const form = useForm<Field, Answer<'usersAppoint'>>({
    initial: { display_name: '', number: '', starts_on: days.show(today), ends_on: '' },
    names,
    check: useFaults(),
    send: (values) =>
      operations[people].appoint({
        display_name: values.display_name.trim(),
        number: values.number.trim(),
        ...days.read(values),
      }),
    onDone,
  });
  return (
    <FormDialog
      title={t(`portal.people.add.${people}`)}
      form={form}
      act={t('portal.people.submit_add')}
      onClose={onClose}
    >
      <TextInput
        {...form.bind('display_name')}
        data-autofocus
        required
        maxLength={40}
        autoComplete="off"
        spellCheck={false}
      />
      <TextInput
        {...form.bind('number')}
        required
        maxLength={20}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        description={t('portal.people.number_hint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
      <div className={classes['pair']}>
        <DateField {...form.bindValue('starts_on')} required />
        <DateField {...form.bindValue('ends_on')} empty={t('portal.people.ends_hint')} />
      </div>
    </FormDialog>
  );
};

type ChangeProps = {
  people: People;
  of: AppointmentView;
  onDone: (changed: Answer<'usersChange'>) => void;
  onClose: () => void;
};

/** 變更: the name and the days of an appointment. */
export const ChangeDialog = ({ people, of, onDone, onClose }: ChangeProps) => {
  const { t } = useWords();
  const days = useDays();
  const { number: _number, ...names } = useNames();
  const form = useForm<Exclude<Field, 'number'>, Answer<'usersChange'>>({
    initial: {
      display_name: of.display_name,
      starts_on: days.show(of.starts_on),
      ends_on: days.show(of.ends_on),
    },
    names,
    check: useFaults(),
    send: (values) =>
      operations[people].change(of, { display_name: values.display_name.trim(), ...days.read(values) }),
    onDone,
  });
  return (
    <FormDialog
      title={t('portal.people.change_title')}
      form={form}
      act={t('portal.people.submit_change')}
      onClose={onClose}
    >
      <p>{[of.account, of.covered_number].filter(Boolean).join(' ')}</p>
      <TextInput {...form.bind('display_name')} data-autofocus required maxLength={40} autoComplete="off" />
      <div className={classes['pair']}>
        <DateField {...form.bindValue('starts_on')} required />
        <DateField {...form.bindValue('ends_on')} empty={t('portal.people.ends_hint')} />
      </div>
    </FormDialog>
  );
};
