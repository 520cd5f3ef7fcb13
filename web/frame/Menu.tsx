import { Link } from '@tanstack/react-router';
import { may, useSession } from '../session/session.ts';
import { useWords } from '../words.tsx';
import classes from './Menu.module.css';

type Props = { open: boolean; onChosen: () => void };

/** 服務項目: exactly the operations that the person may use (R045, R075, R108). */
export const Menu = ({ open, onChosen }: Props) => {
  const { t } = useWords();
  const session = useSession();
  const mayBuy = may(session, 'sale:check:own-site');
  const mayStock = may(session, 'stock:view:own-site');
  return (
    <nav id="menu" className={classes['menu']} data-open={open || undefined} aria-labelledby="menu-title">
      <h2 id="menu-title" className={classes['title']}>
        {t('frame.menu')}
      </h2>
      {(mayBuy || mayStock) && (
        <>
          <h3 id="menu-masks" className={classes['group']}>
            {t('frame.mask_group')}
          </h3>
          <ul aria-labelledby="menu-masks">
            {mayBuy && (
              <li>
                <Link to="/masks/purchase" className={classes['item']} onClick={onChosen}>
                  {t('frame.purchase')}
                </Link>
              </li>
            )}
            {mayStock && (
              <li>
                <Link to="/masks/stock" className={classes['item']} onClick={onChosen}>
                  {t('frame.stock')}
                </Link>
              </li>
            )}
          </ul>
        </>
      )}
    </nav>
  );
};
