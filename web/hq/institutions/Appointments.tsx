import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AppointmentView } from '../../../src/access/contract.ts';
import type { InstitutionView } from '../../../src/headquarters/contract.ts';
import { showMinute } from '../../../src/words/index.ts';
import { isBound, useBound } from '../../portal/card-names.ts';
import { may, useSession } from '../../session/session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { StateBadge } from '../../ui/StateBadge.tsx';
import type { Column } from '../../ui/table-rows.ts';
import { useWords } from '../../words.tsx';
import { ReleaseByHq } from '../ReleaseByHq.tsx';
import { RenamePerson } from './RenamePerson.tsx';
import { SuspendPerson } from './SuspendPerson.tsx';

type Props = {
  institution: InstitutionView;
  appointments: readonly AppointmentView[];
  onDone: (sentence: string) => void;
};

/** From the top of the chain down. */
const levels: readonly string[] = ['representative', 'manager', 'user'];

/** 人員: representative, managers, users, each with their state; single ones can be suspended. */
export const Appointments = ({ institution, appointments, onDone }: Props) => {
  const { t } = useWords();
  const session = useSession();
  const [asked, setAsked] = useState<AppointmentView>();
  const [renamed, setRenamed] = useState<AppointmentView>();
  const [released, setReleased] = useState<AppointmentView>();
  const columns = useColumns();
  const maySuspend = may(session, 'institution:suspend:any');
  const mayRename = may(session, 'person:rename:any');
  const mayRelease = may(session, 'representative:issue:any');
  const actOn = (each: AppointmentView) => {
    if (each.state === 'ended' || each.state === 'expired') return null;
    const named = { name: each.display_name, role: t(`ui.role.${each.role}`) };
    const isSuspended = each.state === 'suspended';
    return (
      <>
        {mayRename && each.role !== 'representative' && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('hq.institution.rename_name', { name: each.display_name })}
            onClick={() => setRenamed(each)}
          >
            {t('hq.institution.rename')}
          </Button>
        )}
        {mayRelease && isBound(each) && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('portal.release.name', { name: each.display_name })}
            onClick={() => setReleased(each)}
          >
            {t('portal.release.act')}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t(
            isSuspended ? 'hq.institution.resume_person_name' : 'hq.institution.suspend_person_name',
            named,
          )}
          onClick={() => setAsked(each)}
        >
          {t(isSuspended ? 'hq.institution.resume_person' : 'hq.institution.suspend_person')}
        </Button>
      </>
    );
  };
  return (
    <>
      <DataTable
        label={t('hq.institution.appointments')}
        rows={[...appointments].sort((a, b) => levels.indexOf(a.role) - levels.indexOf(b.role))}
        keyOf={({ appointment_id }) => appointment_id}
        columns={columns}
        whole
        empty={<p>{t('hq.institution.appointments_none')}</p>}
        {...(maySuspend && { acts: actOn })}
      />
      {renamed && <RenamePerson who={renamed} onDone={onDone} onClose={() => setRenamed(undefined)} />}
      {released && (
        <ReleaseByHq
          who={released}
          office={t(`ui.role.${released.role}`)}
          operation="releaseAnyCards"
          onDone={onDone}
          onClose={() => setReleased(undefined)}
        />
      )}
      {asked && (
        <SuspendPerson
          appointment={asked}
          institution={institution}
          onDone={onDone}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  );
};

const useColumns = (): Column<AppointmentView>[] => {
  const { t, language } = useWords();
  const bound = useBound();
  const comma = t('common.list_comma');
  return [
    { id: 'name', name: t('hq.person.name'), value: ({ display_name }) => display_name },
    { id: 'account', name: t('hq.person.account'), value: ({ account }) => account },
    {
      id: 'number',
      name: t('hq.person.number'),
      value: ({ covered_number }) => covered_number ?? '',
      extra: true,
    },
    { id: 'role', name: t('hq.person.role'), value: ({ role }) => t(`ui.role.${role}`) },
    {
      id: 'professions',
      name: t('hq.person.professions'),
      value: ({ professions }) => professions.map((each) => t(`ui.profession.${each}`)).join(comma),
    },
    {
      id: 'services',
      name: t('hq.person.services'),
      value: ({ services }) => services.length,
      numeric: true,
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
      extra: true,
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
