import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Notice } from '../ui/Notice.tsx';
import { Page } from '../ui/Page.tsx';
import { Panel } from '../ui/Panel.tsx';
import { useWords } from '../words.tsx';
import classes from './LogIn.module.css';
import { PasswordForm } from './PasswordForm.tsx';
import { beginSession, useSession } from './session.ts';

/**
 * 變更密碼, of one's own will, or in place of every screen while the password was never changed (R036): then
 * the screen that was asked for comes after it.
 */
export const PasswordPage = () => {
  const { t } = useWords();
  const queries = useQueryClient();
  const session = useSession();
  const [times, setTimes] = useState(0);
  const isFirst = session.standing === 'password_change_first';
  return (
    <Page title={t('password.title')}>
      <div className={classes['page']}>
        <Panel title={t('home.user')} aside={`${session.display_name} ${session.account}`}>
          <div className={classes['form']}>
            {isFirst && <Notice tone="attention">{t('password.first')}</Notice>}
            {times > 0 && <Notice tone="allowed">{t('password.done')}</Notice>}
            <PasswordForm
              key={times}
              initial={isFirst}
              account={session.account}
              onChanged={(renewed) => {
                setTimes(times + 1);
                beginSession(queries, renewed);
              }}
            />
            <p className={classes['about']}>{t('password.pin')}</p>
          </div>
        </Panel>
      </div>
    </Page>
  );
};
