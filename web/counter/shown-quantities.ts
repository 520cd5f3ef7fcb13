import type { CounterView } from '../../src/rationing/contract.ts';
import type { State } from './machine.ts';
import { filledIn, type Typed } from './quantities.ts';

/** What stands in the quantity fields: nothing (a), 0 and 0 (b), what is typed (c), what was bought (d). */
export const shownQuantities = (state: State, view: CounterView): Typed => {
  const all = (text: string): Typed => Object.fromEntries(view.policy.items.map(({ item }) => [item, text]));
  switch (state.name) {
    case 'fresh':
      return all('');
    case 'allowed':
    case 'confirming':
      return { ...all('0'), ...state.typed };
    case 'selling':
      return { ...all('0'), ...filledIn(state.sale.quantities) };
    case 'sold':
      return { ...all('0'), ...filledIn(state.done.sale.quantities) };
    default:
      return all('0');
  }
};
