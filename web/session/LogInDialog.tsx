import { Anchor } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, useSyncExternalStore } from 'react';
import type { SessionView } from '../../src/access/contract.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useWords } from '../words.tsx';
import { logInGate } from './ask.ts';
import classes from './LogIn.module.css';
import { LogInAgain } from './LogInAgain.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { announceSession, beginSession, endSession, sessionQuery, useSessionOrNone } from './session.ts';

/**
 * Over the screen while a request waits for an expired session. The same person at the same institution goes
 * on with everything typed, after a forced change of the password where one is due; anybody else, and somebody
 * who may not work any more, starts with a clean screen.
 */
export const LogInDialog = () => {
  const { t } = useWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const session = useSessionOrNone();
  const shut = useSyncExternalStore(logInGate.subscribe, logInGate.isShut);
  const [toChange, setToChange] = useState<SessionView>();

  const resume = async (renewed: SessionView) => {
    setToChange(undefined);
    const same = renewed.account === session?.account && renewed.site.code === session.site.code;
    if (same && renewed.standing === 'password_change_first') return setToChange(renewed);
    announceSession(renewed);
    if (same && renewed.standing === null) {
      queries.setQueryData(sessionQuery.queryKey, renewed);
      return logInGate.pass();
    }
    await navigate({ to: '/home' });
    beginSession(queries, renewed);
    logInGate.giveUp();
  };
  const leave = async () => {
    setToChange(undefined);
    endSession(queries);
    await navigate({ to: '/login' });
    logInGate.giveUp();
  };

  if (!shut || !session) return null;
  const wayOut = (
    <Anchor component="button" type="button" onClick={() => void leave()}>
      {t('log_in.leave')}
    </Anchor>
  );
  if (toChange)
    return (
      <Dialog title={t('password.title')}>
        <Notice tone="attention">{t('password.first')}</Notice>
        <PasswordForm initial account={toChange.account} onChanged={(renewed) => void resume(renewed)} />
        {wayOut}
      </Dialog>
    );
  return (
    <Dialog title={t('log_in.again')}>
      <p>{t('log_in.again_why')}</p>
      <LogInAgain session={session} onLoggedIn={(renewed) => void resume(renewed)}>
        <p className={classes['about']}>{t('log_in.again_other')}</p>
        {wayOut}
      </LogInAgain>
    </Dialog>
  );
};
