import { Link } from '@tanstack/react-router';
import { showDateWithWeekday } from '../../src/words/index.ts';
import { menuGroups } from '../frame/menu-items.ts';
import { may, useSession } from '../session/session.ts';
import { Page } from '../ui/Page.tsx';
import { Panel } from '../ui/Panel.tsx';
import { useWords } from '../words.tsx';
import { Announcements } from './Announcements.tsx';
import { CardNotices } from './CardNotices.tsx';
import { Contacts } from './Contacts.tsx';
import { FirstUse } from './FirstUse.tsx';
import classes from './HomePage.module.css';

/** 我的首頁: who and where, what waits, what one may do here, what the authority has announced. */
export const HomePage = () => {
  const { t, language } = useWords();
  const session = useSession();
  const facts = [
    { name: t('home.today'), value: showDateWithWeekday(session.today, language) },
    { name: t('home.site'), value: session.site.full_name },
    { name: t('home.user'), value: session.display_name },
    {
      name: t('home.roles'),
      value: session.roles.map((role) => t(`ui.role.${role}`)).join(t('common.list_comma')),
    },
  ];
  return (
    <Page title={t('frame.home')}>
      <dl className={classes['who']}>
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <CardNotices />
      {session.site.kind !== 'authority' && <FirstUse />}
      <Services />
      <Announcements />
      <Contacts />
      <Panel title={t('home.purpose_title')}>
        <p>{t('home.purpose')}</p>
      </Panel>
    </Page>
  );
};

const Services = () => {
  const { t } = useWords();
  const session = useSession();
  const items = menuGroups
    .flatMap((group) => group.items)
    .filter(({ permission }) => may(session, permission));
  return (
    <Panel title={t('home.services')}>
      {may(session, 'sale:check:own-site') && <p className={classes['follow']}>{t('home.follow')}</p>}
      {items.length === 0 && <p>{t('home.nothing')}</p>}
      <ul className={classes['services']}>
        {items.map(({ name, to, about }) => (
          <li key={to}>
            <Link to={to}>{t(name)}</Link>
            {about && <p>{t(about)}</p>}
          </li>
        ))}
      </ul>
    </Panel>
  );
};
