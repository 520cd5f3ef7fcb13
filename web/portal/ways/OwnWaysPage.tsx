import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { showMinute } from '../../../src/words/index.ts';
import type { Answer } from '../../api.ts';
import { ownWaysQuery } from '../../home/home-queries.ts';
import { useSession } from '../../session/session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import type { Column } from '../../ui/table-rows.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import classes from '../Portal.module.css';
import { Passkeys } from './Passkeys.tsx';

type OwnCard = Answer<'viewOwnWays'>['cards'][number];

/** 我的登入方式: the cards that are bound to me, my passkeys, my password. */
export const OwnWaysPage = () => {
  const { t } = useWords();
  const { roles } = useSession();
  const { data, error, refetch } = useQuery(ownWaysQuery);
  const [done, setDone] = useState<string>();
  const columns = useCardColumns();
  if (!data)
    return (
      <Page title={t('frame.own_ways')}>
        <Waiting error={error} onRetry={() => void refetch()} />
      </Page>
    );
  return (
    <Page title={t('frame.own_ways')}>
      {done && <Notice tone="allowed">{done}</Notice>}
      <Panel title={t('portal.ways.cards')}>
        <div className={classes['stack']}>
          <p className={classes['intro']}>{t('portal.ways.cards_intro')}</p>
          <DataTable
            label={t('portal.ways.cards')}
            rows={data.cards}
            keyOf={({ card, ending }) => `${card} ${ending}`}
            columns={columns}
            whole
            empty={<p>{t('portal.ways.cards_none')}</p>}
          />
        </div>
      </Panel>
      {!roles.includes('representative') && <Passkeys own={data} onDone={setDone} />}
      <Panel title={t('portal.ways.password')}>
        <p>
          {t('portal.ways.password_intro')} <Link to="/password">{t('frame.password')}</Link>
        </p>
      </Panel>
    </Page>
  );
};

const useCardColumns = (): Column<OwnCard>[] => {
  const { t, language } = useWords();
  return [
    { id: 'card', name: t('portal.ways.column.card'), value: ({ card }) => t(`log_in.card.${card}`) },
    { id: 'ending', name: t('portal.ways.column.ending'), value: ({ ending }) => ending },
    {
      id: 'bound_at',
      name: t('portal.ways.column.bound_at'),
      value: ({ bound_at }) => showMinute(bound_at, language),
      order: ({ bound_at }) => bound_at,
    },
  ];
};
