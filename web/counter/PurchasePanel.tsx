import { useId } from 'react';
import type { CounterView } from '../../src/rationing/contract.ts';
import { showDate } from '../../src/words/index.ts';
import { Panel } from '../ui/Panel.tsx';
import { useWords } from '../words.tsx';
import { PurchaseActions } from './PurchaseActions.tsx';
import { PurchaseMessage } from './PurchaseMessage.tsx';
import classes from './PurchasePanel.module.css';
import { QuantityField } from './QuantityField.tsx';
import { shownQuantities } from './shown-quantities.ts';
import type { CounterDesk } from './use-counter.ts';
import type { Places } from './use-focus.ts';

type Props = { desk: CounterDesk; places: Places; view: CounterView };

/** 本次購買紀錄 with its four fields (R081), what is to be said of them, and the two buttons. */
export const PurchasePanel = ({ desk, places, view }: Props) => {
  const { t, language } = useWords();
  const messageId = useId();
  const { counter, send } = desk;
  const { state } = counter;
  const check = 'check' in state && state.check?.verdict === 'allowed' ? state.check : undefined;
  const typed = shownQuantities(state, view);
  return (
    <Panel title={t('counter.this_purchase')} dense>
      <div className={classes['fields']}>
        <span className={classes['name']}>{t('counter.purchase_date')}</span>
        <output className={classes['value']}>
          {state.name === 'fresh' ? '' : showDate(counter.today, language)}
        </output>
        <span className={classes['name']}>{t('counter.most')}</span>
        <output className={classes['value']}>{check?.most_in_all ?? ''}</output>
        {view.policy.items.map(({ item }) => (
          <QuantityField
            key={item}
            item={item}
            text={typed[item] ?? ''}
            open={state.name === 'allowed' && state.check.most[item] !== 0}
            describedBy={messageId}
            faulty={state.name === 'allowed' && state.note?.field === 'quantities'}
            places={places}
            onType={(text) => send({ type: 'quantity_typed', item, text })}
          />
        ))}
      </div>
      <PurchaseMessage id={messageId} desk={desk} check={check} view={view} />
      <PurchaseActions desk={desk} places={places} typed={typed} check={check} view={view} />
    </Panel>
  );
};
