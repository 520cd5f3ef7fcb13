import type { Answer } from '../../api.ts';
import { ask } from '../../session/ask.ts';
import { useSession } from '../../session/session.ts';
import { DateField } from '../../ui/DateField.tsx';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { useForm } from '../../ui/use-form.ts';
import { useWords } from '../../words.tsx';
import classes from '../Portal.module.css';
import { type TypedDays, useDays } from '../use-days.ts';

type Props = { onDone: (appointed: Answer<'appointSelf'>) => void; onClose: () => void };

/** 將自己設為使用者: a manager becomes a user as well, the one change of one's own assignment (R056, R057). */
export const SelfDialog = ({ onDone, onClose }: Props) => {
  const { t } = useWords();
  const { today, display_name } = useSession();
  const days = useDays();
  const form = useForm<keyof TypedDays, Answer<'appointSelf'>>({
    initial: { starts_on: days.show(today), ends_on: '' },
    names: { starts_on: t('portal.people.column.starts_on'), ends_on: t('portal.people.column.ends_on') },
    check: days.faults,
    send: (values) => ask('appointSelf', { body: days.read(values) }),
    onDone,
  });
  return (
    <FormDialog
      title={t('portal.people.self_title')}
      form={form}
      act={t('portal.people.self_title')}
      onClose={onClose}
    >
      <p>
        <strong>{display_name}</strong>
      </p>
      <p>{t('portal.people.self_intro')}</p>
      <div className={classes['pair']}>
        <DateField {...form.bindValue('starts_on')} required />
        <DateField {...form.bindValue('ends_on')} empty={t('portal.people.ends_hint')} />
      </div>
    </FormDialog>
  );
};
