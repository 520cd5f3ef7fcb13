import { type Fault, fault } from './fault.ts';

/** Lets one operation at a time to the cards; whoever comes meanwhile is told so, not made to wait. */
export type Gate = {
  isShut: () => boolean;
  through: <T>(operation: () => Promise<T>) => Promise<T | Fault>;
};

export const createGate = (): Gate => {
  let shut = false;
  return {
    isShut: () => shut,
    through: async (operation) => {
      if (shut) return fault('agent_busy');
      shut = true;
      try {
        return await operation();
      } finally {
        shut = false;
      }
    },
  };
};

/** At most `burst` at once and `perSecond` in the long run. `now` in ms. */
export const createRate = (burst: number, perSecond: number, now: () => number): (() => boolean) => {
  let left = burst;
  let last = now();
  return () => {
    const at = now();
    left = Math.min(burst, left + ((at - last) / 1000) * perSecond);
    last = at;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
};
