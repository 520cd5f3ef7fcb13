import { queryOptions } from '@tanstack/react-query';
import type { CounterView } from '../../src/rationing/contract.ts';
import { fetchAnswer } from '../session/ask.ts';

/** The state of the purchase screen, and when it came by the page's own steady clock, in milliseconds. */
export type SeenCounter = { view: CounterView; received_at: number };

export const counterQuery = queryOptions({
  queryKey: ['counter'],
  queryFn: async (): Promise<SeenCounter> => {
    const view = await fetchAnswer('viewCounter', {});
    return { view, received_at: performance.now() };
  },
  staleTime: 0,
  gcTime: 0,
});
