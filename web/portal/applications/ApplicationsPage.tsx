import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { OfferedService } from '../../../src/services/contract.ts';
import type { Reply } from '../../api.ts';
import { ask } from '../../session/ask.ts';
import { may, useSession } from '../../session/session.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import classes from '../Portal.module.css';
import { offeredQuery, refreshPortal } from '../portal-queries.ts';
import { useServiceName } from '../service-name.ts';
import { ApplicationsList } from './ApplicationsList.tsx';

type Outcome = { sentence: string; next: boolean };

/** 健保服務申請作業: what this institution may apply for, and what it has (R058, R059, R065). */
export const ApplicationsPage = () => {
  const { t } = useWords();
  const { data, error, refetch } = useQuery(offeredQuery);
  return (
    <Page title={t('frame.applications')}>
      {data ? (
        <Applications services={data.services} />
      ) : (
        <Waiting error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  );
};

const Applications = ({ services }: { services: readonly OfferedService[] }) => {
  const { t } = useWords();
  const queries = useQueryClient();
  const session = useSession();
  const nameOf = useServiceName();
  const [done, setDone] = useState<Outcome>();
  const [failure, setFailure] = useState<Exclude<Reply<unknown>, { kind: 'answered' }>>();
  const [withdrawing, setWithdrawing] = useState<OfferedService>();

  const finish = (outcome: Outcome) => {
    setDone(outcome);
    setFailure(undefined);
    void refreshPortal(queries);
  };
  const apply = async (codes: readonly string[]): Promise<boolean> => {
    setDone(undefined);
    const reply = await ask('applyForServices', { body: { services: [...codes] } });
    if (reply.kind !== 'answered') {
      setFailure(reply);
      return false;
    }
    const names = services.filter(({ code }) => codes.includes(code)).map(nameOf);
    finish({
      sentence: t('portal.applications.applied_done', { names: names.join(t('common.list_comma')) }),
      next: true,
    });
    return true;
  };

  return (
    <>
      <p className={classes['intro']}>{t('portal.applications.intro')}</p>
      {failure && <Failure reply={failure} />}
      {done && (
        <Notice tone="allowed">
          {done.sentence}
          {done.next && may(session, 'grant:list:own-site') && (
            <>
              {' '}
              <Link to="/manage/grants">{t('portal.applications.applied_next')}</Link>
            </>
          )}
        </Notice>
      )}
      <ApplicationsList services={services} onApply={apply} onWithdraw={setWithdrawing} />
      {services.some(({ code }) => code === 'claims') && (
        <p className={classes['intro']}>{t('portal.applications.implied')}</p>
      )}
      {withdrawing && (
        <ConfirmDialog
          title={t('portal.applications.withdraw_title')}
          what={nameOf(withdrawing)}
          follows={[
            withdrawing.holders > 0
              ? t('portal.applications.withdraw_follows', { n: withdrawing.holders })
              : t('portal.applications.withdraw_none'),
          ]}
          act={t('portal.applications.withdraw_confirm')}
          send={() => ask('withdrawApplication', { params: { code: withdrawing.code } })}
          onDone={() =>
            finish({
              sentence: t('portal.applications.withdrawn', { name: nameOf(withdrawing) }),
              next: false,
            })
          }
          onClose={() => setWithdrawing(undefined)}
        />
      )}
    </>
  );
};
