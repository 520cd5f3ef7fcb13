import { useState } from 'react';
import type { AnnouncementView } from '../../../src/portal/contract.ts';
import { ask } from '../../session/ask.ts';
import { understandDay } from '../../ui/day.ts';
import { type Faults, useForm } from '../../ui/use-form.ts';
import { useWords } from '../../words.tsx';
import { taipeiNow } from '../now.ts';
import type { SiteKind } from '../services/eligibility.ts';
import { type AnnouncementFields, emptyAnnouncement, fieldsOf } from './announcement-fields.ts';
import { dropDraft, keepDraft, readDraft } from './drafts.ts';
import { usePieceForm } from './use-piece-form.ts';

type Field = 'title' | 'body' | 'starts_on' | 'ends_on';
type Settings = {
  piece: AnnouncementView | undefined;
  /** the id of what is edited, or `new` */
  slot: string;
  today: string;
  onPublished: (sentence: string, id: string) => void;
};

/** An announcement being written: begun from the draft of this computer where there is one. */
export const useAnnouncement = ({ piece, slot, today, onPublished }: Settings) => {
  const { t, language } = useWords();
  const [draft, setDraft] = useState(() => readDraft('announcement', slot, emptyAnnouncement));
  const [begun] = useState(() => draft?.fields ?? fieldsOf(piece, today, language));
  const [audience, setAudience] = useState(begun.audience);
  const [kinds, setKinds] = useState<SiteKind[]>(begun.site_kinds);
  const [kept, setKept] = useState(begun);
  const { id, save, overtaken } = usePieceForm(piece, draft?.id);

  const names: Record<Field, string> = {
    title: t('hq.content.fields.title'),
    body: t('hq.content.fields.body'),
    starts_on: t('hq.content.fields.starts_on'),
    ends_on: t('hq.content.fields.ends_on'),
  };
  const check = (values: Record<Field, string>): Faults<Field> => {
    const from = understandDay(values.starts_on);
    const until = understandDay(values.ends_on);
    return {
      ...(!values.title.trim() && { title: t('ui.missing', { field: names.title }) }),
      ...(!values.body.trim() && { body: t('ui.missing', { field: names.body }) }),
      ...(!from && {
        starts_on: t(values.starts_on.trim() ? 'ui.day_malformed' : 'ui.missing', {
          field: names.starts_on,
        }),
      }),
      ...(values.ends_on.trim() && !until && { ends_on: t('ui.day_malformed') }),
      ...(from && until && until < from && { ends_on: t('hq.day_order') }),
    };
  };
  const form = useForm<Field, AnnouncementView>({
    initial: { title: begun.title, body: begun.body, starts_on: begun.starts_on, ends_on: begun.ends_on },
    names,
    check,
    send: (values) =>
      save<'saveAnnouncement'>((over) => {
        const until = understandDay(values.ends_on);
        return ask('saveAnnouncement', {
          body: {
            ...over,
            title: values.title.trim(),
            body: values.body.trim(),
            starts_on: understandDay(values.starts_on) ?? today,
            ...(until && { ends_on: until }),
            audience,
            site_kinds: audience === 'public' ? [] : kinds,
          },
        });
      }),
    onDone: (saved) => {
      dropDraft('announcement', slot);
      setKept(now);
      const word = saved.state === 'planned' ? 'hq.announcements.planned' : 'hq.announcements.published';
      onPublished(t(word, { name: saved.title, day: saved.starts_on }), saved.id);
    },
  });
  const now: AnnouncementFields = { ...form.values, audience, site_kinds: kinds };

  return {
    form,
    overtaken,
    audience,
    setAudience,
    kinds,
    setKinds,
    /** until when the draft that the screen began with is from */
    draftAt: draft?.at,
    dirty: JSON.stringify(now) !== JSON.stringify(kept),
    /** False when this browser keeps nothing. */
    keep: (): boolean => {
      const at = taipeiNow();
      const done = keepDraft('announcement', slot, { id, at, fields: now });
      if (!done) return false;
      setDraft({ id, at, fields: now });
      setKept(now);
      return true;
    },
    discard: () => dropDraft('announcement', slot),
  };
};
