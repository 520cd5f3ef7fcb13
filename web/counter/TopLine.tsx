import type { CounterView } from '../../src/rationing/contract.ts';
import { useWords } from '../words.tsx';
import classes from './Counter.module.css';
import { totalOf } from './quantities.ts';

type Props = { stock: Record<string, number>; soldOut: boolean; view: CounterView };

/** The steps (R078), the reader, and what can be sold this moment (C6). */
export const TopLine = ({ stock, soldOut, view }: Props) => {
  const { t } = useWords();
  // Confirmed at another computer meanwhile: then an answer has brought stock.
  const missing = view.arrival_notice === 'every_entry' && totalOf(stock) === 0;
  return (
    <div className={classes['top']}>
      <p>{t('counter.steps')}</p>
      <p className={classes['state']}>
        <span>
          {t('counter.reader')} <span aria-hidden="true">○</span> {t('counter.reader_absent')}
        </span>
        <span className={classes['stock']} data-empty={soldOut || missing || undefined}>
          {t('counter.stock')}
          {view.policy.items.map(({ item }) => (
            <span key={item}>{t('common.amount', { item, n: stock[item] ?? 0 })}</span>
          ))}
          {soldOut && <strong>{t('counter.sold_out')}</strong>}
          {missing && <strong>{t('counter.stock_unknown')}</strong>}
        </span>
      </p>
    </div>
  );
};
