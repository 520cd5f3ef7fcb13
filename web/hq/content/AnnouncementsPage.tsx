import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { AnnouncementView } from '../../../src/portal/contract.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import type { Column } from '../../ui/table-rows.ts';
import type { Tone } from '../../ui/tone.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import { Done } from '../Done.tsx';
import { announcementsQuery } from '../hq-queries.ts';
import { useSiteKind } from '../words.ts';
import { emptyAnnouncement } from './announcement-fields.ts';
import { readDraft } from './drafts.ts';
import { PieceTable } from './PieceTable.tsx';

const toneOf: Record<AnnouncementView['state'], Tone | 'over'> = {
  planned: 'progress',
  current: 'allowed',
  past: 'over',
  withdrawn: 'over',
};

/** 系統公告: all of them, newest first, and what this computer has not published yet (R016). */
export const AnnouncementsPage = () => {
  const { t } = useWords();
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(announcementsQuery);
  const [done, setDone] = useState<string>();
  const columns = useColumns();
  const stateColumn = useStateColumn();
  const open = (id: string) => void navigate({ to: '/hq/content/announcements/$id', params: { id } });
  const draft = readDraft('announcement', 'new', emptyAnnouncement);
  return (
    <Page title={t('hq.announcements.title')}>
      {done && <Done>{done}</Done>}
      {draft && (
        <Notice tone="progress">
          {t('hq.announcements.draft_waits', {
            title: draft.fields.title.trim() || t('hq.announcements.untitled'),
            at: draft.at,
          })}{' '}
          <Link to="/hq/content/announcements/$id" params={{ id: 'new' }}>
            {t('hq.announcements.draft_go')}
          </Link>
        </Notice>
      )}
      {data ? (
        <PieceTable
          kind="announcement"
          label={t('hq.announcements.title')}
          pieces={data.announcements}
          nameOf={({ title }) => title}
          columns={columns}
          stateColumn={stateColumn}
          empty={t('hq.announcements.none')}
          add={{ label: t('hq.announcements.add'), onAdd: () => open('new') }}
          onEdit={({ id }) => open(id)}
          onDone={setDone}
        />
      ) : (
        <Waiting error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  );
};

const useStateColumn = (): Column<AnnouncementView> => {
  const { t } = useWords();
  return {
    id: 'state',
    name: t('hq.content.column.state'),
    value: ({ state }) => t(`hq.announcements.state.${state}`),
    show: ({ id, state }) => (
      <>
        <Badge tone={toneOf[state]}>{t(`hq.announcements.state.${state}`)}</Badge>{' '}
        {readDraft('announcement', id, emptyAnnouncement) && (
          <Badge tone="progress">{t('hq.announcements.draft')}</Badge>
        )}
      </>
    ),
  };
};

const useColumns = (): Column<AnnouncementView>[] => {
  const { t } = useWords();
  const kindOf = useSiteKind();
  return [
    { id: 'title', name: t('hq.content.fields.title'), value: ({ title }) => title },
    {
      id: 'audience',
      name: t('hq.content.fields.audience'),
      value: ({ audience, site_kinds }) =>
        site_kinds.length === 0
          ? t(`hq.announcements.to.${audience}`)
          : site_kinds.map(kindOf).join(t('common.list_comma')),
    },
    {
      id: 'days',
      name: t('hq.announcements.days'),
      value: ({ starts_on: from, ends_on: until }) =>
        until ? t('hq.days', { from, until }) : t('hq.days_open', { from }),
      order: ({ starts_on }) => starts_on,
    },
  ];
};
