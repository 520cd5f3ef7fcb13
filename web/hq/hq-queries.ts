import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { Input } from '../api.ts';
import { fetchAnswer } from '../session/ask.ts';

/** Every key begins alike, so that a change refreshes whatever the console shows of it. */
const key = 'hq';

export type InstitutionSearch = Omit<Input<'searchInstitutions'>['query'], 'after'>;

export const institutionsQuery = (search: InstitutionSearch) =>
  infiniteQueryOptions({
    queryKey: [key, 'institutions', search],
    queryFn: ({ pageParam }) =>
      fetchAnswer('searchInstitutions', {
        query: { ...search, ...(pageParam !== undefined && { after: pageParam }) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_after ?? undefined,
  });

export const institutionQuery = (code: string) =>
  queryOptions({
    queryKey: [key, 'institution', code],
    queryFn: () => fetchAnswer('viewInstitution', { params: { code } }),
  });

export const catalogueQuery = queryOptions({
  queryKey: [key, 'services'],
  queryFn: () => fetchAnswer('listCatalogue', {}),
});

const isAtWork = ({ state }: { state: string }): boolean => state === 'waiting' || state === 'running';

/** While one is at work it is asked again every two seconds. */
export const unifiedGrantsQuery = queryOptions({
  queryKey: [key, 'unified-grants'],
  queryFn: () => fetchAnswer('listUnifiedGrants', {}),
  refetchInterval: ({ state }) => (state.data?.unified_grants.some(isAtWork) ? 2_000 : false),
});

export const unifiedPreviewQuery = (service: string) =>
  queryOptions({
    queryKey: [key, 'unified-preview', service],
    queryFn: () => fetchAnswer('previewUnifiedGrant', { query: { service } }),
    enabled: service !== '',
    gcTime: 0,
  });

export const passwordLogInQuery = queryOptions({
  queryKey: [key, 'password-log-in'],
  queryFn: () => fetchAnswer('viewPasswordLogIn', {}),
});

export const oldPlatformQuery = queryOptions({
  queryKey: [key, 'old-platform'],
  queryFn: () => fetchAnswer('viewOldPlatform', {}),
});

export const staffQuery = queryOptions({
  queryKey: [key, 'staff'],
  queryFn: () => fetchAnswer('hqStaffList', {}),
});

export type AuditSearch = Omit<Input<'searchAudit'>['query'], 'before'>;

export const auditQuery = (search: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: [key, 'audit', search],
    queryFn: ({ pageParam }) =>
      fetchAnswer('searchAudit', {
        query: { ...search, ...(pageParam !== undefined && { before: pageParam }) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last.next_before === null ? undefined : String(last.next_before)),
    // A search is an act in the audit trail: only the searcher begins one.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    staleTime: Number.POSITIVE_INFINITY,
  });

export const announcementsQuery = queryOptions({
  queryKey: [key, 'content', 'announcement'],
  queryFn: () => fetchAnswer('listAnnouncements', {}),
});

export const faqQuery = queryOptions({
  queryKey: [key, 'content', 'faq'],
  queryFn: () => fetchAnswer('listFaq', {}),
});

export const contactsQuery = queryOptions({
  queryKey: [key, 'content', 'contacts'],
  queryFn: () => fetchAnswer('listContacts', {}),
});

export const downloadsQuery = queryOptions({
  queryKey: [key, 'content', 'download'],
  queryFn: () => fetchAnswer('listDownloads', {}),
});

export const linksQuery = queryOptions({
  queryKey: [key, 'content', 'link'],
  queryFn: () => fetchAnswer('listLinks', {}),
});

export const versionsQuery = (params: Input<'listContentVersions'>['params']) =>
  queryOptions({
    queryKey: [key, 'versions', params],
    queryFn: () => fetchAnswer('listContentVersions', { params }),
    gcTime: 0,
  });

/** After an act: what is on screen is asked again, all else when it is next looked at. The audit is not. */
export const refreshHq = (queries: QueryClient): Promise<void> =>
  queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === key && queryKey[1] !== 'audit' });
