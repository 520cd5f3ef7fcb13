import { useEffect, useRef, useState } from 'react';
import { askAgent } from './client.ts';
import { type AgentSeen, type FollowPorts, followAgent } from './follow.ts';

const wakers = new Set<() => void>();
let wakes = 0;
/** Wakes whoever waits to look at the agent again: the person has come back, or has just asked it something. */
export const lookAgain = (): void => {
  wakes += 1;
  for (const wake of [...wakers]) wake();
};

/** The asks and pauses of one follower. Who was woken since it last asked has reason to ask again: no pause. */
const createPorts = (): Pick<FollowPorts, 'ask' | 'pause'> => {
  let asked = wakes;
  return {
    ask: (what, options) => {
      asked = wakes;
      return askAgent(what, options);
    },
    pause: (ms, signal) =>
      new Promise((resolve) => {
        if (wakes !== asked) return resolve('woken');
        const end = (how: 'woken' | 'over') => {
          clearTimeout(timer);
          wakers.delete(wake);
          signal.removeEventListener('abort', wake);
          resolve(how);
        };
        const wake = () => end('woken');
        const timer = setTimeout(() => end('over'), ms);
        wakers.add(wake);
        signal.addEventListener('abort', wake);
      }),
  };
};

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
        const tell = (seen: AgentSeen) => latest.current.tell(seen);
        void followAgent({ ...createPorts(), tell }, following.signal);
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

/** How the last screen left it: the next one begins with that, so that nothing moves below a hand at the mouse. */
let lastSeen: AgentSeen = { state: 'looking' };

/** The agent of this computer while a screen shows it: cards that come and go are seen at once. */
export const useAgent = (): { agent: AgentSeen; lookAgain: () => void } => {
  const [agent, setAgent] = useState<AgentSeen>(lastSeen);
  useFollowing((seen) => {
    lastSeen = seen;
    setAgent(seen);
  });
  return {
    agent,
    lookAgain: () => {
      setAgent({ state: 'looking' });
      lookAgain();
    },
  };
};
