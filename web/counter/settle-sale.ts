import type { SaleDone } from '../../src/rationing/contract.ts';
import type { Problem, Reply } from '../api.ts';
import type { PendingSale, PendingSales } from './pending.ts';

/** What became of a sale in the end; `left` when nobody asks any more and it stays pending. */
export type Settled =
  | { kind: 'sold'; done: SaleDone }
  | { kind: 'not_sold'; problem: Problem }
  | { kind: 'left' };

export type SettlePorts = {
  send: (sale: PendingSale) => Promise<Reply<SaleDone>>;
  /** Resolves after so many milliseconds, earlier when the connection comes back or `signal` aborts. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  pending: Pick<PendingSales, 'keep' | 'drop'>;
  /** An answer was lost; from now on the screen says so. */
  onDoubt: () => void;
};

/** Refusals that say "not now" or "not you" and leave open whether an earlier try was stored. */
const leavesOpen = new Set([401, 408, 429]);

const longestPauseMs = 15_000;

/** 1, 2, 4, 8, then 15 s, or as long as the server asks for, in milliseconds. */
export const pauseAfter = (tries: number, reply: Reply<unknown>): number => {
  const asked = reply.kind === 'answered' ? undefined : reply.problem?.params?.['seconds'];
  return typeof asked === 'number' ? asked * 1000 : Math.min(1000 * 2 ** (tries - 1), longestPauseMs);
};

/**
 * Sends a sale and, while its answer is lost, the same request again until it is answered: "sold", or a
 * refusal with a code, which means that nothing was stored. The sale is kept before the first byte leaves.
 */
export const settleSale = async (
  sale: PendingSale,
  ports: SettlePorts,
  signal: AbortSignal,
): Promise<Settled> => {
  await ports.pending.keep(sale);
  for (let tries = 1; !signal.aborted; tries++) {
    const reply = await ports.send(sale);
    if (reply.kind === 'answered' && reply.value?.sale?.request_id === sale.request_id) {
      // Whoever left the screen meanwhile has not seen it: the next entry asks again and shows it.
      if (signal.aborted) break;
      await ports.pending.drop(sale);
      return { kind: 'sold', done: reply.value };
    }
    if (reply.kind === 'refused' && !leavesOpen.has(reply.status)) {
      await ports.pending.drop(sale);
      return { kind: 'not_sold', problem: reply.problem };
    }
    if (signal.aborted) break;
    ports.onDoubt();
    await ports.wait(pauseAfter(tries, reply), signal);
  }
  return { kind: 'left' };
};

/** The `wait` of a browser: also ends when the network comes back. */
export const waitOrOnline = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
