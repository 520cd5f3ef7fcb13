import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { GrantList } from '../../../src/services/contract.ts';
import { useSession } from '../../session/session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { StateBadge } from '../../ui/StateBadge.tsx';
import type { Column } from '../../ui/table-rows.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import classes from '../Portal.module.css';
import { grantsQuery, refreshPortal } from '../portal-queries.ts';
import { useProfessions, useServiceName } from '../service-name.ts';
import { GrantCell, type GrantService, type GrantUser, grantOf, useGrantState } from './GrantCell.tsx';
import { GrantDialog } from './GrantDialog.tsx';
import { ImportPanel } from './ImportPanel.tsx';

/** 使用者授權管理作業: users down, services across, and who may use what (R061). */
export const GrantsPage = () => {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(grantsQuery);
  return (
    <Page title={t('frame.grants')}>
      <p className={classes['intro']}>{t('portal.grants.intro')}</p>
      {data ? <Grants list={data} /> : <Waiting error={error} onRetry={() => void refetch()} />}
    </Page>
  );
};

type Open = { user: GrantUser; service: GrantService };

const Grants = ({ list }: { list: GrantList }) => {
  const { t } = useWords();
  const queries = useQueryClient();
  const { site } = useSession();
  const [open, setOpen] = useState<Open>();
  const [done, setDone] = useState<string>();
  const columns = useColumns(list.services, (user, service) => {
    setDone(undefined);
    setOpen({ user, service });
  });
  if (list.services.length === 0)
    return (
      <Notice tone="attention">
        {t('portal.grants.no_services')} <Link to="/manage/services">{t('frame.applications')}</Link>
      </Notice>
    );
  return (
    <>
      {done && <Notice tone="allowed">{done}</Notice>}
      <DataTable
        label={t('portal.grants.list')}
        rows={list.users}
        keyOf={({ appointment_id }) => appointment_id}
        columns={columns}
        empty={
          <p>
            {t('portal.grants.no_users')} <Link to="/manage/users">{t('frame.users')}</Link>
          </p>
        }
        fileName={`${t('frame.grants')}_${site.code}.csv`}
      />
      {list.users.length > 0 && <ImportPanel list={list} />}
      {open && (
        <GrantDialog
          {...open}
          onDone={(sentence) => {
            setOpen(undefined);
            setDone(sentence);
            void refreshPortal(queries);
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
};

const useColumns = (
  services: readonly GrantService[],
  onOpen: (user: GrantUser, service: GrantService) => void,
): Column<GrantUser>[] => {
  const { t } = useWords();
  const nameOf = useServiceName();
  const stateOf = useGrantState();
  const professionsOf = useProfessions();
  return [
    {
      id: 'name',
      name: t('portal.grants.column.name'),
      value: ({ display_name, account }) => `${display_name} ${account}`,
      show: ({ display_name, account, covered_number }) => (
        <>
          <strong>{display_name}</strong>
          <span className={`${classes['more']} ${classes['nowrap']}`}>
            {[account, covered_number].filter(Boolean).join(' ')}
          </span>
        </>
      ),
    },
    {
      id: 'state',
      name: t('portal.grants.column.state'),
      value: ({ state }) => t(`ui.state.${state}`),
      show: ({ state }) => <StateBadge state={state} />,
    },
    {
      id: 'professions',
      name: t('portal.grants.column.professions'),
      value: ({ professions }) => (professions.length === 0 ? '' : professionsOf(professions)),
    },
    ...services.map((service) => ({
      id: `service ${service.code}`,
      name: nameOf(service),
      value: (user: GrantUser) => stateOf(grantOf(user, service)),
      show: (user: GrantUser) => (
        <GrantCell user={user} service={service} onOpen={() => onOpen(user, service)} />
      ),
    })),
  ];
};
