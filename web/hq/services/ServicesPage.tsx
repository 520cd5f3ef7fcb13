import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Answer } from '../../api.ts';
import { useServiceName } from '../../portal/service-name.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { ServiceStateBadge } from '../../ui/StateBadge.tsx';
import type { Column } from '../../ui/table-rows.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import { catalogueQuery } from '../hq-queries.ts';
import { siteKinds } from './eligibility.ts';

type Service = Answer<'listCatalogue'>['services'][number];

/** 服務目錄: every service with its state, who may apply and who uses it. */
export const ServicesPage = () => {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(catalogueQuery);
  const columns = useColumns(data?.services ?? []);
  return (
    <Page title={t('hq.services.title')}>
      {data ? (
        <DataTable
          label={t('hq.services.title')}
          rows={data.services}
          keyOf={({ code }) => code}
          columns={columns}
          whole
          empty={<p>{t('hq.services.none')}</p>}
        />
      ) : (
        <Waiting error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  );
};

const useColumns = (services: readonly Service[]): Column<Service>[] => {
  const { t } = useWords();
  const nameOf = useServiceName();
  const eligibleOf = ({ eligibility, implied_by }: Service): string => {
    const leader = services.find(({ code }) => code === implied_by);
    if (leader) return t('hq.services.implied', { name: nameOf(leader) });
    if (eligibility.length === siteKinds.length) return t('hq.services.every_kind');
    if (eligibility.length === 0) return t('hq.services.no_kind');
    return eligibility.map(({ site_kind }) => t(`hq.site_kind.${site_kind}`)).join(t('common.list_comma'));
  };
  return [
    {
      id: 'name',
      name: t('hq.services.column.name'),
      value: nameOf,
      show: (service) => (
        <Link to="/hq/services/$code" params={{ code: service.code }}>
          {nameOf(service)}
        </Link>
      ),
    },
    {
      id: 'state',
      name: t('hq.services.column.state'),
      value: (service) => stateInWords(t, service),
      show: (service) => (
        <>
          <ServiceStateBadge state={service.state} /> {dayInWords(t, service)}
        </>
      ),
    },
    { id: 'eligible', name: t('hq.services.column.eligible'), value: eligibleOf },
    {
      id: 'applications',
      name: t('hq.services.column.applications'),
      value: ({ applications }) => applications,
      numeric: true,
    },
    {
      id: 'grants',
      name: t('hq.services.column.grants'),
      value: ({ grants }) => grants,
      numeric: true,
    },
    { id: 'code', name: t('hq.services.column.code'), value: ({ code }) => code, extra: true },
  ];
};

type Say = ReturnType<typeof useWords>['t'];

const dayInWords = (t: Say, { state, opens_on, ended_on }: Service): string => {
  if (state === 'building' && opens_on) return t('hq.services.opens', { day: opens_on });
  if (state === 'ended' && ended_on) return t('hq.services.ended', { day: ended_on });
  return '';
};

const stateInWords = (t: Say, service: Service): string =>
  `${t(`ui.service_state.${service.state}`)} ${dayInWords(t, service)}`.trim();
