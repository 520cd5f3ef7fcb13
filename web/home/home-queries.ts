import { queryOptions } from '@tanstack/react-query';
import { fetchAnswer } from '../session/ask.ts';

const key = 'home';

export const firstUseQuery = queryOptions({
  queryKey: [key, 'first-use'],
  queryFn: () => fetchAnswer('viewFirstUse', {}),
});

export const announcementsQuery = queryOptions({
  queryKey: [key, 'announcements'],
  queryFn: () => fetchAnswer('readAnnouncements', {}),
  staleTime: 60_000,
});

/** Services that this person holds and that open on a later day. */
export const comingQuery = queryOptions({
  queryKey: [key, 'coming'],
  queryFn: () => fetchAnswer('listComing', {}),
  staleTime: 5 * 60_000,
});

export const contactsQuery = queryOptions({
  queryKey: [key, 'contacts'],
  queryFn: () => fetchAnswer('readContacts', {}),
  staleTime: 5 * 60_000,
});

/** My cards and passkeys: for 我的登入方式, and for the offer on 我的首頁. */
export const ownWaysQuery = queryOptions({
  queryKey: ['home', 'own-ways'],
  queryFn: () => fetchAnswer('viewOwnWays', {}),
});
