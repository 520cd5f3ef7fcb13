import { useEffect, useRef, useState } from 'react';
import { askAgent } from '../agent/client.ts';
import { changeOfCards, type Reader } from './reader.ts';
import { watchReader } from './watch-reader.ts';

/** Wakes whoever waits to look at the agent again: the person has come back, or has just asked it something. */
const wakers = new Set<() => void>();
export const lookAgain = (): void => {
  for (const wake of wakers) wake();
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => done(), ms);
    const done = () => {
      clearTimeout(timer);
      wakers.delete(done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    wakers.add(done);
    signal.addEventListener('abort', done);
  });

/**
 * Follows the agent while the screen is in sight; one that nobody sees asks nothing. `onCards` hears of cards
 * put in and taken out.
 */
export const useReader = (onCards: (change: 'inserted' | 'taken') => void): Reader => {
  const [reader, setReader] = useState<Reader>({ state: 'looking' });
  const latest = useRef(onCards);
  useEffect(() => {
    latest.current = onCards;
  });
  useEffect(() => {
    let watching: AbortController | undefined;
    let before: Reader = { state: 'looking' };
    const tell = (now: Reader) => {
      const status = before.state === 'there' ? before.status : undefined;
      const change = now.state === 'there' ? changeOfCards(status, now.status) : 'taken';
      before = now;
      setReader(now);
      if (change) latest.current(change);
    };
    const follow = () => {
      if (document.visibilityState !== 'visible') {
        watching?.abort();
        watching = undefined;
        // What happens meanwhile happens unseen: a card that lies there afterwards was not put in for us.
        before = { state: 'looking' };
      } else if (watching) lookAgain();
      else {
        watching = new AbortController();
        void watchReader({ ask: askAgent, pause, tell }, watching.signal);
      }
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    addEventListener('focus', lookAgain);
    return () => {
      watching?.abort();
      document.removeEventListener('visibilitychange', follow);
      removeEventListener('focus', lookAgain);
    };
  }, []);
  return reader;
};
