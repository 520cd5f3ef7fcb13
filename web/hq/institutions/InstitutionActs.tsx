import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { InstitutionView } from '../../../src/headquarters/contract.ts';
import type { Answer } from '../../api.ts';
import { ask } from '../../session/ask.ts';
import { may, useSession } from '../../session/session.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { OneTimePassword } from '../../ui/OneTimePassword.tsx';
import { useWords } from '../../words.tsx';
import classes from '../Hq.module.css';
import { refreshHq } from '../hq-queries.ts';

type Props = { institution: InstitutionView; onDone: (sentence: string) => void };
type Issued = Answer<'issueRepresentative'>;

/** 停權, 恢復, 發給機構代表密碼: what the session may do of it. */
export const InstitutionActs = ({ institution, onDone }: Props) => {
  const { t } = useWords();
  const session = useSession();
  const [asked, setAsked] = useState<'suspend' | 'resume' | 'issue'>();
  const [issued, setIssued] = useState<Issued>();
  const isSuspended = institution.suspended_at !== null;
  const close = () => setAsked(undefined);
  const common = { institution, onDone, onClose: close };
  return (
    <div className={classes['acts']}>
      {may(session, 'representative:issue:any') && (
        <Button variant="default" onClick={() => setAsked('issue')}>
          {t(institution.representative ? 'hq.institution.issue_again' : 'hq.institution.issue')}
        </Button>
      )}
      {may(session, 'institution:suspend:any') && (
        <Button variant="default" onClick={() => setAsked(isSuspended ? 'resume' : 'suspend')}>
          {t(isSuspended ? 'hq.institution.resume' : 'hq.institution.suspend')}
        </Button>
      )}
      {asked === 'suspend' && <Suspend {...common} />}
      {asked === 'resume' && <Resume {...common} />}
      {asked === 'issue' && <Issue institution={institution} onIssued={setIssued} onClose={close} />}
      {issued?.initial_password && (
        <OneTimePassword
          name={t('ui.role.representative')}
          account={issued.appointment.account}
          place={institution.full_name}
          password={issued.initial_password}
          onClose={() => setIssued(undefined)}
        />
      )}
    </div>
  );
};

type DialogProps = Props & { onClose: () => void };

const Suspend = ({ institution, onDone, onClose }: DialogProps) => {
  const { t } = useWords();
  const queries = useQueryClient();
  const { code, full_name: name, managers, users } = institution;
  return (
    <ConfirmDialog
      title={t('hq.institution.suspend')}
      what={`${code} ${name}`}
      follows={[t('hq.institution.suspend_follows', { managers, users }), t('hq.institution.trail')]}
      act={t('hq.institution.suspend_confirm')}
      reason={t('ui.reason')}
      send={(reason) => ask('suspendInstitution', { params: { code }, body: { reason } })}
      onDone={() => {
        onDone(t('hq.institution.suspended', { name }));
        void refreshHq(queries);
      }}
      onClose={onClose}
    />
  );
};

const Resume = ({ institution, onDone, onClose }: DialogProps) => {
  const { t } = useWords();
  const queries = useQueryClient();
  const { code, full_name: name } = institution;
  return (
    <ConfirmDialog
      title={t('hq.institution.resume')}
      what={`${code} ${name}`}
      follows={[t('hq.institution.resume_follows')]}
      act={t('hq.institution.resume_confirm')}
      harmless
      send={() => ask('resumeInstitution', { params: { code } })}
      onDone={() => {
        onDone(t('hq.institution.resumed', { name }));
        void refreshHq(queries);
      }}
      onClose={onClose}
    />
  );
};

type IssueProps = {
  institution: InstitutionView;
  onIssued: (issued: Issued) => void;
  onClose: () => void;
};

const Issue = ({ institution, onIssued, onClose }: IssueProps) => {
  const { t } = useWords();
  const queries = useQueryClient();
  const { code, full_name, representative } = institution;
  return (
    <ConfirmDialog
      title={t(representative ? 'hq.institution.issue_again' : 'hq.institution.issue')}
      what={`${code} ${full_name}`}
      follows={[
        ...(representative ? [t('hq.institution.issue_replaces')] : []),
        t('hq.institution.issue_follows', { code }),
        t('hq.institution.issue_identity'),
      ]}
      act={t('hq.institution.issue_confirm')}
      harmless={!representative}
      send={() => ask('issueRepresentative', { params: { code } })}
      onDone={(answer) => {
        onIssued(answer);
        void refreshHq(queries);
      }}
      onClose={onClose}
    />
  );
};
