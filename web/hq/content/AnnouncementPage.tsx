import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { NoSuchPage } from '../../frame/NoSuchPage.tsx';
import { useSession } from '../../session/session.ts';
import { Page } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import { Done } from '../Done.tsx';
import { announcementsQuery } from '../hq-queries.ts';
import { AnnouncementEditor } from './AnnouncementEditor.tsx';

/** 新增公告, 編輯公告: what one writes at the left, what readers get at the right. */
export const AnnouncementPage = () => {
  const { t } = useWords();
  const { id } = useParams({ from: '/inside/hq/content/announcements/$id' });
  const navigate = useNavigate();
  const { today } = useSession();
  const { data, error, refetch } = useQuery(announcementsQuery);
  const [published, setPublished] = useState<string>();
  const [round, setRound] = useState(0);
  const isNew = id === 'new';
  const title = t(isNew ? 'hq.announcements.new_title' : 'hq.announcements.edit_title');
  if (!data)
    return (
      <Page title={title}>
        <Waiting error={error} onRetry={() => void refetch()} />
      </Page>
    );
  const piece = data.announcements.find((each) => each.id === id);
  if (!isNew && !piece) return <NoSuchPage />;
  return (
    <Page title={title}>
      {published && <Done>{published}</Done>}
      <AnnouncementEditor
        key={`${id} ${round}`}
        piece={piece}
        slot={id}
        today={data.today ?? today}
        onPublished={(sentence, saved) => {
          setPublished(sentence);
          setRound(round + 1);
          if (isNew)
            void navigate({
              to: '/hq/content/announcements/$id',
              params: { id: saved },
              replace: true,
            });
        }}
        onDiscarded={() => {
          setPublished(undefined);
          setRound(round + 1);
        }}
      />
    </Page>
  );
};
