import { Link } from '@tanstack/react-router';
import { showDate, showDateWithWeekday } from '../../src/words/index.ts';
import { may, useSession } from '../session/session.ts';
import { Page } from '../ui/Page.tsx';
import { Panel } from '../ui/Panel.tsx';
import { useWords } from '../words.tsx';
import classes from './HomePage.module.css';

/** 我的首頁: what one may do here, and what the authority has announced. */
export const HomePage = () => {
  const { t, language } = useWords();
  const session = useSession();
  const mayBuy = may(session, 'sale:check:own-site');
  const mayStock = may(session, 'stock:view:own-site');
  return (
    <Page title={t('frame.home')}>
      <dl className={classes['who']}>
        <div>
          <dt>{t('home.today')}</dt>
          <dd>{showDateWithWeekday(session.today, language)}</dd>
        </div>
        <div>
          <dt>{t('home.site')}</dt>
          <dd>{session.site.full_name}</dd>
        </div>
        <div>
          <dt>{t('home.user')}</dt>
          <dd>{session.display_name}</dd>
        </div>
      </dl>
      <Panel title={t('home.services')}>
        {mayBuy || mayStock ? (
          <>
            {mayBuy && <p className={classes['follow']}>{t('home.follow')}</p>}
            <ul className={classes['services']}>
              {mayBuy && (
                <li>
                  <Link to="/masks/purchase">{t('frame.purchase')}</Link>
                  <p>{t('home.purchase')}</p>
                </li>
              )}
              {mayStock && (
                <li>
                  <Link to="/masks/stock">{t('frame.stock')}</Link>
                  <p>{t('home.stock')}</p>
                </li>
              )}
            </ul>
          </>
        ) : (
          <p>{t('home.nothing')}</p>
        )}
      </Panel>
      <Panel title={t('home.purpose_title')}>
        <p>{t('home.purpose')}</p>
      </Panel>
      <Panel title={t('home.notices')}>
        <p>
          <time dateTime={t('home.notice_day')} className={classes['day']}>
            {showDate(t('home.notice_day'), language)}
          </time>
          {t('home.notice')}
        </p>
      </Panel>
    </Page>
  );
};
