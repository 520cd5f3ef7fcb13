import { Tabs } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { SessionView } from '../../src/access/contract.ts';
import { linkTo } from '../places.ts';
import { Notice } from '../ui/Notice.tsx';
import { Page } from '../ui/Page.tsx';
import { useWords } from '../words.tsx';
import { CardPanel } from './CardPanel.tsx';
import { cards } from './cards.ts';
import classes from './LogIn.module.css';
import { LogInForm } from './LogInForm.tsx';
import { forgetNotice } from './notice.ts';
import { announceSession, beginSession } from './session.ts';
import { keepWay, keptWay } from './way-kept.ts';
import { waysInQuery } from './ways-in.ts';

/** 醫事機構登入: a way of logging in per tab (R028, R039); afterwards back to where the work was. */
export const LogInPage = () => {
  const { t } = useWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { next } = useSearch({ from: '/login' });
  const { data } = useQuery(waysInQuery);
  const { open = true, ends_on = null } = data?.password ?? {};
  const kept = keptWay();
  const first = kept === undefined || (kept === 'password' && !open) ? (open ? 'password' : 'staff') : kept;
  // Whoever comes as last time, or clicks a tab, may press Enter; by the arrow keys the focus stays on the tabs.
  const [ready, setReady] = useState(kept !== undefined);
  const enter = (session: SessionView) => {
    forgetNotice();
    beginSession(queries, session);
    announceSession(session);
    void navigate({ ...linkTo(next), replace: true });
  };
  return (
    <Page title={t('log_in.title')}>
      <Tabs
        key={String(open)}
        defaultValue={first}
        keepMounted={false}
        classNames={{ root: classes['ways'] ?? '', tab: classes['tab'] ?? '' }}
      >
        <Tabs.List aria-label={`${t('log_in.ways')}${t('log_in.choose_card')}`}>
          {open && <Tabs.Tab value="password">{t('log_in.way')}</Tabs.Tab>}
          {cards.map(({ card }) => (
            <Tabs.Tab
              key={card}
              value={card}
              onPointerDown={() => setReady(true)}
              onKeyDown={() => setReady(false)}
            >
              {t(`log_in.card.${card}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {open && (
          <Tabs.Panel value="password" className={classes['way'] ?? ''}>
            <div className={classes['help']}>
              <p>{t('log_in.about')}</p>
              <p>{t('log_in.forgotten')}</p>
              {ends_on && <Notice tone="attention">{t('log_in.open_until', { day: ends_on })}</Notice>}
            </div>
            <LogInForm
              onLoggedIn={(session) => {
                keepWay('password');
                enter(session);
              }}
            />
          </Tabs.Panel>
        )}
        {cards.map((each) => (
          <Tabs.Panel key={each.card} value={each.card} className={classes['way'] ?? ''}>
            <CardPanel {...each} passwordOpen={open} autoFocus={ready} onLoggedIn={enter} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
};
