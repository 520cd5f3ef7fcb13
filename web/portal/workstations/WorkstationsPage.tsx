import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { WorkstationView } from '../../../src/access/card-contract.ts';
import { showMinute } from '../../../src/words/index.ts';
import { useAgent } from '../../agent/use-agent.ts';
import { ask } from '../../session/ask.ts';
import { may, useSession } from '../../session/session.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import classes from '../Portal.module.css';
import { refreshPortal, workstationsQuery } from '../portal-queries.ts';
import { useWorkstationColumns } from './columns.tsx';
import { ThisComputer } from './ThisComputer.tsx';

/** 工作站: the computers whose card reads this institution vouches for; this one is enrolled here (R030). */
export const WorkstationsPage = () => {
  const { t } = useWords();
  const session = useSession();
  const queries = useQueryClient();
  const { agent, lookAgain } = useAgent();
  const { data, error, refetch } = useQuery(workstationsQuery);
  const [ending, setEnding] = useState<WorkstationView>();
  const [done, setDone] = useState<string>();
  const here = agent.state === 'there' ? agent.status.workstation : undefined;
  const columns = useWorkstationColumns(here);
  if (!data)
    return (
      <Page title={t('frame.workstations')}>
        <Waiting error={error} onRetry={() => void refetch()} />
      </Page>
    );
  const mayEnrol = may(session, 'workstation:enrol:own-site');
  const finish = (sentence: string) => {
    setDone(sentence);
    void refreshPortal(queries);
  };
  return (
    <Page title={t('frame.workstations')}>
      <p className={classes['intro']}>{t('portal.workstations.intro')}</p>
      {done && <Notice tone="allowed">{done}</Notice>}
      <ThisComputer
        agent={agent}
        enrolled={data.workstations.find(({ workstation }) => workstation === here)}
        mayEnrol={mayEnrol}
        onLookAgain={lookAgain}
        onEnrolled={({ label }) => finish(t('portal.workstations.enrolled', { label }))}
        onChanged={() => void refetch()}
      />
      <DataTable
        label={t('portal.workstations.list')}
        rows={data.workstations}
        keyOf={({ workstation_id }) => workstation_id}
        columns={columns}
        whole
        empty={<p>{t('portal.workstations.empty')}</p>}
        {...(mayEnrol && {
          acts: (each: WorkstationView) => (
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t('portal.workstations.end_name', { label: each.label })}
              onClick={() => {
                setDone(undefined);
                setEnding(each);
              }}
            >
              {t('portal.workstations.end')}
            </Button>
          ),
        })}
      />
      {ending && (
        <EndDialog
          of={ending}
          onDone={() => finish(t('portal.workstations.ended', { label: ending.label }))}
          onClose={() => setEnding(undefined)}
        />
      )}
    </Page>
  );
};

type EndProps = { of: WorkstationView; onDone: () => void; onClose: () => void };

const EndDialog = ({ of, onDone, onClose }: EndProps) => {
  const { t, language } = useWords();
  const { workstation_id, label, enrolled_at, enrolled_by } = of;
  return (
    <ConfirmDialog
      title={t('portal.workstations.end_title')}
      what={t('portal.workstations.end_what', {
        label,
        at: showMinute(enrolled_at, language),
        by: enrolled_by,
      })}
      follows={[t('portal.workstations.end_follows'), t('portal.workstations.end_again')]}
      act={t('portal.workstations.end_confirm')}
      send={() => ask('endWorkstation', { params: { workstation_id: String(workstation_id) } })}
      onDone={onDone}
      onClose={onClose}
    />
  );
};
