import { Button, Table } from '@mantine/core';
import type { SaleOfDay } from '../../src/rationing/contract.ts';
import { ScrollBox } from '../ui/ScrollBox.tsx';
import { useWords } from '../words.tsx';
import { timeOf } from './day-sales-rows.ts';
import classes from './Stock.module.css';

type Props = { sales: SaleOfDay[]; onVoid?: (sale: SaleOfDay) => void };

/** One line a sale; a voided one is struck through and says so. */
export const DaySalesTable = ({ sales, onVoid }: Props) => {
  const { t } = useWords();
  return (
    <ScrollBox label={t('stock.sales')} className={classes['scroll']}>
      <Table verticalSpacing={6} tabularNums>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('stock.column.time')}</Table.Th>
            <Table.Th>{t('stock.column.number')}</Table.Th>
            <Table.Th>{t('stock.column.document')}</Table.Th>
            <Table.Th className={classes['number']}>{t('stock.column.adult_mask')}</Table.Th>
            <Table.Th className={classes['number']}>{t('stock.column.child_mask')}</Table.Th>
            <Table.Th className={classes['number']}>{t('stock.column.price')}</Table.Th>
            <Table.Th>{t('stock.column.by_proxy')}</Table.Th>
            <Table.Th>{t('stock.column.clerk')}</Table.Th>
            <Table.Th>{t('stock.column.act')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sales.map((sale) => (
            <Row key={sale.request_id} sale={sale} {...(onVoid && { onVoid })} />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
};

const Row = ({ sale, onVoid }: { sale: SaleOfDay; onVoid?: (sale: SaleOfDay) => void }) => {
  const { t } = useWords();
  const time = timeOf(sale.sold_at);
  return (
    <Table.Tr data-voided={sale.void ? true : undefined}>
      <Table.Td>{time}</Table.Td>
      <Table.Td>{sale.covered_number}</Table.Td>
      <Table.Td>{t(`document.${sale.document_kind}`)}</Table.Td>
      <Table.Td className={classes['number']}>{sale.quantities['adult_mask'] ?? 0}</Table.Td>
      <Table.Td className={classes['number']}>{sale.quantities['child_mask'] ?? 0}</Table.Td>
      <Table.Td className={classes['number']}>{sale.price_twd}</Table.Td>
      <Table.Td>{sale.by_proxy && t('common.yes')}</Table.Td>
      <Table.Td>{sale.clerk}</Table.Td>
      <Table.Td className={classes['act']}>
        {sale.void && (
          <span>
            {t('stock.voided')} {timeOf(sale.void.at)} {sale.void.reason}
          </span>
        )}
        {!sale.void && onVoid && (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t('stock.void_name', { time, number: sale.covered_number })}
            onClick={() => onVoid(sale)}
          >
            {t('stock.void')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
};
