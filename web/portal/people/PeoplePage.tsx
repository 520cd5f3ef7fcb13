import { Button, Checkbox } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { AppointmentView } from '../../../src/access/contract.ts';
import type { Answer } from '../../api.ts';
import { useSession } from '../../session/session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { OneTimePassword } from '../../ui/OneTimePassword.tsx';
import { Page } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import classes from '../Portal.module.css';
import { peopleQuery, refreshPortal } from '../portal-queries.ts';
import { ActDialog } from './ActDialog.tsx';
import { useColumns } from './columns.tsx';
import type { People } from './operations.ts';
import { type Act, PersonActs } from './PersonActs.tsx';
import { AddDialog, ChangeDialog } from './PersonDialog.tsx';
import { SelfDialog } from './SelfDialog.tsx';

/** 機構管理者維護作業: the representative keeps the managers (R049-R054). */
export const ManagersPage = () => <PeoplePage people="managers" />;

/** 機構使用者維護作業: a manager keeps the users (R055, R056, R060). */
export const UsersPage = () => <PeoplePage people="users" />;

type Open = 'add' | 'self' | { act: Act; of: AppointmentView };
type Appointed = Answer<'usersAppoint'>;

const PeoplePage = ({ people }: { people: People }) => {
  const { t } = useWords();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(peopleQuery(people));
  const [open, setOpen] = useState<Open>();
  const [done, setDone] = useState<string>();
  const [given, setGiven] = useState<Appointed>();
  const title = t(people === 'managers' ? 'frame.managers' : 'frame.users');
  if (!data)
    return (
      <Page title={title}>
        <Waiting error={error} onRetry={() => void refetch()} />
      </Page>
    );

  const finish = (sentence: string) => {
    setDone(sentence);
    void refreshPortal(queries);
  };
  const take = (appointed: Appointed) => {
    const { appointment, initial_password } = appointed;
    const { display_name: name, starts_on: from } = appointment;
    setOpen(undefined);
    if (initial_password !== null) setGiven(appointed);
    finish(
      t(initial_password === null ? 'portal.people.added_known' : 'portal.people.added', { name, from }),
    );
  };
  return (
    <Page title={title}>
      <p className={classes['intro']}>{t(`portal.people.intro.${people}`)}</p>
      {done && <Notice tone="allowed">{done}</Notice>}
      <PeopleList
        people={people}
        appointments={data.appointments}
        onOpen={(wanted) => {
          setDone(undefined);
          setOpen(wanted);
        }}
      />
      <OpenDialog
        people={people}
        open={open}
        all={data.appointments}
        onClose={() => setOpen(undefined)}
        onAppointed={take}
        onDone={(sentence) => {
          setOpen(undefined);
          finish(sentence);
        }}
        onPassword={(appointed) => {
          setOpen(undefined);
          setGiven(appointed);
          void refreshPortal(queries);
        }}
      />
      {given?.initial_password && <Given appointed={given} onClose={() => setGiven(undefined)} />}
    </Page>
  );
};

const Given = ({ appointed, onClose }: { appointed: Appointed; onClose: () => void }) => {
  const { site } = useSession();
  const { display_name, account } = appointed.appointment;
  return (
    <OneTimePassword
      name={display_name}
      account={account}
      place={`${site.code} ${site.full_name}`}
      password={appointed.initial_password ?? ''}
      onClose={onClose}
    />
  );
};

type ListProps = { people: People; appointments: readonly AppointmentView[]; onOpen: (open: Open) => void };

const PeopleList = ({ people, appointments, onOpen }: ListProps) => {
  const { t } = useWords();
  const { site, roles } = useSession();
  const [withEnded, setWithEnded] = useState(false);
  const hasEnded = appointments.some(({ state }) => state === 'ended');
  const isUser = appointments.some(({ is_self, state }) => is_self && state !== 'ended');
  return (
    <>
      <div className={classes['acts']}>
        <Button onClick={() => onOpen('add')}>{t(`portal.people.add.${people}`)}</Button>
        {people === 'users' && roles.includes('manager') && !isUser && (
          <Button variant="default" onClick={() => onOpen('self')}>
            {t('portal.people.add_self')}
          </Button>
        )}
        {people === 'users' && isUser && <Link to="/manage/grants">{t('portal.people.self_go')}</Link>}
      </div>
      <DataTable
        label={t(`portal.people.list.${people}`)}
        rows={withEnded ? appointments : appointments.filter(({ state }) => state !== 'ended')}
        keyOf={({ appointment_id }) => appointment_id}
        columns={useColumns(people)}
        empty={<p>{t(`portal.people.empty.${people}`)}</p>}
        fileName={`${t(`portal.people.list.${people}`)}_${site.code}.csv`}
        acts={(of) => <PersonActs of={of} onAct={(act) => onOpen({ act, of })} />}
        tools={
          hasEnded && (
            <Checkbox
              size="sm"
              label={t('portal.people.show_ended')}
              checked={withEnded}
              onChange={(event) => setWithEnded(event.currentTarget.checked)}
            />
          )
        }
      />
    </>
  );
};

type OpenProps = {
  people: People;
  open: Open | undefined;
  all: readonly AppointmentView[];
  onClose: () => void;
  onAppointed: (appointed: Appointed) => void;
  onDone: (sentence: string) => void;
  onPassword: (appointed: Appointed) => void;
};

const OpenDialog = ({ people, open, all, onClose, onAppointed, onDone, onPassword }: OpenProps) => {
  const { t } = useWords();
  if (open === undefined) return null;
  if (open === 'add') return <AddDialog people={people} onDone={onAppointed} onClose={onClose} />;
  if (open === 'self')
    return <SelfDialog onDone={() => onDone(t('portal.people.self_done'))} onClose={onClose} />;
  const { act, of } = open;
  if (act === 'change')
    return (
      <ChangeDialog
        people={people}
        of={of}
        onDone={({ appointment }) => onDone(t('portal.people.changed', { name: appointment.display_name }))}
        onClose={onClose}
      />
    );
  return <ActDialog {...{ people, act, of, all, onDone, onPassword, onClose }} />;
};
