import { useWords } from '../words.tsx';
import classes from './Foot.module.css';
import { PublicLink } from './PublicLink.tsx';

/** The three links of R015. */
export const Foot = () => {
  const { t } = useWords();
  return (
    <footer className={classes['foot']}>
      <nav aria-label={t('frame.foot_links')} className={classes['links']}>
        <PublicLink to="/pages/privacy">{t('frame.privacy')}</PublicLink>
        <PublicLink to="/pages/security">{t('frame.security')}</PublicLink>
        <PublicLink to="/pages/copyright">{t('frame.copyright')}</PublicLink>
      </nav>
    </footer>
  );
};
