import type { AnnouncementView } from './contract.ts';

type Dated = { starts_on: string; ends_on: string | null };
export type Announced = Dated & {
  offered: boolean;
  audience: 'public' | 'institutions';
  site_kinds: readonly string[];
};

/** Where an announcement stands on a Taipei day; its first and its last day count in. */
export const stateOf = (row: Dated & { offered: boolean }, today: string): AnnouncementView['state'] => {
  if (!row.offered) return 'withdrawn';
  if (row.starts_on > today) return 'planned';
  return row.ends_on !== null && row.ends_on < today ? 'past' : 'current';
};

/** Who looks: nobody is logged in, or somebody for an institution of a kind, or for none (HQ). */
export type Reader = { logged_in: false } | { logged_in: true; site_kind: string | undefined };

/** Is it for this reader? HQ, which belongs to no kind, sees what every kind sees. */
export const isFor = ({ audience, site_kinds }: Announced, reader: Reader): boolean => {
  if (audience === 'public') return true;
  if (!reader.logged_in) return false;
  return site_kinds.length === 0 || reader.site_kind === undefined || site_kinds.includes(reader.site_kind);
};

/** The link to the old platform stands on the home page until its last day (R041). */
export const isOldOffered = (row: { offered: boolean; ends_on: string | null }, today: string): boolean =>
  row.offered && (row.ends_on === null || row.ends_on >= today);

/**
 * A text as searches compare it: width, case, blanks and marks of Markdown apart, and with one word for the
 * role that the texts call both 機構管理者 and 機構管理員 (X01).
 */
const asSearched = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('管理員', '管理者')
    .replaceAll(/[\s*\\]/g, '');

/** Does the text hold every word that was asked for, in whatever order? */
export const holdsAll = (text: string, asked: string): boolean => {
  const held = asSearched(text);
  return asked
    .split(/\s+/)
    .map(asSearched)
    .every((word) => held.includes(word));
};

/** The same ids with one of them at another place, 1 being the first; after the last is the last. */
export const moveTo = (ids: readonly string[], id: string, position: number): string[] => {
  const others = ids.filter((each) => each !== id);
  return [...others.slice(0, position - 1), id, ...others.slice(position - 1)];
};

/** What a file begins with says what it is, whatever its name says. */
const signatures = { pdf: '%PDF-', zip: 'PK\u0003\u0004' } as const;

export const isWhatItsNameSays = (fileName: string, bytes: Uint8Array): boolean => {
  const ending = fileName.endsWith('.zip') ? 'zip' : 'pdf';
  const signature = signatures[ending];
  return String.fromCharCode(...bytes.subarray(0, signature.length)) === signature;
};
