import type { Static } from 'typebox';
import type { House } from '../house.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { Session } from '../platform/session.ts';
import type { saveAnnouncement as saveAnnouncementContract } from './contract.ts';
import { saveContent } from './save-content.ts';

type Body = Static<(typeof saveAnnouncementContract)['body']>;

/** A new announcement or a change of one. A public one is for everybody, so it names no kinds. */
export const saveAnnouncement = async (
  house: House,
  session: Session,
  { id, version, ends_on: lastDay, ...fields }: Body,
): Promise<Refusal | undefined> => {
  const ends_on = lastDay ?? null;
  if (ends_on !== null && ends_on < fields.starts_on)
    return refuse('announcement_dates_reversed', { field: 'ends_on' });
  if (fields.audience === 'public' && fields.site_kinds.length > 0)
    return refuse('announcement_public_for_kinds', { field: 'site_kinds' });
  return saveContent(house, session, { kind: 'announcement', id, version }, () => ({
    id,
    version,
    fields: { ...fields, ends_on },
  }));
};
