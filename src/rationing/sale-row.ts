import { createHash } from 'node:crypto';
import { type Counts, canonicalCounts } from '../platform/counts.ts';
import { markOf } from '../platform/secrets.ts';

/** A row of the sale ledger, as it is written and as it is read back. */
export type Sale = {
  programme: string;
  sold_on: string;
  person_key: string;
  request_id: string;
  /** epoch milliseconds */
  sold_at: number;
  site_code: string;
  account_id: string;
  workstation: string | null;
  covered_number: string;
  document_kind: string;
  document_in_hand: string | null;
  source: string;
  birth_year: number;
  person_class: string;
  policy_version: string;
  quantities: Counts;
  price_twd: number;
  by_proxy: boolean;
  /** hex */
  request_hash: string;
};

/** A row of the void ledger. */
export type SaleVoid = {
  programme: string;
  sold_on: string;
  person_key: string;
  request_id: string;
  void_id: string;
  /** epoch milliseconds */
  voided_at: number;
  site_code: string;
  account_id: string;
  reason: string;
};

export const sealOfSale = (key: Buffer, row: Sale): Buffer =>
  markOf(key, [
    'sale',
    row.programme,
    row.sold_on,
    row.person_key,
    row.request_id,
    row.sold_at,
    row.site_code,
    row.account_id,
    row.workstation,
    row.covered_number,
    row.document_kind,
    row.document_in_hand,
    row.source,
    row.birth_year,
    row.person_class,
    row.policy_version,
    canonicalCounts(row.quantities),
    row.price_twd,
    row.by_proxy,
    row.request_hash,
  ]);

export const sealOfVoid = (key: Buffer, row: SaleVoid): Buffer =>
  markOf(key, [
    'sale_void',
    row.programme,
    row.sold_on,
    row.person_key,
    row.request_id,
    row.void_id,
    row.voided_at,
    row.site_code,
    row.account_id,
    row.reason,
  ]);

/** What makes two requests with the same id the same request: person, site, pieces, proxy. Hex, 16 bytes. */
export const hashOfRequest = (request: {
  person_key: string;
  site_code: string;
  quantities: Counts;
  by_proxy: boolean;
}): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        request.person_key,
        request.site_code,
        canonicalCounts(request.quantities),
        request.by_proxy,
      ]),
    )
    .digest('hex')
    .slice(0, 32);
