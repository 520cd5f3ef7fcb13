import type { CounterView } from '../../src/rationing/contract.ts';
import { useWords } from '../words.tsx';
import classes from './Counter.module.css';
import { totalOf } from './quantities.ts';
import { ReaderState } from './ReaderState.tsx';
import type { Reader } from './reader.ts';

type Props = { stock: Record<string, number>; soldOut: boolean; view: CounterView; reader: Reader };

/** The steps (R078), the reader, and what can be sold this moment (C6). */
export const TopLine = ({ stock, soldOut, view, reader }: Props) => {
  const { t } = useWords();
  // Confirmed at another computer meanwhile: then an answer has brought stock.
  const missing = view.arrival_notice === 'every_entry' && totalOf(stock) === 0;
  return (
    <div className={classes['top']}>
      <p>{t('counter.steps')}</p>
      <div className={classes['state']}>
        <ReaderState reader={reader} />
        <span className={classes['stock']} data-empty={soldOut || missing || undefined}>
          {t('counter.stock')}
          {view.policy.items.map(({ item }) => (
            <span key={item}>{t('common.amount', { item, n: stock[item] ?? 0 })}</span>
          ))}
          {soldOut && <strong>{t('counter.sold_out')}</strong>}
          {missing && <strong>{t('counter.stock_unknown')}</strong>}
        </span>
      </div>
    </div>
  );
};
