import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { onAnswered } from '../api.ts';
import { refreshSession } from './session.ts';

/** Why somebody who has logged in may not work just now, beside a password that was never changed. */
export const standings = [
  'institution_suspended',
  'not_contracted',
  'appointment_suspended',
  'appointment_pending',
  'appointment_over',
  'not_appointed',
] as const;

/** A request that is refused for one of these tells the whole frame: the screen gives way to the reason. */
export const useStandings = (): void => {
  const queries = useQueryClient();
  useEffect(() => {
    const codes: ReadonlySet<string> = new Set([...standings, 'password_change_first']);
    return onAnswered((reply) => {
      if (reply.kind === 'refused' && codes.has(reply.problem.code)) void refreshSession(queries);
    });
  }, [queries]);
};
