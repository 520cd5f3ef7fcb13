import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useSession } from '../../session/session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { understandDay } from '../../ui/day.ts';
import { Page } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import classes from '../Portal.module.css';
import { type AuditFilters, auditQuery } from '../portal-queries.ts';
import { kinds, useAuditColumns } from './audit-words.tsx';

/** 稽核紀錄: every act of and on this institution, newest first, which nobody can change (R123). */
export const AuditPage = () => {
  const { t } = useWords();
  const [filters, setFilters] = useState<AuditFilters>({});
  return (
    <Page title={t('frame.audit')}>
      <p className={classes['intro']}>{t('portal.audit.intro')}</p>
      <Filters onApply={setFilters} />
      <Rows filters={filters} />
    </Page>
  );
};

const empty = { from: '', until: '', act: '', outcome: '', account: '' };

const Filters = ({ onApply }: { onApply: (filters: AuditFilters) => void }) => {
  const { t } = useWords();
  const [typed, setTyped] = useState(empty);
  const set = (change: Partial<typeof empty>) => setTyped({ ...typed, ...change });
  const wrong = (text: string) => (text && !understandDay(text) ? t('ui.day_malformed') : undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wrong(typed.from) || wrong(typed.until)) return;
    const [from, until] = [understandDay(typed.from), understandDay(typed.until)];
    const { act, outcome, account } = typed;
    onApply({
      ...(from && { from }),
      ...(until && { until }),
      ...(act && { act }),
      ...((outcome === 'done' || outcome === 'refused') && { outcome }),
      ...(account.trim() && { account: account.trim() }),
    });
  };
  return (
    <form className={classes['stack']} onSubmit={submit} noValidate>
      <div className={classes['filters']}>
        <DateField
          id="audit-from"
          label={t('portal.audit.from')}
          value={typed.from}
          error={wrong(typed.from)}
          onValue={(from) => set({ from })}
        />
        <DateField
          id="audit-until"
          label={t('portal.audit.until')}
          value={typed.until}
          error={wrong(typed.until)}
          onValue={(until) => set({ until })}
        />
        <NativeSelect
          label={t('portal.audit.kind')}
          value={typed.act}
          data={[
            { value: '', label: t('portal.audit.every_kind') },
            ...kinds.map((value) => ({ value, label: t(`portal.audit.kinds.${value}`) })),
          ]}
          onChange={(event) => set({ act: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('portal.audit.outcome')}
          value={typed.outcome}
          data={[
            { value: '', label: t('portal.audit.every_outcome') },
            { value: 'done', label: t('portal.audit.done') },
            { value: 'refused', label: t('portal.audit.refused') },
          ]}
          onChange={(event) => set({ outcome: event.currentTarget.value })}
        />
        <TextInput
          label={t('portal.audit.account')}
          autoComplete="off"
          maxLength={64}
          value={typed.account}
          onChange={(event) => set({ account: event.currentTarget.value })}
        />
      </div>
      <div>
        <Button type="submit">{t('portal.audit.apply')}</Button>
      </div>
    </form>
  );
};

const Rows = ({ filters }: { filters: AuditFilters }) => {
  const { t } = useWords();
  const { site, today } = useSession();
  const columns = useAuditColumns();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    auditQuery(filters),
  );
  if (!data) return <Waiting error={error} onRetry={() => void refetch()} />;
  return (
    <DataTable
      label={t('portal.audit.list')}
      rows={data.pages.flatMap(({ rows }) => rows)}
      keyOf={({ audit_id }) => audit_id}
      columns={columns}
      empty={<p>{t('portal.audit.empty')}</p>}
      fileName={t('portal.audit.file', { code: site.code, day: today.replaceAll('-', '') })}
      onMore={hasNextPage ? () => void fetchNextPage() : undefined}
      isFetching={isFetchingNextPage}
    />
  );
};
