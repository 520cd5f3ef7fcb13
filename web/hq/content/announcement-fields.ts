import type { AnnouncementView } from '../../../src/portal/contract.ts';
import { type Language, showDate } from '../../../src/words/index.ts';
import type { SiteKind } from '../services/eligibility.ts';

/** What the form of an announcement holds, days as typed. */
export type AnnouncementFields = {
  title: string;
  body: string;
  starts_on: string;
  ends_on: string;
  audience: AnnouncementView['audience'];
  site_kinds: SiteKind[];
};

export const emptyAnnouncement: AnnouncementFields = {
  title: '',
  body: '',
  starts_on: '',
  ends_on: '',
  audience: 'public',
  site_kinds: [],
};

/** As it stands; a new one is public and begins today. */
export const fieldsOf = (
  piece: AnnouncementView | undefined,
  today: string,
  language: Language,
): AnnouncementFields =>
  piece
    ? {
        title: piece.title,
        body: piece.body,
        starts_on: showDate(piece.starts_on, language),
        ends_on: piece.ends_on ? showDate(piece.ends_on, language) : '',
        audience: piece.audience,
        site_kinds: piece.site_kinds,
      }
    : { ...emptyAnnouncement, starts_on: showDate(today, language) };
