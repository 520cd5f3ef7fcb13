import { Button, PasswordInput } from '@mantine/core';
import { useId } from 'react';
import type { SessionView } from '../../src/access/contract.ts';
import { call } from '../api.ts';
import { FormSummary } from '../ui/FormSummary.tsx';
import { type Faults, useForm } from '../ui/use-form.ts';
import { useWords } from '../words.tsx';
import classes from './LogIn.module.css';

type Field = 'current' | 'fresh' | 'again';
type Props = { initial: boolean; account: string; onChanged: (session: SessionView) => void };

const rules = [
  'password.rule_length',
  'password.rule_guess',
  'password.rule_number',
  'password.rule_former',
] as const;
const shortest = 10;

/** 變更密碼: the rules first, then what is wrong under its field. */
export const PasswordForm = ({ initial, account, onChanged }: Props) => {
  const { t } = useWords();
  const rulesId = useId();
  const names: Record<Field, string> = {
    current: t(initial ? 'password.current_initial' : 'password.current'),
    fresh: t('password.fresh'),
    again: t('password.again'),
  };
  const check = (values: Record<Field, string>): Faults<Field> => {
    const found: Faults<Field> = {};
    for (const field of ['current', 'fresh', 'again'] as const)
      if (!values[field]) found[field] = t('password.missing', { field: names[field] });
    if (values.fresh && [...values.fresh].length < shortest) found.fresh = t('password.short');
    if (values.again && values.fresh !== values.again) found.again = t('password.differs');
    return found;
  };
  const form = useForm<Field, SessionView>({
    initial: { current: '', fresh: '', again: '' },
    names,
    check,
    send: ({ current, fresh }) => call('changePassword', { body: { current, fresh } }),
    onDone: onChanged,
  });
  const reveal = { visibilityToggleButtonProps: { 'aria-label': t('log_in.reveal') }, maxLength: 256 };
  return (
    <form className={classes['form']} onSubmit={(event) => void form.submit(event)} noValidate>
      <FormSummary form={form} />
      {/* For the browser's own store of passwords, which wants to know whose this is. */}
      <input type="text" name="account" autoComplete="username" value={account} readOnly hidden />
      <PasswordInput
        {...form.bind('current')}
        {...reveal}
        data-autofocus
        autoFocus
        required
        autoComplete="current-password"
      />
      <div id={rulesId}>
        <p className={classes['rulesTitle']}>{t('password.rules')}</p>
        <ul className={classes['rules']}>
          {rules.map((each) => (
            <li key={each}>{t(each)}</li>
          ))}
        </ul>
      </div>
      <PasswordInput
        {...form.bind('fresh')}
        {...reveal}
        required
        autoComplete="new-password"
        aria-describedby={rulesId}
      />
      <PasswordInput {...form.bind('again')} {...reveal} required autoComplete="new-password" />
      <Button type="submit" aria-disabled={form.sending}>
        {t('password.submit')}
      </Button>
    </form>
  );
};
