import { useWords } from '../words.tsx';
import classes from './Contact.module.css';

/** Whom to call (R004). */
export const Contact = () => {
  const { t } = useWords();
  return (
    <aside className={classes['contact']} aria-label={t('frame.contact')}>
      <address>
        <p>{t('frame.phone')}</p>
        <p>{t('frame.hours')}</p>
        <p>{t('frame.mail')}</p>
        <p>{t('frame.network_phone')}</p>
      </address>
    </aside>
  );
};
