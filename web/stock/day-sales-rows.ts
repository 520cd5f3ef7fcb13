import type { SaleOfDay } from '../../src/rationing/contract.ts';
import type { Say } from '../words.tsx';

/** `16:26` of an instant in Taipei time. */
export const timeOf = (instant: string): string => instant.slice(11, 16);

/** The day's list as rows for a file, the names of the columns first. */
export const rowsOf = (t: Say, sales: readonly SaleOfDay[]): (string | number)[][] => [
  [
    t('stock.column.time'),
    t('stock.column.number'),
    t('stock.column.document'),
    t('stock.column.adult_mask'),
    t('stock.column.child_mask'),
    t('stock.column.price'),
    t('stock.column.by_proxy'),
    t('stock.column.clerk'),
    t('stock.column.voided_at'),
    t('stock.column.void_reason'),
  ],
  ...sales.map((sale) => [
    timeOf(sale.sold_at),
    sale.covered_number,
    t(`document.${sale.document_kind}`),
    sale.quantities['adult_mask'] ?? 0,
    sale.quantities['child_mask'] ?? 0,
    sale.price_twd,
    sale.by_proxy ? t('common.yes') : '',
    sale.clerk,
    sale.void ? timeOf(sale.void.at) : '',
    sale.void?.reason ?? '',
  ]),
];
