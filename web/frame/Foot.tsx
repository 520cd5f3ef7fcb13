import { Link } from '@tanstack/react-router';
import { useWords } from '../words.tsx';
import classes from './Foot.module.css';

/** The three links of R015. */
export const Foot = () => {
  const { t } = useWords();
  return (
    <footer className={classes['foot']}>
      <nav aria-label={t('frame.foot_links')} className={classes['links']}>
        <Link to="/pages/privacy">{t('frame.privacy')}</Link>
        <Link to="/pages/security">{t('frame.security')}</Link>
        <Link to="/pages/copyright">{t('frame.copyright')}</Link>
      </nav>
    </footer>
  );
};
