import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { StockView } from '../../src/stock/contract.ts';
import { fetchAnswer } from '../session/ask.ts';

/** Every key begins alike, so that one word refreshes the whole screen. */
const key = 'stock';

export const stockQuery = queryOptions({
  queryKey: [key, 'view'],
  queryFn: () => fetchAnswer('viewStock', {}),
});

export const daySalesQuery = queryOptions({
  queryKey: [key, 'sales'],
  queryFn: () => fetchAnswer('listDaySales', {}),
});

export const movementsQuery = infiniteQueryOptions({
  queryKey: [key, 'movements'],
  queryFn: ({ pageParam }) =>
    fetchAnswer('listMovements', { query: pageParam === undefined ? {} : { before: pageParam } }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last) => (last.more ? last.movements.at(-1)?.id : undefined),
});

/** Takes the newest view from an answer and has everything else asked again. */
export const refreshStock = async (queries: QueryClient, view?: StockView): Promise<void> => {
  if (view) queries.setQueryData(stockQuery.queryKey, view);
  await queries.invalidateQueries({ queryKey: [key] });
};
