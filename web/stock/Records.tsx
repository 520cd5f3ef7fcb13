import { Tabs } from '@mantine/core';
import type { StockView } from '../../src/stock/contract.ts';
import { may, useSession } from '../session/session.ts';
import { useWords } from '../words.tsx';
import { CorrectionForm } from './CorrectionForm.tsx';
import { DaySales } from './DaySales.tsx';
import { Ledger } from './Ledger.tsx';
import classes from './Stock.module.css';

/** 今日購買紀錄, 庫存異動紀錄, 庫存更正: what one may see or do of them. */
export const Records = ({ items }: { items: StockView['items'] }) => {
  const { t } = useWords();
  const session = useSession();
  const mayList = may(session, 'sale:list:own-site');
  const mayCorrect = may(session, 'stock:correct:own-site');
  return (
    <section aria-label={t('stock.more_sections')} className={classes['records']}>
      <Tabs defaultValue={mayList ? 'sales' : 'ledger'} keepMounted={false}>
        <Tabs.List>
          {mayList && <Tabs.Tab value="sales">{t('stock.sales')}</Tabs.Tab>}
          <Tabs.Tab value="ledger">{t('stock.ledger')}</Tabs.Tab>
          {mayCorrect && <Tabs.Tab value="correction">{t('stock.correction')}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="sales" className={classes['tab'] ?? ''}>
          <DaySales />
        </Tabs.Panel>
        <Tabs.Panel value="ledger" className={classes['tab'] ?? ''}>
          <Ledger />
        </Tabs.Panel>
        <Tabs.Panel value="correction" className={classes['tab'] ?? ''}>
          <CorrectionForm items={items} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
};
