import { useEffect, useRef } from 'react';

/** The keys of the purchase screen; the browser's own use of them is off. */
export type KeyAction = 'F2' | 'F4' | 'F7' | 'F8' | 'F9';

const isKeyAction = (key: string): key is KeyAction => /^F[24789]$/.test(key);

/** A key held down presses nothing again: not a function key, not a button that has the focus. */
const pressesAgain = (event: KeyboardEvent): boolean =>
  event.repeat &&
  (event.key === 'Enter' || event.key === ' ') &&
  !(event.target instanceof HTMLTextAreaElement);

/**
 * Runs the action of a function key unless a dialog is open. `actions` may change with every rendering; the
 * listener reads the latest.
 */
export const useKeys = (actions: Record<KeyAction, () => void>, dialogOpen: boolean): void => {
  const latest = useRef({ actions, dialogOpen });
  useEffect(() => {
    latest.current = { actions, dialogOpen };
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (pressesAgain(event)) return event.preventDefault();
      if (!isKeyAction(event.key) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (!event.repeat && !latest.current.dialogOpen) latest.current.actions[event.key]();
    };
    addEventListener('keydown', press, { capture: true });
    return () => removeEventListener('keydown', press, { capture: true });
  }, []);
};

const idleMs = 4 * 60 * 1000;

/**
 * Calls `onIdle` after four minutes without a key, a touch or a move of the pointer's button. A card that is
 * read without a key counts as one: `moment` changes with it.
 */
export const useIdle = (onIdle: () => void, moment: unknown): void => {
  const latest = useRef(onIdle);
  useEffect(() => {
    latest.current = onIdle;
  });
  const stir = useRef<() => void>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: that it has changed is what counts
  useEffect(() => stir.current?.(), [moment]);
  useEffect(() => {
    let timer = setTimeout(() => latest.current(), idleMs);
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        latest.current();
        again();
      }, idleMs);
    };
    stir.current = again;
    const inputs = ['keydown', 'pointerdown', 'input'] as const;
    for (const each of inputs) addEventListener(each, again, { capture: true });
    return () => {
      clearTimeout(timer);
      for (const each of inputs) removeEventListener(each, again, { capture: true });
    };
  }, []);
};
