import { Anchor } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import type { SessionView } from '../../src/access/contract.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { useWords } from '../words.tsx';
import { logInGate } from './ask.ts';
import classes from './LogIn.module.css';
import { LogInForm } from './LogInForm.tsx';
import { beginSession, endSession, sessionQuery, useSessionOrNone } from './session.ts';

/**
 * Over the screen while a request waits for an expired session. The same person goes on with everything
 * typed; another account starts with a clean screen.
 */
export const LogInDialog = () => {
  const { t } = useWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const session = useSessionOrNone();
  const shut = useSyncExternalStore(logInGate.subscribe, logInGate.isShut);

  const resume = async (renewed: SessionView) => {
    const same = renewed.account === session?.account && renewed.site.code === session.site.code;
    if (same) {
      queries.setQueryData(sessionQuery.queryKey, renewed);
      return logInGate.pass();
    }
    await navigate({ to: '/home' });
    beginSession(queries, renewed);
    logInGate.giveUp();
  };
  const leave = async () => {
    endSession(queries);
    await navigate({ to: '/login' });
    logInGate.giveUp();
  };

  if (!shut || !session) return null;
  return (
    <Dialog title={t('log_in.again')}>
      <p>{t('log_in.again_why')}</p>
      <LogInForm account={session.account} onLoggedIn={(renewed) => void resume(renewed)}>
        <p className={classes['about']}>{t('log_in.again_other')}</p>
        <Anchor component="button" type="button" onClick={() => void leave()}>
          {t('log_in.leave')}
        </Anchor>
      </LogInForm>
    </Dialog>
  );
};
