import { queryOptions } from '@tanstack/react-query';
import { type Answer, call } from '../api.ts';

/**
 * Which ways of logging in are open (R039). Without an answer 一般登入 is shown: the log-in itself will say
 * what is wrong, and a page without any way in would say nothing.
 */
export const waysInQuery = queryOptions({
  queryKey: ['session', 'ways-in'],
  queryFn: async (): Promise<Answer<'viewWaysIn'>> => {
    const reply = await call('viewWaysIn', {});
    return reply.kind === 'answered' ? reply.value : { password: { open: true, ends_on: null } };
  },
  staleTime: 60_000,
});
