import type { OfferedService } from '../../../src/services/contract.ts';
import { useServiceName } from '../../portal/service-name.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { ServiceStateBadge } from '../../ui/StateBadge.tsx';
import type { Column } from '../../ui/table-rows.ts';
import { useWords } from '../../words.tsx';

/** 服務申請: what this institution may apply for, and what it has. */
export const Applications = ({ services }: { services: readonly OfferedService[] }) => {
  const { t } = useWords();
  const columns = useColumns();
  return (
    <DataTable
      label={t('hq.institution.services')}
      rows={services}
      keyOf={({ code }) => code}
      columns={columns}
      whole
      empty={<p>{t('hq.institution.services_none')}</p>}
    />
  );
};

const useColumns = (): Column<OfferedService>[] => {
  const { t } = useWords();
  const nameOf = useServiceName();
  const comma = t('common.list_comma');
  return [
    { id: 'name', name: t('hq.institution.service.name'), value: nameOf },
    {
      id: 'state',
      name: t('hq.institution.service.state'),
      value: ({ state }) => t(`ui.service_state.${state}`),
      show: ({ state }) => <ServiceStateBadge state={state} />,
    },
    {
      id: 'application',
      name: t('hq.institution.service.application'),
      value: ({ application }) => {
        if (!application) return t('hq.institution.not_applied');
        const { applied_at: at, applied_by: by } = application;
        const source = t(`hq.institution.source.${application.source}`);
        return by
          ? t('hq.institution.applied_by', { at, source, by })
          : t('hq.institution.applied', { at, source });
      },
      order: ({ application }) => application?.applied_at ?? '',
    },
    {
      id: 'who',
      name: t('hq.institution.service.who'),
      value: ({ professions }) =>
        professions.length === 0
          ? t('hq.institution.anybody')
          : professions.map((each) => t(`ui.profession.${each}`)).join(comma),
    },
    {
      id: 'holders',
      name: t('hq.institution.service.holders'),
      value: ({ holders }) => holders,
      numeric: true,
    },
  ];
};
