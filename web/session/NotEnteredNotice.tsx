import { Notice } from '../ui/Notice.tsx';
import { sayFailure, useWords } from '../words.tsx';
import type { NotEntered } from './card-log-in.ts';
import { NotInstalled } from './NotInstalled.tsx';

/** Why nobody came in, in the words of whoever said no. */
export const NotEnteredNotice = ({ why }: { why: NotEntered }) => {
  const { t, sayProblem } = useWords();
  if (why.by === 'browser') return <Notice tone="attention">{t('log_in.passkey_failed')}</Notice>;
  if (why.by === 'sam') return <Notice tone="refused">{sayProblem({ code: why.code, message: '' })}</Notice>;
  if (why.by === 'agent') {
    const { refusal } = why;
    if (refusal.code === 'not_installed') return <NotInstalled />;
    return <Notice tone={refusal.code === 'cancelled' ? 'attention' : 'refused'}>{refusal.message}</Notice>;
  }
  const { reply } = why;
  return (
    <Notice tone={reply.kind === 'refused' ? 'refused' : 'attention'}>
      {reply.problem ? sayFailure(t, reply) : t('log_in.no_answer')}
    </Notice>
  );
};
