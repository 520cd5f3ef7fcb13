import { sql } from 'kysely';
import type { Counts } from '../../db/tables.ts';
import { isoInstant } from '../platform/clock.ts';
import { addCounts } from '../platform/counts.ts';
import type { Db, Tx } from '../platform/db.ts';
import type { DaySales, DocumentKind, SaleOfDay } from './contract.ts';

/** A sale of a site's day with its void, if any; names of clerks, never of persons. */
export type SaleOfSite = {
  request_id: string;
  person_key: string;
  sold_on: string;
  sold_at: Date;
  covered_number: string;
  document_kind: DocumentKind;
  quantities: Counts;
  price_twd: number;
  by_proxy: boolean;
  clerk: string;
  void: { void_id: string; at: Date; reason: string; clerk: string } | undefined;
};

type Row = Omit<SaleOfSite, 'void'> & {
  void_id: string | null;
  voided_at: Date | null;
  void_reason: string | null;
  void_clerk: string | null;
};

/** The sales of one site on one day (null: any), newest first; with a request id, that one. */
export const findDaySales = async (
  db: Db | Tx,
  programme: string,
  siteCode: string,
  day: string | null,
  requestId: string | null = null,
): Promise<SaleOfSite[]> => {
  const { rows } = await sql<Row>`
    select s.request_id, s.person_key, s.sold_on, s.sold_at, s.covered_number, s.document_kind, s.quantities,
      s.price_twd, s.by_proxy, clerk.display_name as clerk, v.void_id, v.voided_at, v.reason as void_reason,
      voider.display_name as void_clerk
    from sale s
    join account clerk using (account_id)
    left join sale_void v
      on v.sold_on = s.sold_on and v.person_key = s.person_key and v.request_id = s.request_id
    left join account voider on voider.account_id = v.account_id
    where s.programme = ${programme} and s.site_code = ${siteCode}
      and (${day}::date is null or s.sold_on = ${day}::date)
      and (${requestId}::uuid is null or s.request_id = ${requestId}::uuid)
    order by s.sold_at desc, s.request_id desc`.execute(db);
  return rows.map(({ void_id, voided_at, void_reason, void_clerk, ...sale }) => ({
    ...sale,
    void:
      void_id && voided_at
        ? { void_id, at: voided_at, reason: void_reason ?? '', clerk: void_clerk ?? '' }
        : undefined,
  }));
};

export const presentSaleOfDay = (sale: SaleOfSite): SaleOfDay => ({
  request_id: sale.request_id,
  sold_at: isoInstant(sale.sold_at),
  covered_number: sale.covered_number,
  document_kind: sale.document_kind,
  quantities: sale.quantities,
  price_twd: sale.price_twd,
  by_proxy: sale.by_proxy,
  clerk: sale.clerk,
  ...(sale.void && {
    void: { at: isoInstant(sale.void.at), reason: sale.void.reason, clerk: sale.void.clerk },
  }),
});

/** The list with its totals; voided sales are listed and counted apart, and add nothing to the cash. */
export const presentDay = (sales: readonly SaleOfSite[], day: string): DaySales => {
  const standing = sales.filter((each) => !each.void);
  return {
    day,
    sales: sales.map(presentSaleOfDay),
    totals: {
      sales: standing.length,
      voided: sales.length - standing.length,
      quantities: addCounts(standing.map((each) => each.quantities)),
      cash_twd: standing.reduce((sum, each) => sum + each.price_twd, 0),
    },
  };
};
