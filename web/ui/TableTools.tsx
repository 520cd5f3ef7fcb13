import { Checkbox, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../words.tsx';
import classes from './DataTable.module.css';
import { Disclosure } from './Disclosure.tsx';
import { ExportButton } from './ExportButton.tsx';
import { type Column, fileRows } from './table-rows.ts';
import type { TableState } from './use-table.ts';

type Props<Row> = {
  table: TableState<Row>;
  all: number;
  total: number;
  columns: readonly Column<Row>[];
  fileName: string | undefined;
  hasSearch: boolean;
  children: ReactNode;
};

/** Above a list: search, how many, which columns, the file, and what the screen itself adds. */
export const TableTools = <Row,>({
  table,
  all,
  total,
  columns,
  fileName,
  hasSearch,
  children,
}: Props<Row>) => {
  const { t } = useWords();
  const { text, found } = table;
  const counted = total > all ? t('ui.loaded', { loaded: all, all: total }) : t('ui.rows', { all });
  return (
    <div className={classes['tools']}>
      {hasSearch && (
        <TextInput
          className={classes['search'] ?? ''}
          type="search"
          label={t('ui.search')}
          maxLength={60}
          value={text}
          onChange={(event) => table.setText(event.currentTarget.value)}
        />
      )}
      <span className={classes['count']} role="status">
        {text ? t('ui.found', { found: found.length, all }) : counted}
      </span>
      <div className={classes['aside']}>
        {children}
        <ColumnChoice table={table} columns={columns} />
        {fileName !== undefined && (
          <ExportButton fileName={fileName} rows={() => fileRows(found, columns)}>
            {t('ui.export')}
          </ExportButton>
        )}
      </div>
    </div>
  );
};

const ColumnChoice = <Row,>({
  table,
  columns,
}: {
  table: TableState<Row>;
  columns: readonly Column<Row>[];
}) => {
  const { t } = useWords();
  return (
    <Disclosure className={classes['columns']}>
      <summary>{t('ui.columns')}</summary>
      <fieldset className={classes['choices']}>
        <legend>{t('ui.columns_hint')}</legend>
        {columns.map(({ id, name }, index) => (
          <Checkbox
            key={id}
            size="sm"
            label={name}
            // Without the first column nobody knows whose row it is.
            disabled={index === 0}
            checked={!table.isHidden(id)}
            onChange={() => table.toggle(id)}
          />
        ))}
      </fieldset>
    </Disclosure>
  );
};
