import type { CheckAllowed, CounterView } from '../../src/rationing/contract.ts';
import { useWords } from '../words.tsx';
import classes from './PurchasePanel.module.css';
import { outOfStock } from './quantities.ts';
import type { CounterDesk } from './use-counter.ts';
import { noteText } from './verdict.ts';

type Props = { id: string; desk: CounterDesk; check: CheckAllowed | undefined; view: CounterView };

/** One line under the quantities: what is wrong with them, that nothing is left, or why a field is closed. */
export const PurchaseMessage = ({ id, desk, check, view }: Props) => {
  const words = useWords();
  const { t } = words;
  const { state } = desk.counter;
  const note = state.name === 'allowed' ? state.note : undefined;
  const said = note && !(note.from === 'server' && note.unsold) ? note : undefined;
  const faulted = said ?? (state.name === 'allowed' ? outOfStock(state.check, desk.soldOut) : undefined);
  const { child_born_from_roc, child_age_limit } = view.policy.notes;
  const roc = child_born_from_roc - 1;
  const adultsOnly = { age: child_age_limit + 1, born_to_roc: roc, born_to_year: roc + 1911 };
  return (
    <p id={id} role="status" className={classes['message']} data-faulty={faulted ? true : undefined}>
      {faulted && <span aria-hidden="true">! </span>}
      {faulted && noteText(words, faulted)}
      {!faulted && check?.most['child_mask'] === 0 && t('counter.adults_only', adultsOnly)}
    </p>
  );
};
