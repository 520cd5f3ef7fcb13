/** Says that so many wait already that one more would wait for nothing. */
export const gateFull = Symbol('gate full');

/**
 * Lets so many in at once and so many wait in turn; one more is told `gateFull` at once. For work that is
 * heavy and comes in crowds, so that it never takes what other work needs.
 */
export const createGate = ({ atOnce, waiting }: { atOnce: number; waiting: number }) => {
  let inside = 0;
  const queue: (() => void)[] = [];
  return async <T>(work: () => Promise<T>): Promise<T | typeof gateFull> => {
    if (inside >= atOnce) {
      if (queue.length >= waiting) return gateFull;
      await new Promise<void>((enter) => queue.push(enter));
    } else inside += 1;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      // The place is handed on, so that nobody slips in between.
      if (next) next();
      else inside -= 1;
    }
  };
};
