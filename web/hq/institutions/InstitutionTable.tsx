import { Link } from '@tanstack/react-router';
import type { InstitutionView } from '../../../src/headquarters/contract.ts';
import { useSession } from '../../session/session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import type { Column } from '../../ui/table-rows.ts';
import { useWords } from '../../words.tsx';
import { useSiteKind } from '../words.ts';
import { InstitutionBadge } from './InstitutionBadge.tsx';
import { stateOf } from './institution-state.ts';

type Props = {
  institutions: readonly InstitutionView[];
  total: number;
  onMore: (() => void) | undefined;
  isFetching: boolean;
};

export const InstitutionTable = ({ institutions, total, onMore, isFetching }: Props) => {
  const { t } = useWords();
  const { today } = useSession();
  const columns = useColumns();
  return (
    <DataTable
      label={t('hq.institutions.title')}
      rows={institutions}
      total={total}
      keyOf={({ code }) => code}
      columns={columns}
      whole
      empty={<p>{t('hq.institutions.none')}</p>}
      fileName={t('hq.institutions.file_name', { day: today.replaceAll('-', '') })}
      onMore={onMore}
      isFetching={isFetching}
    />
  );
};

const useColumns = (): Column<InstitutionView>[] => {
  const { t } = useWords();
  const { today } = useSession();
  const kindOf = useSiteKind();
  return [
    {
      id: 'code',
      name: t('hq.institutions.column.code'),
      value: ({ code }) => code,
      show: ({ code }) => (
        <Link to="/hq/institutions/$code" params={{ code }}>
          {code}
        </Link>
      ),
    },
    { id: 'name', name: t('hq.institutions.column.name'), value: ({ full_name }) => full_name },
    { id: 'kind', name: t('hq.institutions.column.kind'), value: ({ kind }) => kindOf(kind) },
    {
      id: 'place',
      name: t('hq.institutions.column.place'),
      value: ({ county, township }) => `${county}${township}`,
    },
    {
      id: 'representative',
      name: t('hq.institutions.column.representative'),
      value: ({ representative }) => t(representative ? 'hq.institutions.yes' : 'hq.institutions.no'),
    },
    {
      id: 'managers',
      name: t('hq.institutions.column.managers'),
      value: ({ managers }) => managers,
      numeric: true,
    },
    { id: 'users', name: t('hq.institutions.column.users'), value: ({ users }) => users, numeric: true },
    {
      id: 'services',
      name: t('hq.institutions.column.services'),
      value: ({ services }) => services.length,
      numeric: true,
    },
    {
      id: 'state',
      name: t('hq.institutions.column.state'),
      value: (row) => t(`hq.institutions.state.${stateOf(row, today)}`),
      show: (row) => <InstitutionBadge state={stateOf(row, today)} />,
    },
  ];
};
