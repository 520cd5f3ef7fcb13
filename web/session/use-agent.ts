import { useCallback, useEffect, useState } from 'react';
import type { AgentStatus } from '../../agent/protocol.ts';
import { askAgent } from '../agent/client.ts';
import type { AgentRefusal } from './card-log-in.ts';

/** What is known of the agent: nothing yet, its readers, or why there is nothing. */
export type AgentSeen =
  | { state: 'looking' }
  | { state: 'there'; status: AgentStatus }
  | { state: 'away'; refusal: AgentRefusal };

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
    signal.addEventListener('abort', () => resolve());
  });

/** Tells every state of the agent until it is away or nobody listens any more. */
const follow = async (tell: (seen: AgentSeen) => void, signal: AbortSignal): Promise<void> => {
  let seen: number | undefined;
  while (!signal.aborted) {
    const reply = await askAgent(seen === undefined ? { ask: 'status' } : { ask: 'wait', seen }, { signal });
    if (signal.aborted) return;
    if (reply.ok && 'status' in reply) {
      tell({ state: 'there', status: reply.status });
      seen = reply.status.seen;
    } else if (seen === undefined) {
      return tell({ state: 'away', refusal: reply.ok ? { ok: false, code: 'not_installed' } : reply });
    } else {
      // Busy, or just gone: its state anew says which.
      seen = undefined;
      await pause(1_000, signal);
    }
  }
};

/** The agent of this machine while a screen shows it: cards that come and go are seen at once. */
export const useAgent = (): { agent: AgentSeen; lookAgain: () => void } => {
  const [agent, setAgent] = useState<AgentSeen>({ state: 'looking' });
  const [times, setTimes] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time begins anew
  useEffect(() => {
    const end = new AbortController();
    void follow(setAgent, end.signal);
    return () => end.abort();
  }, [times]);
  const lookAgain = useCallback(() => {
    setAgent({ state: 'looking' });
    setTimes((old) => old + 1);
  }, []);
  return { agent, lookAgain };
};
