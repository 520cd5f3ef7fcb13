import { type RefObject, useLayoutEffect, useRef } from 'react';

type Kept<E> = { ref: RefObject<E | null>; tabIndex: -1; onFocus: () => void; onBlur: () => void };

/**
 * Keeps the keyboard where it was when the control that has the focus goes away: the place takes it, and Tab
 * goes on from there. Spread on the element around the control, by the component that takes it away.
 */
export const useKeptFocus = <E extends HTMLElement>(): Kept<E> => {
  const ref = useRef<E>(null);
  const within = useRef(false);
  useLayoutEffect(() => {
    // React hears no blur of what it removes itself, so a focus that went that way is still held to be within.
    if (within.current && document.activeElement === document.body) ref.current?.focus();
  });
  return {
    ref,
    tabIndex: -1,
    onFocus: () => {
      within.current = true;
    },
    onBlur: () => {
      within.current = false;
    },
  };
};
