import { PublicLink } from '../frame/PublicLink.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useWords } from '../words.tsx';
import type { Card } from './cards.ts';
import classes from './LogIn.module.css';

/** What a card is for and which reader it needs. No button before there is something behind it. */
export const CardPanel = ({ card, reader, holder, passwordOpen }: Card & { passwordOpen: boolean }) => {
  const { t } = useWords();
  return (
    <div className={classes['help']}>
      {!passwordOpen && <Notice tone="attention">{t('log_in.closed')}</Notice>}
      <p>{t(holder === 'people' ? 'log_in.for_people' : 'log_in.for_representative')}</p>
      <dl className={classes['facts']}>
        <dt>{t('log_in.reader')}</dt>
        <dd>{t(`log_in.reader_${reader}`)}</dd>
      </dl>
      {card === 'nhi' && <p>{t('log_in.nhi_password')}</p>}
      <Notice tone="progress">{t(passwordOpen ? 'log_in.card_later' : 'log_in.card_later_only')}</Notice>
      <p className={classes['about']}>
        <PublicLink to="/pages/contact#cards">{t('log_in.card_faulty')}</PublicLink>
      </p>
    </div>
  );
};
