import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { call } from '../api.ts';
import { announce } from './activity.ts';
import { logInGate } from './ask.ts';
import { forgetNotice } from './notice.ts';
import { endSession } from './session.ts';

/**
 * 登出 and 換班: ends the session on the server, then clears everything here. Without an answer nothing is
 * cleared and `failed` says so: a screen that looks logged out and is not would be the worse lie.
 */
export const useLeave = () => {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [failed, setFailed] = useState(false);
  const leave = useCallback(async () => {
    const reply = await call('logOut', {});
    setFailed(reply.kind === 'unknown');
    if (reply.kind === 'unknown') return;
    announce({ kind: 'left' });
    forgetNotice();
    endSession(queries);
    await navigate({ to: '/login' });
    logInGate.giveUp();
  }, [navigate, queries]);
  return { leave, failed };
};
