import { TextInput } from '@mantine/core';
import { useId } from 'react';
import { useWords } from '../words.tsx';
import { onEnter } from './enter-key.ts';
import classes from './PurchasePanel.module.css';
import { goTo, type Places } from './use-focus.ts';

type Props = {
  item: string;
  text: string;
  open: boolean;
  describedBy: string;
  faulty: boolean;
  places: Places;
  onType: (text: string) => void;
};

const isKnown = (item: string): item is 'adult_mask' | 'child_mask' =>
  item === 'adult_mask' || item === 'child_mask';

/** The next open field, or the button. */
const furtherFrom = (item: string, places: Places) => {
  const child = places.child_mask.current;
  return item === 'adult_mask' && child && !child.disabled ? places.child_mask : places.buy;
};

/** Pieces of one item. Enter goes on to the next open field, then to the button; it never presses it. */
export const QuantityField = ({ item, text, open, describedBy, faulty, places, onType }: Props) => {
  const { t } = useWords();
  const id = useId();
  const known = isKnown(item);
  return (
    <>
      <label htmlFor={id} className={classes['name']}>
        {known ? t(`counter.quantity.${item}`) : item}
      </label>
      <TextInput
        id={id}
        ref={known ? places[item] : undefined}
        className={classes['quantity']}
        inputMode="numeric"
        autoComplete="off"
        maxLength={5}
        value={text}
        disabled={!open}
        error={open && faulty}
        aria-describedby={describedBy}
        onChange={(event) => onType(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={onEnter(() => goTo(furtherFrom(item, places)))}
      />
    </>
  );
};
