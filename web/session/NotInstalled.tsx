import { PublicLink } from '../frame/PublicLink.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useWords } from '../words.tsx';
import classes from './LogIn.module.css';

/** Nobody answers on this machine: the sentence of R031 with the way to the component. */
export const NotInstalled = () => {
  const { t } = useWords();
  return (
    <Notice tone="attention">
      {t('log_in.not_installed')}
      {t('log_in.sentence_end')}{' '}
      <PublicLink to="/pages/downloads#component" className={classes['whole']}>
        {t('log_in.go_downloads')}
      </PublicLink>
    </Notice>
  );
};
