import { Button, Table } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { showMinute } from '../../src/words/index.ts';
import { ScrollBox } from '../ui/ScrollBox.tsx';
import { Waiting } from '../ui/Waiting.tsx';
import { useWords } from '../words.tsx';
import { itemName } from './item-name.ts';
import classes from './Stock.module.css';
import { movementsQuery } from './stock-queries.ts';

const signed = (change: number): string => (change > 0 ? `+${change}` : String(change).replace('-', '−'));

/** 庫存異動紀錄: every movement of this site, newest first (R112). */
export const Ledger = () => {
  const { t, language } = useWords();
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useInfiniteQuery(movementsQuery);
  if (!data) return <Waiting error={error} onRetry={() => void refetch()} />;
  const movements = data.pages.flatMap((page) => page.movements);
  if (movements.length === 0) return <p>{t('stock.ledger_none')}</p>;
  return (
    <div className={classes['list']}>
      <ScrollBox label={t('stock.ledger')} className={classes['scroll']}>
        <Table verticalSpacing={6} tabularNums>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('stock.column.time')}</Table.Th>
              <Table.Th>{t('stock.column.kind')}</Table.Th>
              <Table.Th>{t('stock.column.item')}</Table.Th>
              <Table.Th className={classes['number']}>{t('stock.column.change')}</Table.Th>
              <Table.Th className={classes['number']}>{t('stock.column.after')}</Table.Th>
              <Table.Th>{t('stock.column.clerk')}</Table.Th>
              <Table.Th>{t('stock.column.note')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {movements.map((each) => (
              <Table.Tr key={each.id}>
                <Table.Td className={classes['act']}>{showMinute(each.at, language)}</Table.Td>
                <Table.Td>{t(`stock.movement.${each.kind}`)}</Table.Td>
                <Table.Td>{itemName(t, each.item)}</Table.Td>
                <Table.Td className={classes['number']}>{signed(each.change)}</Table.Td>
                <Table.Td className={classes['number']}>{each.on_hand_after}</Table.Td>
                <Table.Td>{each.clerk}</Table.Td>
                <Table.Td>{each.note}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollBox>
      {hasNextPage && (
        <Button
          className={classes['more'] ?? ''}
          variant="default"
          aria-disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t('stock.more')}
        </Button>
      )}
    </div>
  );
};
