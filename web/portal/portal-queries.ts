import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Input } from '../api.ts';
import { fetchAnswer } from '../session/ask.ts';
import { refreshSession } from '../session/session.ts';
import type { People } from './people/operations.ts';

/** Every key begins alike: appointments, applications and grants change what the others show. */
const key = 'portal';

export const peopleQuery = (people: People) =>
  queryOptions({
    queryKey: [key, people],
    queryFn: () => fetchAnswer(people === 'managers' ? 'managersList' : 'usersList', {}),
  });

export const offeredQuery = queryOptions({
  queryKey: [key, 'offered'],
  queryFn: () => fetchAnswer('listOffered', {}),
});

export const grantsQuery = queryOptions({
  queryKey: [key, 'grants'],
  queryFn: () => fetchAnswer('listGrants', {}),
});

export const workstationsQuery = queryOptions({
  queryKey: [key, 'workstations'],
  queryFn: () => fetchAnswer('listWorkstations', {}),
});

export const serviceQuery = (code: string) =>
  queryOptions({
    queryKey: [key, 'service', code],
    queryFn: () => fetchAnswer('viewService', { params: { code } }),
  });

export type AuditFilters = Omit<Input<'listOwnAudit'>['query'], 'before'>;

export const auditQuery = (filters: AuditFilters) =>
  infiniteQueryOptions({
    queryKey: [key, 'audit', filters],
    queryFn: ({ pageParam }) =>
      fetchAnswer('listOwnAudit', {
        query: { ...filters, ...(pageParam !== undefined && { before: pageParam }) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last.next_before === null ? undefined : String(last.next_before)),
  });

/** After an act: everything that the portal shows is asked again, the first-use list of 我的首頁 too. */
export const refreshPortal = async (queries: QueryClient): Promise<void> => {
  await queries.invalidateQueries({
    predicate: ({ queryKey }) => queryKey[0] === key || queryKey[0] === 'home',
  });
  // Who makes himself a user, or grants himself a service, has another menu from now on.
  await refreshSession(queries);
};
