import type { ContentKind, OrderedKind } from '../../../src/portal/contract.ts';

/** What every piece of content in a list has, whatever it says. */
export type Piece = {
  id: string;
  version: number;
  offered: boolean;
  changed_at: string;
  changed_by?: string;
  position?: number;
};

/** Announcements go by date; all others stand in an order of their own. */
export const orderedKind = (kind: ContentKind): OrderedKind | undefined =>
  kind === 'announcement' ? undefined : kind;
