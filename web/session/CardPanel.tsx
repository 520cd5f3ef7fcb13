import type { SessionView } from '../../src/access/contract.ts';
import { PublicLink } from '../frame/PublicLink.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useWords } from '../words.tsx';
import { CardForm } from './CardForm.tsx';
import type { Card } from './cards.ts';
import classes from './LogIn.module.css';

type Props = Card & { passwordOpen: boolean; autoFocus: boolean; onLoggedIn: (session: SessionView) => void };

/** One card: whom it is for and which reader takes it, and at its right the log-in itself. */
export const CardPanel = ({ card, readers, holder, passwordOpen, autoFocus, onLoggedIn }: Props) => {
  const { t } = useWords();
  return (
    <>
      <div className={classes['help']}>
        {!passwordOpen && <Notice tone="attention">{t('log_in.closed')}</Notice>}
        <p>{t(holder === 'people' ? 'log_in.for_people' : 'log_in.for_representative')}</p>
        <dl className={classes['facts']}>
          <dt>{t('log_in.reader')}</dt>
          <dd>{t(readers.length > 1 ? 'log_in.reader_both' : `reader.${readers[0] ?? 'chip'}`)}</dd>
        </dl>
        {card === 'nhi' && <p>{t('log_in.nhi_password')}</p>}
        {(card === 'staff' || card === 'institution') && <p>{t('password.pin')}</p>}
        <p className={classes['about']}>
          <PublicLink to="/pages/contact#cards">{t('log_in.card_faulty')}</PublicLink>
        </p>
      </div>
      <CardForm card={card} autoFocus={autoFocus} withPasskey={holder === 'people'} onLoggedIn={onLoggedIn} />
    </>
  );
};
