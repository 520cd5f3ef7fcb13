import { useWords } from '../words.tsx';
import { understandBirthDate } from './entry.ts';
import classes from './PersonPanel.module.css';

/** What was understood of the typed birth date, in both calendars (X12). */
export const BirthHint = ({ typed }: { typed: string }) => {
  const { t } = useWords();
  const date = understandBirthDate(typed);
  if (!date) return <span className={classes['understood']} />;
  const { roc_year, month_day, iso } = date;
  const before = roc_year < 1;
  const roc = `${before ? 1 - roc_year : roc_year}/${month_day}`;
  return (
    <span className={classes['understood']}>
      {t(before ? 'counter.birth_understood_before' : 'counter.birth_understood', {
        roc,
        iso: iso.replaceAll('-', '/'),
      })}
    </span>
  );
};
