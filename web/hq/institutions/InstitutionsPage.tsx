import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Page } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import classes from '../Hq.module.css';
import { institutionsQuery } from '../hq-queries.ts';
import { siteKinds } from '../services/eligibility.ts';
import { InstitutionTable } from './InstitutionTable.tsx';
import { institutionSearchOf } from './institution-search.ts';

/** 醫事機構查詢: by code, name, county or kind; what is asked for stands in the address. */
export const InstitutionsPage = () => {
  const { t } = useWords();
  const search = useSearch({ from: '/inside/hq/institutions' });
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(
    institutionsQuery(search),
  );
  const institutions = data?.pages.flatMap((page) => page.institutions);
  return (
    <Page title={t('hq.institutions.title')}>
      <Search key={JSON.stringify(search)} />
      {institutions ? (
        <InstitutionTable
          institutions={institutions}
          total={data?.pages[0]?.total ?? 0}
          onMore={hasNextPage ? () => void fetchNextPage() : undefined}
          isFetching={isFetching}
        />
      ) : (
        <Waiting error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  );
};

const Search = () => {
  const { t } = useWords();
  const search = useSearch({ from: '/inside/hq/institutions' });
  const navigate = useNavigate();
  const [text, setText] = useState(search.text ?? '');
  const [kind, setKind] = useState(search.kind ?? '');
  const [lacks, setLacks] = useState(search.lacks ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void navigate({
      to: '/hq/institutions',
      search: institutionSearchOf({ text: text.trim(), kind, lacks }),
    });
  };
  return (
    <search>
      <form onSubmit={submit} className={classes['search']}>
        <TextInput
          type="search"
          label={t('hq.institutions.text')}
          placeholder={t('hq.institutions.text_hint')}
          maxLength={40}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('hq.institutions.kind')}
          value={kind}
          data={[
            { value: '', label: t('hq.institutions.every_kind') },
            ...siteKinds.map((each) => ({ value: each, label: t(`hq.site_kind.${each}`) })),
          ]}
          onChange={(event) => setKind(event.currentTarget.value)}
        />
        <NativeSelect
          label={t('hq.institutions.lacks')}
          value={lacks}
          data={[
            { value: '', label: t('hq.institutions.every_state') },
            { value: 'representative', label: t('hq.institutions.state.no_representative') },
            { value: 'manager', label: t('hq.institutions.state.no_manager') },
          ]}
          onChange={(event) => setLacks(event.currentTarget.value)}
        />
        <Button type="submit">{t('hq.institutions.search')}</Button>
      </form>
    </search>
  );
};
