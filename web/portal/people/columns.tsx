import type { AppointmentView } from '../../../src/access/contract.ts';
import { showDate, showMinute } from '../../../src/words/index.ts';
import { StateBadge } from '../../ui/StateBadge.tsx';
import type { Column } from '../../ui/table-rows.ts';
import { useWords } from '../../words.tsx';
import { useBound } from '../card-names.ts';
import classes from '../Portal.module.css';
import type { People } from './operations.ts';

/** What a list of appointed people shows; the rest can be chosen and is in the file. */
export const useColumns = (people: People): Column<AppointmentView>[] => {
  const { t, language } = useWords();
  const bound = useBound();
  const day = (value: string | null): string => (value === null ? '' : showDate(value, language));
  const minute = (value: string | null): string => (value === null ? '' : showMinute(value, language));
  const professions = (each: AppointmentView): string =>
    each.professions.map((profession) => t(`ui.profession.${profession}`)).join(t('common.list_comma'));
  return [
    {
      id: 'name',
      name: t('portal.people.column.name'),
      value: ({ display_name }) => display_name,
      show: ({ display_name, is_self }) => (
        <strong>
          {display_name}
          {is_self && <span className={classes['self']}>{t('portal.people.self')}</span>}
        </strong>
      ),
    },
    { id: 'account', name: t('portal.people.column.account'), value: ({ account }) => account },
    { id: 'number', name: t('portal.people.column.number'), value: (each) => each.covered_number ?? '' },
    {
      id: 'state',
      name: t('portal.people.column.state'),
      value: ({ state }) => t(`ui.state.${state}`),
      show: ({ state, suspended_why }) => (
        <>
          <StateBadge state={state} />
          {suspended_why && (
            <span className={classes['more']}>
              {t('portal.people.suspended_why', { reason: suspended_why })}
            </span>
          )}
        </>
      ),
    },
    {
      id: 'starts_on',
      name: t('portal.people.column.starts_on'),
      value: ({ starts_on }) => day(starts_on),
      order: ({ starts_on }) => starts_on,
    },
    {
      id: 'ends_on',
      name: t('portal.people.column.ends_on'),
      value: ({ ends_on }) => day(ends_on),
      show: ({ ends_on }) => (ends_on === null ? t('ui.no_end') : day(ends_on)),
      order: ({ ends_on }) => ends_on ?? '9999',
    },
    {
      id: 'password',
      name: t('portal.people.column.password'),
      value: ({ password }) => t(`portal.people.password.${password}`),
    },
    {
      id: 'cards',
      name: t('portal.release.column'),
      value: (each) => bound(each) || t('portal.release.none'),
    },
    ...(people === 'users'
      ? [{ id: 'professions', name: t('portal.people.column.professions'), value: professions }]
      : []),
    {
      id: 'last_log_in',
      name: t('portal.people.column.last_log_in'),
      value: ({ last_log_in }) => minute(last_log_in) || t('portal.people.never'),
      order: ({ last_log_in }) => last_log_in ?? '',
      extra: true,
    },
    {
      id: 'appointed_at',
      name: t('portal.people.column.appointed_at'),
      value: ({ appointed_at }) => minute(appointed_at),
      order: ({ appointed_at }) => appointed_at,
      extra: true,
    },
    {
      id: 'appointed_by',
      name: t('portal.people.column.appointed_by'),
      value: ({ appointed_by }) => appointed_by ?? '',
      extra: true,
    },
  ];
};
