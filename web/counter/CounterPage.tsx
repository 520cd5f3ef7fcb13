import { useQuery } from '@tanstack/react-query';
import { useSession } from '../session/session.ts';
import { Page } from '../ui/Page.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { useWords } from '../words.tsx';
import { Counter } from './Counter.tsx';
import { counterQuery } from './counter-query.ts';
import { findOrphan } from './pending.ts';
import { pendingSales } from './use-counter.ts';

/** 防疫口罩管控系統_購買. A sale left unanswered by a reload or a crash is taken up before anything else. */
export const CounterPage = () => {
  const { t } = useWords();
  const { site } = useSession();
  const seen = useQuery(counterQuery);
  const orphan = useQuery({
    queryKey: ['orphan', site.code],
    queryFn: async () => (await findOrphan(pendingSales, site.code)) ?? null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Page title={t('counter.title')} hideTitle>
      {seen.data && orphan.data !== undefined ? (
        <Counter seen={seen.data} orphan={orphan.data} />
      ) : (
        <Waiting error={seen.error} onRetry={() => void seen.refetch()} />
      )}
    </Page>
  );
};
