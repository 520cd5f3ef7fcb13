import type { Reply } from '../api.ts';
import { sayFailure, useWords } from '../words.tsx';
import { Notice } from './Notice.tsx';

/** What became of a change that was not answered as hoped: refused with its reason, or not known. */
export const Failure = ({ reply }: { reply: Exclude<Reply<unknown>, { kind: 'answered' }> }) => {
  const { t } = useWords();
  if (reply.kind === 'refused') return <Notice tone="refused">{sayFailure(t, reply)}</Notice>;
  return <Notice tone="attention">{reply.problem ? sayFailure(t, reply) : t('common.not_known')}</Notice>;
};
