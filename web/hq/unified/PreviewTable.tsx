import { Table } from '@mantine/core';
import type { Answer } from '../../api.ts';
import { Notice } from '../../ui/Notice.tsx';
import { ScrollBox } from '../../ui/ScrollBox.tsx';
import { useWords } from '../../words.tsx';
import { useSiteKind } from '../words.ts';
import classes from './Unified.module.css';

type ByKind = Answer<'previewUnifiedGrant'>['by_kind'];

export const totalsOf = (byKind: ByKind): { sites: number; persons: number; already: number } =>
  byKind.reduce(
    (sum, { sites, persons, already }) => ({
      sites: sum.sites + sites,
      persons: sum.persons + persons,
      already: sum.already + already,
    }),
    { sites: 0, persons: 0, already: 0 },
  );

/** 授權前試算: institutions and persons by kind, how many have it already, how many are new. */
export const PreviewTable = ({ byKind }: { byKind: ByKind }) => {
  const { t } = useWords();
  const kindOf = useSiteKind();
  const totals = totalsOf(byKind);
  if (totals.persons === 0) return <Notice tone="attention">{t('hq.unified.preview_none')}</Notice>;
  const rows = byKind.filter(({ sites, persons }) => sites + persons > 0);
  const figures = ({ sites, persons, already }: typeof totals) =>
    [sites, persons, already, persons - already].map((figure, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a row stand where they stand
      <Table.Td key={index} className={classes['number']}>
        {figure}
      </Table.Td>
    ));
  return (
    <>
      <ScrollBox label={t('hq.unified.count')} className={classes['scroll']}>
        <Table className={classes['preview'] ?? ''} verticalSpacing={4} tabularNums>
          <Table.Caption className={classes['caption'] ?? ''}>{t('hq.unified.count')}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('hq.unified.preview.kind')}</Table.Th>
              {(['sites', 'persons', 'already', 'fresh'] as const).map((each) => (
                <Table.Th key={each} scope="col" className={classes['number']}>
                  {t(`hq.unified.preview.${each}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.site_kind}>
                <Table.Th scope="row">{kindOf(row.site_kind)}</Table.Th>
                {figures(row)}
              </Table.Tr>
            ))}
          </Table.Tbody>
          <Table.Tfoot>
            <Table.Tr>
              <Table.Th scope="row">{t('hq.unified.preview.all')}</Table.Th>
              {figures(totals)}
            </Table.Tr>
          </Table.Tfoot>
        </Table>
      </ScrollBox>
      {totals.persons === totals.already && <Notice tone="progress">{t('hq.unified.nothing_new')}</Notice>}
    </>
  );
};
