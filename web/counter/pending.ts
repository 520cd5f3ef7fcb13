import type { SaleRequest } from '../../src/rationing/contract.ts';
import type { TextStore } from './durable-store.ts';

/**
 * A sale that was sent, or is about to be, and is not answered yet. No number of a person: the sealed
 * approval stands for them.
 */
export type PendingSale = SaleRequest & { site_code: string; clerk: string };

/** What is kept across reload and crash; `keep` is done when it will be there after either. */
export type PendingSales = {
  keep: (sale: PendingSale) => Promise<void>;
  drop: (sale: PendingSale) => Promise<void>;
  ofSite: (siteCode: string) => Promise<PendingSale[]>;
};

const prefix = 'evenhand.pending-sale.';

const isPendingSale = (value: unknown): value is PendingSale => {
  if (typeof value !== 'object' || value === null) return false;
  const sale = value as Record<keyof PendingSale, unknown>;
  const texts = [sale.request_id, sale.approval, sale.site_code, sale.clerk];
  return (
    texts.every((each) => typeof each === 'string') &&
    typeof sale.by_proxy === 'boolean' &&
    typeof sale.quantities === 'object'
  );
};

const read = (text: string): PendingSale | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isPendingSale(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Pending sales in the browser's store, one key per request id, so that two tabs never write over each
 * other: the worst that two can do is ask the same question twice, which sells once. A store that is full,
 * forbidden or silent must not stop a sale: this page still asks until it is answered.
 */
export const createPendingSales = (store: TextStore): PendingSales => {
  const keyOf = (sale: PendingSale) => `${prefix}${sale.site_code}.${sale.request_id}`;
  return {
    keep: (sale) => store.put(keyOf(sale), JSON.stringify(sale)).catch(() => undefined),
    drop: (sale) => store.remove(keyOf(sale)).catch(() => undefined),
    ofSite: async (siteCode) => {
      const kept = await store.all().catch(() => []);
      return kept
        .filter(([key]) => key.startsWith(`${prefix}${siteCode}.`))
        .flatMap(([, text]) => read(text) ?? []);
    },
  };
};

/** Real milliseconds after which the lock of a tab that was closed is gone. */
const lockGoesMs = 300;
const lockOf = (requestId: string) => `evenhand.sale.${requestId}`;

/**
 * Asks about a sale while holding a lock of its name, so that another tab sees that its owner lives. The
 * browser frees the lock when the tab dies. Plain http from another machine has no locks: then both ask.
 */
export const asOwner = <T>(sale: PendingSale, asking: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? navigator.locks.request(lockOf(sale.request_id), asking) : asking();

/** The oldest pending sale of a site that no living tab is asking about. */
export const findOrphan = async (sales: PendingSales, siteCode: string): Promise<PendingSale | undefined> => {
  const pending = await sales.ofSite(siteCode);
  if (pending.length === 0 || !('locks' in navigator)) return pending[0];
  const findUnowned = async (): Promise<PendingSale | undefined> => {
    const { held = [] } = await navigator.locks.query();
    const owned = new Set(held.map((lock) => lock.name));
    return pending.find((sale) => !owned.has(lockOf(sale.request_id)));
  };
  const found = await findUnowned();
  if (found) return found;
  // Of a tab that was closed a moment ago Chromium may still list the lock: one time in six when looked at once.
  await new Promise((resolve) => setTimeout(resolve, lockGoesMs));
  return findUnowned();
};
