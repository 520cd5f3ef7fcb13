import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { onAnnounced } from './activity.ts';
import { ask, logInGate } from './ask.ts';
import { beginSession, sessionQuery, useSessionOrNone } from './session.ts';

/**
 * Windows of one browser share one session. When another logs in as the same person, this one goes on; as
 * somebody else, this one follows to a clean start, so that nobody works in another's name; when another logs
 * out, this one asks for a log-in over the work that stands here.
 */
export const useOtherWindows = (): void => {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const session = useSessionOrNone();
  useEffect(() => {
    if (!session) return;
    return onAnnounced((message) => {
      if (message.kind === 'left') void ask('viewSession', {});
      if (message.kind !== 'entered') return;
      if (message.account === session.account && message.site === session.site.code) return logInGate.pass();
      void navigate({ to: '/home' }).then(async () => {
        const other = await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
        if (other) beginSession(queries, other);
        logInGate.giveUp();
      });
    });
  }, [navigate, queries, session]);
};
