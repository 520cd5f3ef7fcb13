import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { may, useSession } from '../../session/session.ts';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import { Done } from '../Done.tsx';
import classes from '../Hq.module.css';
import { institutionQuery } from '../hq-queries.ts';
import { Applications } from './Applications.tsx';
import { Appointments } from './Appointments.tsx';
import { InstitutionActs } from './InstitutionActs.tsx';
import { InstitutionFacts } from './InstitutionFacts.tsx';

/** One institution: what it is, who works for it, what it has applied for, and what the authority may do. */
export const InstitutionPage = () => {
  const { t } = useWords();
  const session = useSession();
  const { code } = useParams({ from: '/inside/hq/institutions/$code' });
  const { data, error, refetch } = useQuery(institutionQuery(code));
  const [done, setDone] = useState<string>();
  if (!data)
    return (
      <Page title={t('hq.institution.title')}>
        <Waiting error={error} onRetry={() => void refetch()} />
      </Page>
    );
  const { institution, appointments, services } = data;
  return (
    <Page title={`${institution.code} ${institution.full_name}`}>
      <p>
        <Link to="/hq/institutions">{t('hq.institution.back')}</Link>
        {may(session, 'audit:search:any') && (
          <>
            {' · '}
            <Link to="/hq/audit" search={{ site: code }}>
              {t('hq.institution.audit')}
            </Link>
          </>
        )}
      </p>
      {done && <Done>{done}</Done>}
      <Panel title={t('hq.institution.facts')}>
        <InstitutionFacts institution={institution} />
        <InstitutionActs institution={institution} onDone={setDone} />
      </Panel>
      <Panel title={t('hq.institution.appointments')}>
        <Appointments institution={institution} appointments={appointments} onDone={setDone} />
      </Panel>
      <Panel title={t('hq.institution.services')}>
        <div className={classes['stack']}>
          <Applications services={services} />
        </div>
      </Panel>
    </Page>
  );
};
