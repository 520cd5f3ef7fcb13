import { useEffect, useState } from 'react';
import { type Counter, mayReadAlone } from './machine.ts';

const key = 'evenhand.read-on-insertion';

export type AutoRead = { on: boolean; set: (on: boolean) => void };

/** Whether a card that is put in is read without a key; kept per computer, off until somebody wants it. */
export const useAutoRead = (): AutoRead => {
  const [on, setOn] = useState(() => localStorage.getItem(key) === 'on');
  return {
    on,
    set: (wanted) => {
      localStorage.setItem(key, wanted ? 'on' : 'off');
      setOn(wanted);
    },
  };
};

const isDialogOpen = (): boolean => document.querySelector('[role=dialog]') !== null;

/** Reads a card that was put in as soon as the screen is free for it. It never buys. */
export const useReadOnInsertion = (counter: Counter, on: boolean, read: () => void): void => {
  useEffect(() => {
    if (on && mayReadAlone(counter) && !isDialogOpen()) read();
  }, [counter, on, read]);
};
