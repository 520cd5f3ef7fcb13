import { useEffect, useRef, useState } from 'react';
import { askAgent } from './client.ts';
import { type AgentSeen, followAgent } from './follow.ts';

/** Wakes whoever waits to look at the agent again: the person has come back, or has just asked it something. */
const wakers = new Set<() => void>();
export const lookAgain = (): void => {
  for (const wake of [...wakers]) wake();
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      wakers.delete(done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    wakers.add(done);
    signal.addEventListener('abort', done);
  });

/**
 * Tells every state of this computer's agent while the screen is in sight; one that nobody sees asks nothing.
 * `onOutOfSight`: what happens from now on happens unseen.
 */
export const useFollowing = (tell: (seen: AgentSeen) => void, onOutOfSight?: () => void): void => {
  const latest = useRef({ tell, onOutOfSight });
  useEffect(() => {
    latest.current = { tell, onOutOfSight };
  });
  useEffect(() => {
    let following: AbortController | undefined;
    const follow = () => {
      if (document.visibilityState !== 'visible') {
        following?.abort();
        following = undefined;
        latest.current.onOutOfSight?.();
      } else if (following) lookAgain();
      else {
        following = new AbortController();
        const ports = { ask: askAgent, pause, tell: (seen: AgentSeen) => latest.current.tell(seen) };
        void followAgent(ports, following.signal);
      }
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    addEventListener('focus', lookAgain);
    return () => {
      following?.abort();
      document.removeEventListener('visibilitychange', follow);
      removeEventListener('focus', lookAgain);
    };
  }, []);
};

/** The agent of this computer while a screen shows it: cards that come and go are seen at once. */
export const useAgent = (): { agent: AgentSeen; lookAgain: () => void } => {
  const [agent, setAgent] = useState<AgentSeen>({ state: 'looking' });
  useFollowing(setAgent);
  return {
    agent,
    lookAgain: () => {
      setAgent({ state: 'looking' });
      lookAgain();
    },
  };
};
