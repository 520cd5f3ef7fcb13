import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { UnifiedGrantView } from '../../../src/services/contract.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import { Done } from '../Done.tsx';
import classes from '../Hq.module.css';
import { catalogueQuery, unifiedGrantsQuery } from '../hq-queries.ts';
import { type Act, ActDialog } from './ActDialog.tsx';
import { AtWork } from './AtWork.tsx';
import { NewOrder } from './NewOrder.tsx';
import { Orders } from './Orders.tsx';
import { isAtWork, useOrderName } from './order.ts';

type Finished = Pick<UnifiedGrantView, 'service' | 'applications' | 'grants'>;

/** 統一授權: count before, start, watch, stop, undo, and every order there was (R069). */
export const UnifiedGrantsPage = () => {
  const { t } = useWords();
  const grants = useQuery(unifiedGrantsQuery);
  const catalogue = useQuery(catalogueQuery);
  const [done, setDone] = useState<string>();
  const [act, setAct] = useState<Act>();
  const [chosen, setChosen] = useState<{ service: string; round: number }>({ service: '', round: 0 });
  const nameOf = useOrderName(catalogue.data?.services ?? []);
  const { finished, watch } = useFinished(grants.data?.unified_grants ?? []);
  const { error, refetch } = grants.error ? grants : catalogue;
  if (!grants.data || !catalogue.data)
    return (
      <Page title={t('hq.unified.title')}>
        <Waiting error={error} onRetry={() => void refetch()} />
      </Page>
    );
  const orders = grants.data.unified_grants;
  const working = orders.find(isAtWork);
  const orderAgain = ({ service }: UnifiedGrantView) => {
    setDone(undefined);
    setChosen({ service, round: chosen.round + 1 });
  };
  return (
    <Page title={t('hq.unified.title')}>
      <p className={classes['hint']}>{t('hq.unified.intro')}</p>
      {done && !finished && <Done>{done}</Done>}
      {finished && (
        <Notice tone="allowed">{t('hq.unified.finished', { name: nameOf(finished), ...finished })}</Notice>
      )}
      {working ? (
        <AtWork
          order={working}
          name={nameOf(working)}
          onStop={() => setAct({ kind: 'stop', order: working })}
        />
      ) : (
        <NewOrder
          key={`${chosen.service} ${chosen.round}`}
          services={catalogue.data.services}
          chosen={chosen.service}
          takesFocus={chosen.round > 0}
          onStarted={({ unified_grant_id }) => {
            watch(unified_grant_id);
            setDone(t('hq.unified.started'));
          }}
        />
      )}
      <Panel title={t('hq.unified.orders')}>
        <Orders
          orders={orders}
          nameOf={nameOf}
          mayAct={!working}
          onUndo={(order) => setAct({ kind: 'undo', order })}
          onAgain={orderAgain}
        />
      </Panel>
      {act && (
        <ActDialog act={act} name={nameOf(act.order)} onDone={setDone} onClose={() => setAct(undefined)} />
      )}
    </Page>
  );
};

/**
 * The order that was at work on this screen, or given here, and is done now: a small one may be done before the
 * list is seen again.
 */
const useFinished = (
  orders: readonly UnifiedGrantView[],
): { finished: Finished | undefined; watch: (unifiedGrantId: number) => void } => {
  const [watched, watch] = useState<number>();
  const working = orders.find(isAtWork)?.unified_grant_id;
  if (working !== undefined && working !== watched) watch(working);
  const order = orders.find(({ unified_grant_id }) => unified_grant_id === watched);
  const finished =
    order?.state === 'done'
      ? { service: order.service, applications: order.applications, grants: order.grants }
      : undefined;
  return { finished, watch };
};
