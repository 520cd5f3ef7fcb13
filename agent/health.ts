import type { CardKind, ReaderHealth } from './protocol.ts';

export type Counter = 'reads' | 'retries' | 'failures';

/** How each reader fares, since the agent started; and who waits for a change. */
export type Health = ReturnType<typeof createHealth>;

/** Enough for a few pages in a few tabs; `wait` beyond that is refused. */
const mostWaiting = 8;

export const createHealth = (now: () => string) => {
  const rows = new Map<string, ReaderHealth>();
  const waiting = new Set<() => void>();
  let seen = 1;
  const note = (): void => {
    seen++;
    for (const wake of [...waiting]) wake();
  };
  const change = (id: string, patch: Partial<ReaderHealth>): void => {
    const row = rows.get(id);
    if (!row) return;
    Object.assign(row, patch);
    note();
  };
  return {
    /** The reader is there; one that was gone comes back with its counts. */
    put: (id: string, reader: Pick<ReaderHealth, 'name' | 'kind' | 'slot' | 'way' | 'state'>): void => {
      const known = rows.get(id);
      if (known?.state === reader.state) return;
      rows.set(id, { reads: 0, retries: 0, failures: 0, last_card: null, ...known, ...reader });
      note();
    },
    setState: (id: string, state: ReaderHealth['state']): void => {
      if (rows.get(id)?.state !== state) change(id, { state });
    },
    count: (id: string, counter: Counter): void =>
      change(id, { [counter]: (rows.get(id)?.[counter] ?? 0) + 1 }),
    sawCard: (id: string, kind: CardKind | 'unknown'): void => change(id, { last_card: { kind, at: now() } }),
    /** Something beside the readers is different: the service went, or a module. */
    note,
    seen: (): number => seen,
    readers: (): ReaderHealth[] => [...rows.values()],
    isCrowded: (): boolean => waiting.size >= mostWaiting,
    /** Resolves when `seen` is no longer the count, after `ms`, or when `signal` says that nobody listens. */
    whenChanged: (known: number, ms: number, signal: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        if (known !== seen || signal.aborted) return resolve();
        const finish = (): void => {
          clearTimeout(timer);
          waiting.delete(finish);
          signal.removeEventListener('abort', finish);
          resolve();
        };
        const timer = setTimeout(finish, ms);
        signal.addEventListener('abort', finish);
        waiting.add(finish);
      }),
  };
};
