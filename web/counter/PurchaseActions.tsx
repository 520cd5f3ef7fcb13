import { Button, Checkbox } from '@mantine/core';
import type { CheckAllowed, CounterView } from '../../src/rationing/contract.ts';
import { useWords } from '../words.tsx';
import { KeyName } from './KeyName.tsx';
import type { State } from './machine.ts';
import classes from './PurchasePanel.module.css';
import { priceOf, type Typed } from './quantities.ts';
import type { CounterDesk } from './use-counter.ts';
import type { Places } from './use-focus.ts';

type Props = {
  desk: CounterDesk;
  places: Places;
  typed: Typed;
  check: CheckAllowed | undefined;
  view: CounterView;
};

const isByProxy = (state: State): boolean => {
  if (state.name === 'selling') return state.sale.by_proxy;
  return 'by_proxy' in state && state.by_proxy;
};

/** 代購, the price, 購買 and 清除 (R084). 購買 can be pressed before the check too, to be told of it. */
export const PurchaseActions = ({ desk, places, typed, check, view }: Props) => {
  const { t } = useWords();
  const { state } = desk.counter;
  const open = state.name === 'allowed';
  const prices =
    check?.prices_twd ?? Object.fromEntries(view.policy.items.map((each) => [each.item, each.price_twd]));
  const amount = state.name === 'sold' ? state.done.sale.price_twd : priceOf(typed, prices);
  return (
    <div className={classes['actions']}>
      <Checkbox
        label={t('counter.by_proxy')}
        checked={isByProxy(state)}
        disabled={!open}
        onChange={(event) => desk.send({ type: 'proxy_ticked', by_proxy: event.currentTarget.checked })}
      />
      <output className={classes['total']}>
        {state.name === 'fresh' ? '' : t('counter.total', { amount })}
      </output>
      <Button
        ref={places.buy}
        aria-disabled={!open}
        data-disabled={!open}
        onClick={desk.buy}
        rightSection={<KeyName name="F8" />}
      >
        {t('counter.buy')}
      </Button>
      <Button
        ref={places.clear}
        variant="default"
        aria-disabled={desk.isBusy}
        data-disabled={desk.isBusy}
        onClick={desk.clear}
        rightSection={<KeyName name="F7" />}
      >
        {t('counter.clear')}
      </Button>
    </div>
  );
};
