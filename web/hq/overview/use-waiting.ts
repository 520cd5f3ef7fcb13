import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useServiceName } from '../../portal/service-name.ts';
import { may, useSession } from '../../session/session.ts';
import { useWords } from '../../words.tsx';
import {
  announcementsQuery,
  catalogueQuery,
  institutionsQuery,
  oldPlatformQuery,
  passwordLogInQuery,
  staffQuery,
  unifiedGrantsQuery,
} from '../hq-queries.ts';
import {
  type Item,
  ofAnnouncements,
  ofInstitutions,
  ofOldPlatform,
  ofPasswordLogIn,
  ofServices,
  ofStaff,
  ofUnifiedGrants,
} from './waiting.ts';

/** What waits, of all that this session may look at; the heavier matters first. */
export const useWaiting = () => {
  const { t } = useWords();
  const session = useSession();
  const nameOf = useServiceName();
  const { today } = session;
  const if_ = (permission: string) => ({ enabled: may(session, permission) });
  const institutions = useInfiniteQuery({
    ...institutionsQuery({ lacks: 'representative' }),
    ...if_('representative:issue:any'),
  });
  const catalogue = useQuery({ ...catalogueQuery, ...if_('service:edit:any') });
  const unified = useQuery({ ...unifiedGrantsQuery, ...if_('unified-grant:run:any') });
  const passwordLogIn = useQuery({ ...passwordLogInQuery, ...if_('setting:edit:any') });
  const oldPlatform = useQuery({ ...oldPlatformQuery, ...if_('content:view:any') });
  const announcements = useQuery({ ...announcementsQuery, ...if_('content:view:any') });
  const staff = useQuery({ ...staffQuery, ...if_('hq-staff:list:own-site') });
  const all = [institutions, catalogue, unified, passwordLogIn, oldPlatform, announcements, staff];

  const services = catalogue.data?.services ?? [];
  const found: Item[] = [
    ...(unified.data ? ofUnifiedGrants(t, nameOf, services, unified.data.unified_grants) : []),
    ...(institutions.data ? ofInstitutions(t, institutions.data.pages[0]?.total ?? 0) : []),
    ...(staff.data ? ofStaff(t, staff.data.appointments) : []),
    ...ofServices(t, nameOf, services, today),
    ...(passwordLogIn.data ? ofPasswordLogIn(t, passwordLogIn.data, today) : []),
    ...(announcements.data ? ofAnnouncements(t, announcements.data.announcements, today) : []),
    ...(oldPlatform.data ? ofOldPlatform(t, oldPlatform.data, today) : []),
  ];
  return {
    items: found,
    isLoading: all.some((each) => each.isLoading),
    error: all.find((each) => each.error)?.error ?? null,
    retry: () => {
      for (const each of all) if (each.error) void each.refetch();
    },
  };
};
