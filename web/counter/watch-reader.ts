import type { Ask } from '../../agent/protocol.ts';
import type { AgentReply } from '../agent/client.ts';
import { type Reader, readerFrom } from './reader.ts';

export type WatchPorts = {
  ask: (ask: Ask, options: { signal: AbortSignal }) => Promise<AgentReply>;
  /** Waits so many milliseconds, or less when there is reason to look again sooner. */
  pause: (ms: number, signal: AbortSignal) => Promise<void>;
  tell: (reader: Reader) => void;
};

const firstPauseMs = 2_000;
const longestPauseMs = 60_000;
/** An agent that answers at once although nothing has happened is not asked more often than this. */
const leastMs = 500;

/** 2 s, 4 s … 60 s: a computer without an agent must not be asked all day long. */
export const pauseAfter = (failures: number): number =>
  Math.min(firstPauseMs * 2 ** Math.min(failures - 1, 10), longestPauseMs);

/** Follows the agent of this computer until the screen is left: asks once, then waits for each change. */
export const watchReader = async ({ ask, pause, tell }: WatchPorts, signal: AbortSignal): Promise<void> => {
  let seen: number | undefined;
  let failures = 0;
  while (!signal.aborted) {
    const reply = await ask(seen === undefined ? { ask: 'status' } : { ask: 'wait', seen }, { signal });
    if (signal.aborted) return;
    const reader = readerFrom(reply);
    tell(reader);
    if (reader.state !== 'there') {
      failures += 1;
      seen = undefined;
      await pause(pauseAfter(failures), signal);
      continue;
    }
    failures = 0;
    if (reader.status.seen === seen) await pause(leastMs, signal);
    seen = reader.status.seen;
  }
};
