import type { AgentStatus, Ask } from '../../agent/protocol.ts';
import type { AgentRefusal, ReplyTo } from './reply.ts';

/** What is known of the agent: nothing yet, its readers, or why there is nothing. */
export type AgentSeen =
  | { state: 'looking' }
  | { state: 'there'; status: AgentStatus }
  | { state: 'away'; refusal: AgentRefusal };

type WatchAsk = Extract<Ask, { ask: 'status' | 'wait' }>;
export type FollowPorts = {
  ask: (ask: WatchAsk, options: { signal: AbortSignal }) => Promise<ReplyTo<WatchAsk>>;
  /** Waits so many milliseconds, or less when there is reason to look again sooner: then `woken`. */
  pause: (ms: number, signal: AbortSignal) => Promise<'over' | 'woken'>;
  tell: (seen: AgentSeen) => void;
};

const firstPauseMs = 2_000;
const longestPauseMs = 60_000;
/** An agent that answers at once although nothing has happened is not asked more often than this. */
const leastMs = 500;
/** An agent that was there a moment ago may only be busy. */
const onceMoreMs = 1_000;

/** 2 s, 4 s … 60 s: a computer without an agent must not be asked all day long. */
export const pauseAfter = (failures: number): number =>
  Math.min(firstPauseMs * 2 ** Math.min(failures - 1, 10), longestPauseMs);

/**
 * Follows the agent of this computer until nobody listens any more: asks for its state once, then waits for
 * each change. One that no longer answers is asked once more before it is told to be away.
 */
export const followAgent = async ({ ask, pause, tell }: FollowPorts, signal: AbortSignal): Promise<void> => {
  let seen: number | undefined;
  let failures = 0;
  while (!signal.aborted) {
    const reply = await ask(seen === undefined ? { ask: 'status' } : { ask: 'wait', seen }, { signal });
    if (signal.aborted) return;
    if (reply.ok) {
      failures = 0;
      tell({ state: 'there', status: reply.status });
      if (reply.status.seen === seen) await pause(leastMs, signal);
      seen = reply.status.seen;
    } else if (seen !== undefined) {
      seen = undefined;
      await pause(onceMoreMs, signal);
    } else {
      failures += 1;
      tell({ state: 'away', refusal: reply });
      // Somebody has come back, or pressed 重新偵測: from here on it may be worth looking often again.
      if ((await pause(pauseAfter(failures), signal)) === 'woken') failures = 0;
    }
  }
};
