import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { SessionView } from '../../src/access/contract.ts';
import { Page } from '../ui/Page.tsx';
import { Panel } from '../ui/Panel.tsx';
import { useWords } from '../words.tsx';
import classes from './LogIn.module.css';
import { LogInForm } from './LogInForm.tsx';
import { forgetNotice } from './notice.ts';
import { beginSession } from './session.ts';

/** 醫事機構登入; afterwards back to where the work was. */
export const LogInPage = () => {
  const { t } = useWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { next } = useSearch({ from: '/login' });
  const enter = (session: SessionView) => {
    forgetNotice();
    beginSession(queries, session);
    void navigate({ to: next ?? '/home', replace: true });
  };
  return (
    <Page title={t('log_in.title')}>
      <div className={classes['page']}>
        <Panel title={t('log_in.way')}>
          <p className={classes['about']}>{t('log_in.about')}</p>
          <LogInForm onLoggedIn={enter} />
        </Panel>
      </div>
    </Page>
  );
};
