import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { may, useSession } from '../session/session.ts';
import { Notice } from '../ui/Notice.tsx';
import { Page } from '../ui/Page.tsx';
import { Panel } from '../ui/Panel.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { useWords } from '../words.tsx';
import { Delivery } from './Delivery.tsx';
import { OnHand } from './OnHand.tsx';
import { Records } from './Records.tsx';
import classes from './Stock.module.css';
import { stockQuery } from './stock-queries.ts';

/** 防疫口罩管控系統_庫存: what is there, what arrives, what was sold, and how it came about. */
export const StockPage = () => {
  const { t } = useWords();
  const session = useSession();
  const { data, error, refetch } = useQuery(stockQuery);
  const [outcome, setOutcome] = useState<{ tone: 'allowed' | 'refused'; text: string }>();
  if (!data)
    return (
      <Page title={t('stock.title')}>
        <Waiting error={error} onRetry={() => void refetch()} />
      </Page>
    );
  const mayConfirm = may(session, 'stock:confirm:own-site');
  return (
    <Page title={t('stock.title')}>
      <div className={classes['top']}>
        <OnHand items={data.items} />
        <Panel title={t('stock.deliveries')}>
          <p className={classes['intro']}>{t('stock.intro')}</p>
          <div className={classes['deliveries']}>
            {outcome && <Notice tone={outcome.tone}>{outcome.text}</Notice>}
            {!data.allotted && <Notice tone="attention">{t('refusal.site_not_allotted')}</Notice>}
            {data.allotted && data.deliveries.length === 0 && <p>{t('stock.no_delivery')}</p>}
            {data.deliveries.map((delivery) => (
              <Delivery
                key={`${delivery.delivery_id} ${delivery.receipts.length}`}
                delivery={delivery}
                today={data.today}
                mayConfirm={mayConfirm}
                onDone={(text) => setOutcome({ tone: 'allowed', text })}
                onOvertaken={(text) => setOutcome({ tone: 'refused', text })}
              />
            ))}
          </div>
        </Panel>
      </div>
      <Records items={data.items} />
    </Page>
  );
};
