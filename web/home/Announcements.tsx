import { useQuery } from '@tanstack/react-query';
import { showDate } from '../../src/words/index.ts';
import { Badge } from '../ui/Badge.tsx';
import { Html } from '../ui/Html.tsx';
import { Panel } from '../ui/Panel.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { useWords } from '../words.tsx';
import classes from './HomePage.module.css';
import { announcementsQuery } from './home-queries.ts';

/** 系統公告 for this institution, newest first; the newest is open (R016). */
export const Announcements = () => {
  const { t, language } = useWords();
  const { data, error, refetch } = useQuery(announcementsQuery);
  return (
    <Panel title={t('home.notices')}>
      {!data && <Waiting error={error} onRetry={() => void refetch()} />}
      {data?.announcements.length === 0 && <p>{t('home.notices_none')}</p>}
      <ul className={classes['notices']}>
        {data?.announcements.map(({ id, title, html, starts_on, audience }, index) => (
          <li key={id}>
            <details open={index === 0}>
              <summary>
                <time dateTime={starts_on} className={classes['day']}>
                  {showDate(starts_on, language)}
                </time>
                <span lang="zh-TW">{title}</span>{' '}
                {audience === 'institutions' && <Badge tone="progress">{t('home.only_institutions')}</Badge>}
              </summary>
              <div lang="zh-TW">
                <Html html={html} />
              </div>
            </details>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
