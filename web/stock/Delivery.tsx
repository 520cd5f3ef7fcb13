import type { DeliveryView } from '../../src/stock/contract.ts';
import { markOf, type Tone } from '../ui/tone.ts';
import { useWords } from '../words.tsx';
import { ArrivalForm } from './ArrivalForm.tsx';
import classes from './Delivery.module.css';
import { linesOf } from './item-name.ts';

type Props = {
  delivery: DeliveryView;
  today: string;
  mayConfirm: boolean;
  onDone: (sentence: string) => void;
  /** somebody else was quicker: the form goes, the sentence must stay */
  onOvertaken: (sentence: string) => void;
};

const toneOf: Record<DeliveryView['state'], Tone> = {
  expected: 'attention',
  not_arrived: 'attention',
  partial: 'progress',
  confirmed: 'allowed',
};

/** One delivery: what is expected, what came, and the form for the next receipt (R109, X20). */
export const Delivery = ({ delivery, today, mayConfirm, onDone, onOvertaken }: Props) => {
  const { t } = useWords();
  const { due_on, expected, state, receipts } = delivery;
  const tone = toneOf[state];
  return (
    <article className={classes['delivery']}>
      <header className={classes['head']}>
        <h3 className={classes['due']}>{t('stock.due', { day: due_on })}</h3>
        <span className={classes['state']} data-tone={tone}>
          <span aria-hidden="true">{markOf[tone]} </span>
          {t(`stock.state.${state}`)}
        </span>
        <span className={classes['expected']}>
          {t('stock.expected')} {linesOf(t, expected)}
        </span>
      </header>
      {receipts.length > 0 && (
        <ol className={classes['receipts']}>
          {receipts.map((receipt) => (
            <li key={receipt.receipt_no}>
              <strong>{t('stock.receipt', { no: receipt.receipt_no })}</strong>{' '}
              {t('stock.receipt_line', {
                lines: linesOf(t, receipt.quantities),
                on_sale: receipt.on_sale_date,
                at: receipt.confirmed_at,
                clerk: receipt.clerk,
              })}
              {receipt.reason && ` ${t('stock.receipt_reason', { reason: receipt.reason })}`}
            </li>
          ))}
        </ol>
      )}
      {mayConfirm && state !== 'confirmed' && (
        <ArrivalForm delivery={delivery} today={today} onDone={onDone} onOvertaken={onOvertaken} />
      )}
    </article>
  );
};
