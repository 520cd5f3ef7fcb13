import type { LinkProps } from '@tanstack/react-router';
import type { Answer } from '../../api.ts';
import type { Tone } from '../../ui/tone.ts';
import type { Say } from '../../words.tsx';
import { offices } from '../staff/offices.ts';

/** Something that waits: what, why it matters, and where it is done. */
export type Item = { id: string; tone: Tone; sentence: string; why?: string; link: LinkProps };

type Service = Answer<'listCatalogue'>['services'][number];
type NameOf = (service: { name: string; name_en: string }) => string;

/** `days` after an ISO day. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Services that open within a month, and those whose day has come while they are still being built. */
export const ofServices = (t: Say, nameOf: NameOf, services: readonly Service[], today: string): Item[] =>
  services.flatMap((service): Item[] => {
    const { code, state, opens_on: day, implied_by } = service;
    if (state !== 'building' || day === null || implied_by !== null || day > dayAfter(today, 30)) return [];
    const isLate = day <= today;
    const word = isLate ? 'hq.overview.service_late' : 'hq.overview.service_opens';
    return [
      {
        id: `service ${code}`,
        tone: isLate ? 'attention' : 'progress',
        sentence: t(word, { name: nameOf(service), day }),
        why: t(isLate ? 'hq.overview.service_late_why' : 'hq.overview.service_opens_why'),
        link: { to: '/hq/services/$code', params: { code } },
      },
    ];
  });

/** The unified grant at work, and the last one where it was stopped half-way. */
export const ofUnifiedGrants = (
  t: Say,
  nameOf: NameOf,
  services: readonly Service[],
  orders: Answer<'listUnifiedGrants'>['unified_grants'],
): Item[] => {
  const [last] = orders;
  if (!last) return [];
  const service = services.find(({ code }) => code === last.service);
  const figures = {
    name: service ? nameOf(service) : last.service,
    done: last.sites_done,
    total: last.sites_total,
  };
  const link = { to: '/hq/unified-grants' } as const;
  if (last.state === 'stopped')
    return [
      {
        id: 'unified',
        tone: 'attention',
        sentence: t('hq.overview.unified_stopped', figures),
        why: t('hq.overview.unified_stopped_why'),
        link,
      },
    ];
  if (last.state === 'done' || last.state === 'undone') return [];
  return [{ id: 'unified', tone: 'progress', sentence: t('hq.overview.unified_working', figures), link }];
};

/** 一般登入: its end, or that it has none, and whom that would shut out. */
export const ofPasswordLogIn = (
  t: Say,
  { ends_on, without_another_way }: Answer<'viewPasswordLogIn'>,
  today: string,
): Item[] => {
  if (ends_on && ends_on < today) return [];
  const n = without_another_way.institutions_total;
  return [
    {
      id: 'password-log-in',
      tone: ends_on ? 'attention' : 'progress',
      sentence: ends_on ? t('hq.overview.password_ends', { day: ends_on }) : t('hq.overview.password_open'),
      why: n > 0 ? t('hq.overview.without_way', { n }) : t('hq.overview.password_open_why'),
      link: { to: '/hq/settings' },
    },
  ];
};

/** 舊版連結 while the home page has it. */
export const ofOldPlatform = (
  t: Say,
  { offered, ends_on: day }: Answer<'viewOldPlatform'>,
  today: string,
): Item[] =>
  !offered || (day !== undefined && day < today)
    ? []
    : [
        {
          id: 'old-platform',
          tone: 'progress',
          sentence: day ? t('hq.overview.old_platform_until', { day }) : t('hq.overview.old_platform'),
          why: t('hq.overview.old_platform_why'),
          link: { to: '/hq/settings' },
        },
      ];

/** Announcements that begin, and those that end within a week. */
export const ofAnnouncements = (
  t: Say,
  announcements: Answer<'listAnnouncements'>['announcements'],
  today: string,
): Item[] =>
  announcements.flatMap(({ id, title, state, starts_on, ends_on }): Item[] => {
    const link = { to: '/hq/content/announcements/$id', params: { id } } as const;
    if (state === 'planned')
      return [
        {
          id,
          tone: 'progress',
          sentence: t('hq.overview.announcement_starts', { title, day: starts_on }),
          link,
        },
      ];
    if (state !== 'current' || !ends_on || ends_on > dayAfter(today, 7)) return [];
    return [
      { id, tone: 'progress', sentence: t('hq.overview.announcement_ends', { title, day: ends_on }), link },
    ];
  });

/** Offices without anybody, and initial passwords that nobody has changed. */
export const ofStaff = (t: Say, staff: Answer<'hqStaffList'>['appointments']): Item[] => {
  const active = staff.filter(({ state }) => state === 'active');
  const link = { to: '/hq/staff' } as const;
  const empty = offices
    .filter((office) => !active.some(({ role }) => role === office))
    .map(
      (office): Item => ({
        id: office,
        tone: 'attention',
        sentence: t('hq.overview.office_empty', { office: t(`ui.role.${office}`) }),
        why: t('hq.overview.office_empty_why'),
        link,
      }),
    );
  const n = new Set(active.filter(({ password }) => password === 'initial').map(({ account }) => account))
    .size;
  if (n === 0) return empty;
  const unchanged: Item = {
    id: 'initial-passwords',
    tone: 'attention',
    sentence: t('hq.overview.initial_passwords', { n }),
    why: t('hq.overview.initial_passwords_why'),
    link,
  };
  return [...empty, unchanged];
};

/** Institutions that can do nothing, since nobody can appoint their managers. */
export const ofInstitutions = (t: Say, total: number): Item[] =>
  total === 0
    ? []
    : [
        {
          id: 'no-representative',
          tone: 'attention',
          sentence: t('hq.overview.no_representative', { n: total }),
          why: t('hq.overview.no_representative_why'),
          link: { to: '/hq/institutions', search: { lacks: 'representative' } },
        },
      ];
