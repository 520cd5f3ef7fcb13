import { QueryClient } from '@tanstack/react-query';
import { isUnanswered } from './session/ask.ts';

/** Server state. A refusal is an answer and is not asked again; a lost one is, twice. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      retry: (failures, error) => failures < 2 && isUnanswered(error) && error.reply.kind === 'unknown',
    },
  },
});
