import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AnnouncementView } from '../../../src/portal/contract.ts';
import { DateField } from '../../ui/DateField.tsx';
import { understandDay } from '../../ui/day.ts';
import { FormSummary } from '../../ui/FormSummary.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useWords } from '../../words.tsx';
import hq from '../Hq.module.css';
import { UnsavedGuard } from '../UnsavedGuard.tsx';
import { AudienceFields } from './AudienceFields.tsx';
import { BackLink } from './BackLink.tsx';
import classes from './Content.module.css';
import { DiscardDialog } from './DiscardDialog.tsx';
import { Overtaken } from './Overtaken.tsx';
import { Preview } from './Preview.tsx';
import { useAnnouncement } from './use-announcement.ts';

type Props = {
  piece: AnnouncementView | undefined;
  slot: string;
  today: string;
  onPublished: (sentence: string, id: string) => void;
  onDiscarded: () => void;
};

export const AnnouncementEditor = ({ piece, slot, today, onPublished, onDiscarded }: Props) => {
  const { t } = useWords();
  const edit = useAnnouncement({ piece, slot, today, onPublished });
  const [said, setSaid] = useState<'kept' | 'not_kept'>();
  const [asked, setAsked] = useState(false);
  const { form } = edit;
  const startsOn = understandDay(form.values.starts_on);
  const isLater = startsOn !== undefined && startsOn > today;
  return (
    <>
      <UnsavedGuard dirty={edit.dirty && !form.sending} />
      <BackLink to="/hq/content/announcements" />
      {said === 'kept' && <Notice tone="allowed">{t('hq.content.draft_saved')}</Notice>}
      {said === 'not_kept' && <Notice tone="attention">{t('hq.content.draft_not_saved')}</Notice>}
      {!said && edit.draftAt && (
        <Notice tone="progress">{t('hq.content.draft_kept', { at: edit.draftAt })}</Notice>
      )}
      <div className={classes['editor']}>
        <Panel>
          <form onSubmit={(event) => void form.submit(event)} noValidate className={hq['stack']}>
            <FormSummary form={form} />
            <Overtaken is={edit.overtaken} />
            <TextInput {...form.bind('title')} required maxLength={120} autoComplete="off" />
            <Textarea
              {...form.bind('body')}
              className={classes['writing'] ?? ''}
              required
              maxLength={20_000}
              rows={9}
              description={t('hq.content.markdown_hint')}
            />
            <div className={hq['pair']}>
              <div>
                <DateField {...form.bindValue('starts_on')} required />
                <p className={hq['hint']}>{t('hq.announcements.starts_on_hint')}</p>
              </div>
              <DateField {...form.bindValue('ends_on')} empty={t('hq.announcements.ends_on_hint')} />
            </div>
            <AudienceFields
              audience={edit.audience}
              onAudience={edit.setAudience}
              kinds={edit.kinds}
              onKinds={edit.setKinds}
            />
            <div className={hq['acts']}>
              <Button type="submit" aria-disabled={form.sending}>
                {t(isLater ? 'hq.announcements.publish_later' : 'hq.announcements.publish')}
              </Button>
              <Button variant="default" onClick={() => setSaid(edit.keep() ? 'kept' : 'not_kept')}>
                {t('hq.content.draft_save')}
              </Button>
              {edit.draftAt && (
                <Button variant="default" onClick={() => setAsked(true)}>
                  {t('hq.content.draft_discard')}
                </Button>
              )}
            </div>
          </form>
        </Panel>
        <Preview title={form.values.title} day={startsOn} markdown={form.values.body} />
      </div>
      {asked && (
        <DiscardDialog
          onDiscard={() => {
            edit.discard();
            onDiscarded();
          }}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
};
