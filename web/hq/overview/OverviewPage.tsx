import { Link } from '@tanstack/react-router';
import { menuGroups } from '../../frame/menu-items.ts';
import { may, useSession } from '../../session/session.ts';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useWords } from '../../words.tsx';
import classes from './Overview.module.css';
import { WaitingList } from './WaitingList.tsx';

/** 署內作業: what waits for this official, and every operation of the console they may use. */
export const OverviewPage = () => {
  const { t } = useWords();
  const session = useSession();
  const operations = menuGroups
    .filter(({ name }) => name === 'frame.hq_group' || name === 'frame.hq_content_group')
    .flatMap(({ items }) => items)
    .filter(({ to, permission }) => to !== '/hq' && may(session, permission));
  return (
    <Page title={t('hq.overview.title')}>
      <Panel title={t('hq.overview.waiting')}>
        <WaitingList />
      </Panel>
      <Panel title={t('hq.overview.operations')}>
        {operations.length === 0 ? (
          <p>{t('hq.overview.nothing')}</p>
        ) : (
          <ul className={classes['operations']}>
            {operations.map(({ to, name, about }) => (
              <li key={to}>
                <Link to={to}>{t(name)}</Link>
                {about && <p>{t(about)}</p>}
              </li>
            ))}
          </ul>
        )}
      </Panel>
    </Page>
  );
};
