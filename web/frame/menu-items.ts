import type { Place } from '../places.ts';
import type { Word } from '../words.tsx';

export type MenuItem = {
  name: Word;
  to: Place;
  /** shown to those who may do this, or one of these, and to nobody else (R045) */
  permission: string | readonly string[];
  /** other screens stand below its address: it is marked on its own alone */
  exact?: true;
  /** a line about it on 我的首頁 */
  about?: Word;
};
/** A group without a name is an item of its own. Names stand in `frame`: the menu is there before any other words. */
export type MenuGroup = { name?: Word; items: readonly MenuItem[] };

/** Whoever holds an office of the authority may do one of these. */
export const ofTheAuthority = ['institution:view:any', 'hq-staff:list:own-site'] as const;

/** 服務項目 in its order: who holds several roles sees the union (R057). */
export const menuGroups: readonly MenuGroup[] = [
  {
    name: 'frame.mask_group',
    items: [
      {
        name: 'frame.purchase',
        to: '/masks/purchase',
        permission: 'sale:check:own-site',
        about: 'home.purchase',
      },
      { name: 'frame.stock', to: '/masks/stock', permission: 'stock:view:own-site', about: 'home.stock' },
    ],
  },
  {
    name: 'frame.representative_group',
    items: [
      {
        name: 'frame.managers',
        to: '/manage/managers',
        permission: 'manager:list:own-site',
        about: 'home.managers',
      },
    ],
  },
  {
    name: 'frame.manager_group',
    items: [
      {
        name: 'frame.applications',
        to: '/manage/services',
        permission: 'service:list:own-site',
        about: 'home.applications',
      },
      { name: 'frame.users', to: '/manage/users', permission: 'user:list:own-site', about: 'home.users' },
      { name: 'frame.grants', to: '/manage/grants', permission: 'grant:list:own-site', about: 'home.grants' },
    ],
  },
  {
    items: [
      {
        name: 'frame.workstations',
        to: '/manage/workstations',
        permission: 'workstation:list:own-site',
        about: 'home.workstations',
      },
      { name: 'frame.audit', to: '/manage/audit', permission: 'audit:view:own-site', about: 'home.audit' },
    ],
  },
  {
    name: 'frame.hq_group',
    items: [
      {
        name: 'frame.hq_overview',
        to: '/hq',
        exact: true,
        permission: ofTheAuthority,
        about: 'home.hq_overview',
      },
      {
        name: 'frame.hq_institutions',
        to: '/hq/institutions',
        permission: 'institution:view:any',
        about: 'home.hq_institutions',
      },
      {
        name: 'frame.hq_services',
        to: '/hq/services',
        permission: 'service:edit:any',
        about: 'home.hq_services',
      },
      {
        name: 'frame.hq_unified_grants',
        to: '/hq/unified-grants',
        permission: 'unified-grant:run:any',
        about: 'home.hq_unified_grants',
      },
      {
        name: 'frame.hq_settings',
        to: '/hq/settings',
        permission: 'setting:edit:any',
        about: 'home.hq_settings',
      },
      {
        name: 'frame.hq_staff',
        to: '/hq/staff',
        permission: 'hq-staff:list:own-site',
        about: 'home.hq_staff',
      },
      { name: 'frame.hq_audit', to: '/hq/audit', permission: 'audit:search:any', about: 'home.hq_audit' },
    ],
  },
  {
    name: 'frame.hq_content_group',
    items: [
      {
        name: 'frame.hq_announcements',
        to: '/hq/content/announcements',
        permission: 'content:view:any',
        about: 'home.hq_announcements',
      },
      {
        name: 'frame.hq_faq',
        to: '/hq/content/faq',
        permission: 'content:view:any',
        about: 'home.hq_faq',
      },
      {
        name: 'frame.hq_contacts',
        to: '/hq/content/contacts',
        permission: 'content:view:any',
        about: 'home.hq_contacts',
      },
      {
        name: 'frame.hq_downloads',
        to: '/hq/content/downloads',
        permission: 'content:view:any',
        about: 'home.hq_downloads',
      },
      {
        name: 'frame.hq_links',
        to: '/hq/content/links',
        permission: 'content:view:any',
        about: 'home.hq_links',
      },
    ],
  },
];
