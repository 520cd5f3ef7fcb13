import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { SessionView } from '../../src/access/contract.ts';
import { call } from '../api.ts';
import { announce } from './activity.ts';

/** Who is logged in; null for nobody. Asked once, then kept up by logging in and out. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async (): Promise<SessionView | null> => {
    const reply = await call('viewSession', {});
    if (reply.kind === 'answered') return reply.value;
    if (reply.kind === 'refused') return null;
    throw Object.assign(new Error(reply.doubt), { reply });
  },
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

export const useSessionOrNone = (): SessionView | null => useQuery(sessionQuery).data ?? null;

/** Given by the frame to the screens inside it, so that no screen ever sees a session end under it. */
export const SessionContext = createContext<SessionView | null>(null);

/** The session of a screen that is shown to logged-in people only. */
export const useSession = (): SessionView => {
  const session = useContext(SessionContext);
  if (!session) throw new Error('This screen is for logged-in people.');
  return session;
};

/** Of several permissions any one is enough. */
export const may = (session: SessionView | null, permission: string | readonly string[]): boolean =>
  [permission].flat().some((each) => session?.permissions.includes(each));

/** Everything known under one session is forgotten; the session itself stays, for those who look at it. */
const replaceSession = (queries: QueryClient, session: SessionView | null): void => {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  queries.setQueryData(sessionQuery.queryKey, session);
};

export const beginSession = (queries: QueryClient, session: SessionView): void =>
  replaceSession(queries, session);

/** To the other windows of this browser: from now on this person, at this institution. */
export const announceSession = ({ account, site }: SessionView): void =>
  announce({ kind: 'entered', account, site: site.code });

/** What one may do has changed, by an act of one's own or of others: asks anew, and lets the screens follow. */
export const refreshSession = async (queries: QueryClient): Promise<void> => {
  const reply = await call('viewSession', {});
  if (reply.kind === 'answered') queries.setQueryData(sessionQuery.queryKey, reply.value);
};

export const endSession = (queries: QueryClient): void => replaceSession(queries, null);
