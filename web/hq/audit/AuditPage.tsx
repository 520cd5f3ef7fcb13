import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useAuditColumns } from '../../portal/audit/audit-words.tsx';
import { useSession } from '../../session/session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import classes from '../Hq.module.css';
import { type AuditSearch, auditQuery } from '../hq-queries.ts';
import { AuditFilters } from './AuditFilters.tsx';

/** 稽核查詢: every act of everybody, by the filters in the address (R123). */
export const AuditPage = () => {
  const { t } = useWords();
  const search = useSearch({ from: '/inside/hq/audit' });
  const isAsked = Object.keys(search).length > 0;
  return (
    <Page title={t('hq.audit.title')}>
      <AuditFilters key={JSON.stringify(search)} search={search} />
      {isAsked ? <Rows search={search} /> : <p className={classes['hint']}>{t('hq.audit.first')}</p>}
    </Page>
  );
};

const Rows = ({ search }: { search: AuditSearch }) => {
  const { t } = useWords();
  const { today } = useSession();
  const [at, ...others] = useAuditColumns();
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(
    auditQuery(search),
  );
  if (!data || !at) return <Waiting error={error} onRetry={() => void refetch()} />;
  const rows = data.pages.flatMap((page) => page.rows);
  return (
    <DataTable
      label={t('hq.audit.title')}
      whole
      rows={rows}
      keyOf={({ audit_id }) => audit_id}
      columns={[
        at,
        {
          id: 'site',
          name: t('hq.audit.site'),
          value: ({ site_code, site_name }) => `${site_code ?? ''} ${site_name ?? ''}`.trim(),
        },
        ...others,
      ]}
      empty={<p>{t('hq.audit.none')}</p>}
      fileName={t('hq.audit.file_name', { day: today.replaceAll('-', '') })}
      onMore={hasNextPage ? () => void fetchNextPage() : undefined}
      isFetching={isFetching}
    />
  );
};
