import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { NoSuchPage } from '../../frame/NoSuchPage.tsx';
import { Page } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import { Done } from '../Done.tsx';
import { faqQuery } from '../hq-queries.ts';
import { FaqEditor } from './FaqEditor.tsx';

/** 新增問答, 編輯問答. */
export const FaqEntryPage = () => {
  const { t } = useWords();
  const { id } = useParams({ from: '/inside/hq/content/faq/$id' });
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(faqQuery);
  const [published, setPublished] = useState<string>();
  const [round, setRound] = useState(0);
  const isNew = id === 'new';
  const piece = data?.faq.find((each) => each.id === id);
  const title = piece ? t('hq.faq.edit_title', { n: piece.position }) : t('hq.faq.new_title');
  if (!data)
    return (
      <Page title={t('hq.faq.title')}>
        <Waiting error={error} onRetry={() => void refetch()} />
      </Page>
    );
  if (!isNew && !piece) return <NoSuchPage />;
  return (
    <Page title={title}>
      {published && <Done>{published}</Done>}
      <FaqEditor
        key={`${id} ${round}`}
        piece={piece}
        onPublished={(saved) => {
          setPublished(t('hq.content.saved', { name: t('hq.faq.number', { n: saved.position }) }));
          setRound(round + 1);
          if (isNew) void navigate({ to: '/hq/content/faq/$id', params: { id: saved.id }, replace: true });
        }}
      />
    </Page>
  );
};
