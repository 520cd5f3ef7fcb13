import type { StockView } from '../../src/stock/contract.ts';
import { Panel } from '../ui/Panel.tsx';
import { useWords } from '../words.tsx';
import { itemName } from './item-name.ts';
import classes from './Stock.module.css';

/** Pieces in the house, and those that may be sold today. */
export const OnHand = ({ items }: { items: StockView['items'] }) => {
  const { t } = useWords();
  return (
    <Panel title={t('stock.on_hand')}>
      <div className={classes['items']}>
        {items.map(({ item, on_hand, on_sale }) => (
          <dl key={item} className={classes['item']}>
            <dt className={classes['itemName']}>{itemName(t, item)}</dt>
            <dd className={classes['onHand']}>{on_hand}</dd>
            <dt>{t('stock.on_sale')}</dt>
            <dd className={classes['onSale']}>{on_sale}</dd>
            {on_hand > on_sale && (
              <dd className={classes['later']}>{t('stock.later', { n: on_hand - on_sale })}</dd>
            )}
          </dl>
        ))}
      </div>
    </Panel>
  );
};
