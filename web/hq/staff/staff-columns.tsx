import type { AppointmentView } from '../../../src/access/contract.ts';
import { showMinute } from '../../../src/words/index.ts';
import { useBound } from '../../portal/card-names.ts';
import { StateBadge } from '../../ui/StateBadge.tsx';
import type { Column } from '../../ui/table-rows.ts';
import { useWords } from '../../words.tsx';
import { offices } from './offices.ts';

export const useStaffColumns = (): Column<AppointmentView>[] => {
  const { t, language } = useWords();
  const bound = useBound();
  return [
    {
      id: 'name',
      name: t('hq.person.name'),
      value: ({ display_name }) => display_name,
      show: ({ display_name, is_self }) =>
        is_self ? `${display_name} (${t('hq.staff.self')})` : display_name,
    },
    { id: 'account', name: t('hq.person.account'), value: ({ account }) => account },
    {
      id: 'number',
      name: t('hq.person.number'),
      value: ({ covered_number }) => covered_number ?? '',
      extra: true,
    },
    {
      id: 'office',
      name: t('hq.staff.office'),
      value: ({ role }) => t(`ui.role.${role}`),
      order: ({ role }) => offices.indexOf(role as (typeof offices)[number]),
    },
    {
      id: 'days',
      name: t('hq.person.days'),
      value: ({ starts_on: from, ends_on: until }) =>
        until ? t('hq.days', { from, until }) : t('hq.days_open', { from }),
      order: ({ starts_on }) => starts_on,
    },
    {
      id: 'password',
      name: t('hq.person.password'),
      value: ({ password }) => t(`hq.password.${password}`),
    },
    {
      id: 'cards',
      name: t('portal.release.column'),
      value: (each) => bound(each) || t('portal.release.none'),
    },
    {
      id: 'last_log_in',
      name: t('hq.person.last_log_in'),
      value: ({ last_log_in }) => (last_log_in ? showMinute(last_log_in, language) : t('hq.person.never')),
      order: ({ last_log_in }) => last_log_in ?? '',
      extra: true,
    },
    {
      id: 'state',
      name: t('hq.person.state'),
      value: ({ state, suspended_why }) => `${t(`ui.state.${state}`)} ${suspended_why ?? ''}`.trim(),
      show: ({ state, suspended_why }) => (
        <>
          <StateBadge state={state} /> {suspended_why}
        </>
      ),
    },
  ];
};
