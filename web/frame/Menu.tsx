import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import { comingQuery } from '../home/home-queries.ts';
import { may, useSession } from '../session/session.ts';
import { useWords } from '../words.tsx';
import classes from './Menu.module.css';
import { type MenuGroup, menuGroups } from './menu-items.ts';

type Props = { open: boolean; onChosen: () => void };

/** 服務項目: exactly the operations that the person may use (R045, R057, R075, R108). */
export const Menu = ({ open, onChosen }: Props) => {
  const { t } = useWords();
  const session = useSession();
  const groups = menuGroups
    .map(({ name, items }) => ({
      ...(name && { name }),
      items: items.filter(({ permission }) => may(session, permission)),
    }))
    .filter(({ items }) => items.length > 0);
  return (
    <nav id="menu" className={classes['menu']} data-open={open || undefined} aria-labelledby="menu-title">
      <h2 id="menu-title" className={classes['title']}>
        {t('frame.menu')}
      </h2>
      {groups.map((group) => (
        <Group key={group.items[0]?.to} group={group} onChosen={onChosen} />
      ))}
      {session.roles.includes('user') && <Coming onChosen={onChosen} />}
    </nav>
  );
};

const Group = ({ group, onChosen }: { group: MenuGroup; onChosen: () => void }) => {
  const { t } = useWords();
  const id = useId();
  return (
    <>
      {group.name && (
        <h3 id={id} className={classes['group']}>
          {t(group.name)}
        </h3>
      )}
      <ul aria-labelledby={group.name && id}>
        {group.items.map(({ name, to, exact }) => (
          <li key={to}>
            <Link
              to={to}
              activeOptions={{ exact: exact ?? false }}
              className={`${classes['item']} ${group.name ? '' : classes['alone']}`}
              onClick={onChosen}
            >
              {t(name)}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
};

/** What is granted and not open yet, with its day; the page of each says more. */
const Coming = ({ onChosen }: { onChosen: () => void }) => {
  const { t, language } = useWords();
  const id = useId();
  const { data } = useQuery(comingQuery);
  if (!data || data.services.length === 0) return null;
  return (
    <>
      <h3 id={id} className={classes['group']}>
        {t('frame.coming')}
      </h3>
      <ul aria-labelledby={id}>
        {data.services.map(({ code, name, name_en, opens_on }) => (
          <li key={code}>
            <Link to="/services/$code" params={{ code }} className={classes['item'] ?? ''} onClick={onChosen}>
              {language === 'en' ? name_en : name}
              {opens_on && <span className={classes['opens']}>{t('frame.opens_on', { day: opens_on })}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
};
