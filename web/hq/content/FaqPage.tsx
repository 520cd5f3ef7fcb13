import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { FaqView } from '../../../src/portal/contract.ts';
import { Page } from '../../ui/Page.tsx';
import type { Column } from '../../ui/table-rows.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import { Done } from '../Done.tsx';
import classes from '../Hq.module.css';
import { faqQuery } from '../hq-queries.ts';
import { PieceTable } from './PieceTable.tsx';

/** 常見問答 by number (R017). */
export const FaqPage = () => {
  const { t } = useWords();
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(faqQuery);
  const [done, setDone] = useState<string>();
  const open = (id: string) => void navigate({ to: '/hq/content/faq/$id', params: { id } });
  const columns: Column<FaqView>[] = [
    {
      id: 'number',
      name: t('hq.faq.number_column'),
      value: ({ position }) => t('hq.faq.number', { n: position }),
      order: ({ position }) => position,
    },
    { id: 'listed_as', name: t('hq.content.fields.listed_as'), value: ({ listed_as }) => listed_as },
  ];
  return (
    <Page title={t('hq.faq.title')}>
      <p className={classes['hint']}>{t('hq.faq.renumber')}</p>
      {done && <Done>{done}</Done>}
      {data ? (
        <PieceTable
          kind="faq"
          label={t('hq.faq.title')}
          pieces={data.faq}
          nameOf={({ position }) => t('hq.faq.number', { n: position })}
          columns={columns}
          empty={t('hq.faq.none')}
          add={{ label: t('hq.faq.add'), onAdd: () => open('new') }}
          onEdit={({ id }) => open(id)}
          onDone={setDone}
        />
      ) : (
        <Waiting error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  );
};
