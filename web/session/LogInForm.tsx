import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { SessionView } from '../../src/access/contract.ts';
import { call } from '../api.ts';
import { Notice } from '../ui/Notice.tsx';
import { sayFailure, useWords, type Word } from '../words.tsx';
import { type Choice, isChoice, settleAt } from './at-institution.ts';
import { ChooseInstitution } from './ChooseInstitution.tsx';
import classes from './LogIn.module.css';

type Fault = { account?: Word; password?: Word };
type Props = {
  account?: string;
  /** the institution of the work on screen: chosen by itself where it is among the possible ones */
  site?: string;
  onLoggedIn: (session: SessionView) => void;
  children?: ReactNode;
};

/**
 * Account and password, then the institution where there are several; a refusal keeps the account and asks
 * for the password again.
 */
export const LogInForm = ({ account: known = '', site, onLoggedIn, children }: Props) => {
  const { t } = useWords();
  const [account, setAccount] = useState(known);
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<Fault>({});
  const [failure, setFailure] = useState<Parameters<typeof sayFailure>[1]>();
  const [sending, setSending] = useState(false);
  const [choice, setChoice] = useState<Choice>();
  const accountField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  useEffect(() => (known ? passwordField : accountField).current?.focus(), [known]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const missing: Fault = {
      ...(!account.trim() && { account: 'log_in.account_missing' }),
      ...(!password && { password: 'log_in.password_missing' }),
    };
    setFault(missing);
    if (missing.account || missing.password || sending) return;
    setSending(true);
    const reply = await settleAt(await call('logIn', { body: { account: account.trim(), password } }), site);
    setSending(false);
    if (reply.kind === 'answered') {
      if (isChoice(reply.value)) return setChoice(reply.value);
      return onLoggedIn(reply.value);
    }
    setFailure(reply);
    setPassword('');
    passwordField.current?.focus();
  };

  const startAgain = () => {
    setChoice(undefined);
    setPassword('');
    setFailure(undefined);
  };
  if (choice) return <ChooseInstitution choice={choice} onLoggedIn={onLoggedIn} onBack={startAgain} />;
  return (
    <form className={classes['form']} onSubmit={submit} noValidate>
      {failure && (
        <Notice tone={failure.kind === 'refused' ? 'refused' : 'attention'}>
          {failure.problem ? sayFailure(t, failure) : t('log_in.no_answer')}
        </Notice>
      )}
      <TextInput
        ref={accountField}
        label={t('log_in.account')}
        name="account"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        data-autofocus={known ? undefined : true}
        value={account}
        error={fault.account && t(fault.account)}
        onChange={(event) => setAccount(event.currentTarget.value)}
      />
      <PasswordInput
        ref={passwordField}
        label={t('log_in.password')}
        name="password"
        autoComplete="current-password"
        maxLength={256}
        data-autofocus={known ? true : undefined}
        value={password}
        error={fault.password && t(fault.password)}
        visibilityToggleButtonProps={{ 'aria-label': t('log_in.reveal') }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" fullWidth aria-disabled={sending}>
        {t(sending ? 'log_in.submitting' : 'log_in.submit')}
      </Button>
      {children}
    </form>
  );
};
