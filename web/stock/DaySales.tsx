import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SaleOfDay } from '../../src/rationing/contract.ts';
import { may, useSession } from '../session/session.ts';
import { ExportButton } from '../ui/ExportButton.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { useWords } from '../words.tsx';
import { DaySalesTable } from './DaySalesTable.tsx';
import { rowsOf } from './day-sales-rows.ts';
import { linesOf } from './item-name.ts';
import classes from './Stock.module.css';
import { daySalesQuery } from './stock-queries.ts';
import { VoidDialog } from './VoidDialog.tsx';

/** 今日購買紀錄: this site's own sales of today with the cash to count, each one to void until midnight. */
export const DaySales = () => {
  const { t } = useWords();
  const session = useSession();
  const { data, error, refetch } = useQuery(daySalesQuery);
  const [chosen, setChosen] = useState<SaleOfDay>();
  const [done, setDone] = useState<string>();
  if (!data) return <Waiting error={error} onRetry={() => void refetch()} />;
  const { totals, sales, day } = data;
  const name = t('stock.export_name', { code: session.site.code, day: day.replaceAll('-', '') });
  return (
    <div className={classes['list']}>
      <div className={classes['totals']}>
        <span>{t('stock.sales_total', { sales: totals.sales })}</span>
        {totals.sales > 0 && <span>{linesOf(t, totals.quantities)}</span>}
        <strong>{t('stock.cash', { amount: totals.cash_twd })}</strong>
        {totals.voided > 0 && <span>{t('stock.sales_voided', { voided: totals.voided })}</span>}
        <ExportButton className={classes['export']} fileName={name} rows={() => rowsOf(t, sales)}>
          {t('stock.export')}
        </ExportButton>
      </div>
      {done && <Notice tone="allowed">{done}</Notice>}
      {sales.length === 0 ? (
        <p>{t('stock.sales_none')}</p>
      ) : (
        <DaySalesTable sales={sales} {...(may(session, 'sale:void:own-site') && { onVoid: setChosen })} />
      )}
      <p className={classes['intro']}>{t('stock.records_by_letter')}</p>
      {chosen && <VoidDialog sale={chosen} onClose={() => setChosen(undefined)} onDone={setDone} />}
    </div>
  );
};
