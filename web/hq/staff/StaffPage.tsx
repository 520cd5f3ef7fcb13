import { Button, Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AppointmentView } from '../../../src/access/contract.ts';
import type { Answer } from '../../api.ts';
import { may, useSession } from '../../session/session.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { OneTimePassword } from '../../ui/OneTimePassword.tsx';
import { Page } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import { Done } from '../Done.tsx';
import { staffQuery } from '../hq-queries.ts';
import { ReleaseByHq } from '../ReleaseByHq.tsx';
import { AppointDialog } from './AppointDialog.tsx';
import { ChangeDialog } from './ChangeDialog.tsx';
import { type Act, StaffActDialog } from './StaffActDialog.tsx';
import { StaffActs } from './StaffActs.tsx';
import { useStaffColumns } from './staff-columns.tsx';

type Appointed = Answer<'hqStaffAppoint'>;
type Open =
  | { kind: 'appoint' }
  | { kind: 'change' | 'release'; who: AppointmentView }
  | { kind: 'act'; act: Act };

/** 署內人員: the people of the authority by office, and everything that is done with their appointments. */
export const StaffPage = () => {
  const { t } = useWords();
  const session = useSession();
  const { data, error, refetch } = useQuery(staffQuery);
  const [withFormer, setWithFormer] = useState(false);
  const [open, setOpen] = useState<Open>();
  const [done, setDone] = useState<string>();
  const [appointed, setAppointed] = useState<Appointed>();
  const columns = useStaffColumns();
  const close = () => setOpen(undefined);
  if (!data)
    return (
      <Page title={t('hq.staff.title')}>
        <Waiting error={error} onRetry={() => void refetch()} />
      </Page>
    );
  const mayAppoint = may(session, 'hq-staff:appoint:own-site');
  const isFormer = ({ state }: AppointmentView) => state === 'ended' || state === 'expired';
  const shown = data.appointments.filter((each) => withFormer || !isFormer(each));
  const take = (sentence: string, answer?: Appointed) => {
    setDone(sentence);
    setAppointed(answer?.initial_password ? answer : undefined);
  };
  return (
    <Page title={t('hq.staff.title')}>
      {done && <Done>{done}</Done>}
      <DataTable
        label={t('hq.staff.title')}
        rows={shown}
        keyOf={({ appointment_id }) => appointment_id}
        columns={columns}
        empty={<p>{t('hq.staff.none')}</p>}
        sort={{ column: 'office', descending: false }}
        fileName={t('hq.staff.file_name', { day: session.today.replaceAll('-', '') })}
        tools={
          <>
            <Checkbox
              size="sm"
              label={t('hq.staff.former')}
              checked={withFormer}
              onChange={(event) => setWithFormer(event.currentTarget.checked)}
            />
            {mayAppoint && (
              <Button size="compact-md" onClick={() => setOpen({ kind: 'appoint' })}>
                {t('hq.staff.appoint')}
              </Button>
            )}
          </>
        }
        acts={(who) => (
          <StaffActs
            who={who}
            onChange={() => setOpen({ kind: 'change', who })}
            onRelease={() => setOpen({ kind: 'release', who })}
            onAct={(kind) => setOpen({ kind: 'act', act: { kind, who } })}
          />
        )}
      />
      {open?.kind === 'appoint' && <AppointDialog onDone={take} onClose={close} />}
      {open?.kind === 'change' && <ChangeDialog who={open.who} onDone={take} onClose={close} />}
      {open?.kind === 'release' && (
        <ReleaseByHq
          who={open.who}
          office={t(`ui.role.${open.who.role}`)}
          operation="hqStaffReleaseCards"
          onDone={take}
          onClose={close}
        />
      )}
      {open?.kind === 'act' && <StaffActDialog act={open.act} onDone={take} onClose={close} />}
      {appointed?.initial_password && (
        <OneTimePassword
          name={appointed.appointment.display_name}
          account={appointed.appointment.account}
          place={session.site.full_name}
          password={appointed.initial_password}
          onClose={() => setAppointed(undefined)}
        />
      )}
    </Page>
  );
};
