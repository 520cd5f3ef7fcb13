import { useQuery } from '@tanstack/react-query';
import { contactsQuery } from '../home/home-queries.ts';
import { useWords } from '../words.tsx';
import classes from './Contact.module.css';

/** Whom to call (R004): as HQ keeps it; until that is known, or without a connection, as the program came. */
export const Contact = () => {
  const { t, language } = useWords();
  const { data } = useQuery(contactsQuery);
  const shipped = [t('frame.phone'), t('frame.hours'), t('frame.mail'), t('frame.network_phone')];
  const lines = data?.lines.map(({ text, text_en }) =>
    language === 'en' && text_en !== '' ? text_en : text,
  );
  return (
    <aside className={classes['contact']} aria-label={t('frame.contact')}>
      <address>
        {(lines ?? shipped).map((line) => (
          <p key={line}>{line}</p>
        ))}
      </address>
    </aside>
  );
};
