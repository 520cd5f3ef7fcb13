import type { AgentFault } from './protocol.ts';

/** Something is in the way. The sentence for it is made at the edge, where the language is known. */
export type Fault = { ok: false; code: AgentFault; tries_left?: number };

export const fault = (code: AgentFault): Fault => ({ ok: false, code });

/** What `work` gives, or `late` after `ms`. The work itself goes on: whoever began it cleans up after it. */
export const within = async <T>(ms: number, work: Promise<T>): Promise<T | 'late'> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, ms, 'late');
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
