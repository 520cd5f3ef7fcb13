import type { RefusalCode } from './errors.ts';

/** The institution a session works for (R046). */
export type SessionSite = {
  code: string;
  short_name: string;
  full_name: string;
  county: string;
  kind: string;
  is_test: boolean;
};

/** Who acts, at which institution and from where, as the audit trail says it. */
export const actorOf = ({ account_id, site, address }: Session) => ({
  account_id,
  site_code: site.code,
  address,
});

/** What a request may know of who sent it. */
export type Session = {
  /** hex of the token's hash: names the session, opens nothing */
  session_id: string;
  account_id: string;
  account: string;
  display_name: string;
  roles: readonly string[];
  /** codes of the services usable here today */
  services: readonly string[];
  permissions: ReadonlySet<string>;
  /** why nothing else may be done yet; null: nothing is in the way */
  standing: RefusalCode | null;
  site: SessionSite;
  /** how this person came in */
  way: 'password' | 'certificate' | 'nhi_card' | 'passkey';
  /** by a card of the first generation, which should be changed (R035) */
  first_generation: boolean;
  /** where this request came from, behind trusted proxies */
  address: string;
};
