import { Table } from '@mantine/core';
import type { RecentPurchase } from '../../src/rationing/contract.ts';
import { showMinute } from '../../src/words/index.ts';
import { Panel } from '../ui/Panel.tsx';
import { ScrollBox } from '../ui/ScrollBox.tsx';
import { useWords } from '../words.tsx';
import classes from './RecentPanel.module.css';

type Props = { recent: RecentPurchase[] | undefined; windowDays: number };

/** 最近購買紀錄: the person's purchases at any site, newest first (R103, R104, X15). */
export const RecentPanel = ({ recent, windowDays }: Props) => {
  const { t, language } = useWords();
  return (
    <Panel title={t('counter.recent')} dense>
      <ScrollBox label={t('counter.recent')} className={classes['scroll']}>
        <Table verticalSpacing={4} horizontalSpacing={6} tabularNums>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('counter.column.site')}</Table.Th>
              <Table.Th>{t('counter.column.number')}</Table.Th>
              <Table.Th>{t('counter.column.bought_at')}</Table.Th>
              <Table.Th className={classes['count']}>{t('counter.column.adult_mask')}</Table.Th>
              <Table.Th className={classes['count']}>{t('counter.column.child_mask')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {recent?.map((each) => (
              <Table.Tr key={`${each.sold_at} ${each.short_name}`} data-voided={each.voided || undefined}>
                <Table.Td>{each.short_name}</Table.Td>
                <Table.Td>{each.covered_number}</Table.Td>
                <Table.Td>
                  {showMinute(each.sold_at, language)}
                  {each.voided && <span className={classes['word']}> ({t('counter.voided')})</span>}
                </Table.Td>
                <Table.Td className={classes['count']}>{each.quantities['adult_mask'] ?? 0}</Table.Td>
                <Table.Td className={classes['count']}>{each.quantities['child_mask'] ?? 0}</Table.Td>
              </Table.Tr>
            ))}
            {!recent?.length && (
              <Table.Tr>
                <Table.Td colSpan={5} className={classes['none']}>
                  {recent ? t('counter.recent_none', { days: windowDays }) : t('counter.recent_before')}
                </Table.Td>
              </Table.Tr>
            )}
          </Table.Tbody>
        </Table>
      </ScrollBox>
    </Panel>
  );
};
