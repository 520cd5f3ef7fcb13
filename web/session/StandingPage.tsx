import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../api.ts';
import { Notice } from '../ui/Notice.tsx';
import { Page } from '../ui/Page.tsx';
import { Panel } from '../ui/Panel.tsx';
import { useWords } from '../words.tsx';
import classes from './LogIn.module.css';
import { beginSession, useSession } from './session.ts';
import { standings } from './standings.ts';
import { useLeave } from './use-leave.ts';

/** In place of every screen for somebody who has logged in and may not work just now: why, and what to do. */
export const StandingPage = ({ standing }: { standing: string }) => {
  const { t, sayProblem } = useWords();
  const queries = useQueryClient();
  const session = useSession();
  const { leave } = useLeave();
  const [said, setSaid] = useState('');
  const next = standings.find((each) => each === standing);

  const again = async () => {
    setSaid('');
    const reply = await call('viewSession', {});
    if (reply.kind === 'answered' && reply.value.standing !== standing)
      return beginSession(queries, reply.value);
    setSaid(reply.kind === 'unknown' ? t('common.no_answer') : t('standing.still'));
  };

  return (
    <Page title={t('standing.title')}>
      <div className={classes['page']}>
        <Panel title={session.site.full_name} aside={`${session.display_name} ${session.account}`}>
          <div className={classes['form']}>
            <Notice tone="refused">{sayProblem({ code: standing, message: t('standing.title') })}</Notice>
            <h3 className={classes['rulesTitle']}>{t('standing.next')}</h3>
            <p>{t(`standing.${next ?? 'other'}`)}</p>
            <div className={classes['acts']}>
              <Button onClick={() => void again()}>{t('standing.again')}</Button>
              <Button variant="default" onClick={() => void leave()}>
                {t('frame.log_out')}
              </Button>
            </div>
            <p role="status">{said}</p>
          </div>
        </Panel>
      </div>
    </Page>
  );
};
