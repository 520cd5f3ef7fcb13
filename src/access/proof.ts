import type { WayIn } from './contract.ts';
import type { AccountRow, PlaceRow } from './queries.ts';

/** An institution that a proof opens; `mark` names what proved it, and goes with it when it goes. */
export type Place = PlaceRow & { mark: string };

/** Who is there and at which institutions that is proved, by whichever way of logging in. */
export type Proof = {
  account: AccountRow;
  sites: Place[];
  way: WayIn;
  /** by a card of the first generation */
  first_generation: boolean;
  /** keyed hash of account and address */
  place: Buffer;
  address: string;
  /** the enrolled computer that read the 健保卡; null for every other way */
  workstation_id: string | null;
  /** the ticket that the proof was carried in; it opens one session */
  ticket?: string;
};
