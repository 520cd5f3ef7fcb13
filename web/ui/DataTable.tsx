import { Button, NativeSelect, Table, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../words.tsx';
import classes from './DataTable.module.css';
import { ScrollBox } from './ScrollBox.tsx';
import { TableTools } from './TableTools.tsx';
import type { Column, Sort } from './table-rows.ts';
import { pageSizes, type TableState, useTable } from './use-table.ts';

type Props<Row> = {
  /** what the list is, for those who hear it */
  label: string;
  rows: readonly Row[];
  keyOf: (row: Row) => string | number;
  /** the first names the row and always stays */
  columns: readonly Column<Row>[];
  /** what to do where there is nothing yet */
  empty: ReactNode;
  /** buttons at the end of a row; each names its row in its `aria-label` */
  acts?: (row: Row) => ReactNode;
  sort?: Sort;
  /** of the exported file, with `.csv`; without it there is no export */
  fileName?: string;
  /** beside the tools: a filter, 新增 */
  tools?: ReactNode;
  /** for lists that the server pages: fetches what comes next, where there is more */
  onMore?: (() => void) | undefined;
  /** how many there are on the server, where not all are loaded */
  total?: number;
  isFetching?: boolean;
  /** all rows at once, without a search of its own: a short list, or one that the server searches */
  whole?: boolean;
};

/**
 * Every list of the portal: search, order by header, pages, choice of columns, CSV, what to do when empty.
 * A real table throughout; at phone width each row becomes a card with the names of its fields.
 */
export const DataTable = <Row,>(props: Props<Row>) => {
  const { label, rows, columns, empty, fileName, tools, onMore, isFetching, whole = false } = props;
  const { t } = useWords();
  const table = useTable(rows, columns, props.sort);
  if (rows.length === 0)
    return (
      <div className={classes['list']}>
        {tools && <div className={classes['tools']}>{tools}</div>}
        <div className={classes['empty']}>{empty}</div>
      </div>
    );
  return (
    <div className={classes['list']}>
      <TableTools
        table={table}
        all={rows.length}
        total={props.total ?? rows.length}
        columns={columns}
        fileName={fileName}
        hasSearch={!whole}
      >
        {tools}
      </TableTools>
      {table.found.length === 0 ? (
        <div className={classes['empty']}>
          <p>{t('ui.nothing_found', { text: table.text })}</p>
          <Button variant="default" onClick={() => table.setText('')}>
            {t('ui.clear_search')}
          </Button>
        </div>
      ) : (
        <ScrollBox label={label} className={classes['scroll']}>
          <Table verticalSpacing={6} tabularNums aria-label={label}>
            <Header table={table} hasActs={props.acts !== undefined} />
            <Table.Tbody>
              {(whole ? table.found : table.onPage).map((row) => (
                <BodyRow
                  key={props.keyOf(row)}
                  row={row}
                  columns={table.columns}
                  {...(props.acts && { acts: props.acts })}
                />
              ))}
            </Table.Tbody>
          </Table>
        </ScrollBox>
      )}
      {!whole && table.found.length > pageSizes[0] && <Paging table={table} />}
      {onMore && (
        <div>
          <Button variant="default" aria-disabled={isFetching} onClick={onMore}>
            {t('ui.more')}
          </Button>
        </div>
      )}
    </div>
  );
};

const Header = <Row,>({ table, hasActs }: { table: TableState<Row>; hasActs: boolean }) => {
  const { t } = useWords();
  const { sort } = table;
  return (
    <Table.Thead>
      <Table.Tr>
        {table.columns.map(({ id, name, numeric }) => {
          const here = sort?.column === id ? sort : undefined;
          return (
            <Table.Th
              key={id}
              scope="col"
              className={numeric ? classes['number'] : undefined}
              {...(here && { 'aria-sort': here.descending ? 'descending' : 'ascending' })}
            >
              <UnstyledButton className={classes['sort'] ?? ''} onClick={() => table.sortBy(id)}>
                {name}
                {here && (
                  <span aria-hidden="true" className={classes['arrow']}>
                    {here.descending ? '▾' : '▴'}
                  </span>
                )}
              </UnstyledButton>
            </Table.Th>
          );
        })}
        {hasActs && (
          <Table.Th scope="col" data-act>
            {t('ui.act')}
          </Table.Th>
        )}
      </Table.Tr>
    </Table.Thead>
  );
};

type RowProps<Row> = { row: Row; columns: readonly Column<Row>[]; acts?: (row: Row) => ReactNode };

const BodyRow = <Row,>({ row, columns, acts }: RowProps<Row>) => {
  const { t } = useWords();
  return (
    <Table.Tr>
      {columns.map(({ id, name, numeric, value, show }) => (
        <Table.Td key={id} data-name={name} className={numeric ? classes['number'] : undefined}>
          {/* One element, so that a card has a name and a value side by side. */}
          <span>{show ? show(row) : value(row)}</span>
        </Table.Td>
      ))}
      {acts && (
        <Table.Td data-name={t('ui.act')}>
          <div className={classes['acts']}>{acts(row)}</div>
        </Table.Td>
      )}
    </Table.Tr>
  );
};

const Paging = <Row,>({ table }: { table: TableState<Row> }) => {
  const { t } = useWords();
  const { page, pages, size } = table;
  return (
    <div className={classes['paging']}>
      <Button
        size="compact-md"
        variant="default"
        aria-disabled={page === 1}
        onClick={() => table.setPage(Math.max(page - 1, 1))}
      >
        {t('ui.previous')}
      </Button>
      <span role="status">{t('ui.page', { page, pages })}</span>
      <Button
        size="compact-md"
        variant="default"
        aria-disabled={page === pages}
        onClick={() => table.setPage(Math.min(page + 1, pages))}
      >
        {t('ui.next')}
      </Button>
      <NativeSelect
        size="sm"
        aria-label={t('ui.per_page')}
        value={String(size)}
        data={pageSizes.map(String)}
        onChange={(event) => table.setSize(Number(event.currentTarget.value))}
      />
    </div>
  );
};
