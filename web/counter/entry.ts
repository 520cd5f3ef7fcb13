import type { DocumentInHand, DocumentKind } from '../../src/rationing/contract.ts';

/** What is known of the buyer, typed or read from the card, as it stands in the fields. */
export type Entry = {
  kind: DocumentKind;
  number: string;
  issuing_country: string;
  birth_date: string;
  document_in_hand: DocumentInHand;
  /** number and birth date were read from a 健保卡 and are not to be changed */
  from_card: boolean;
};

export const documentKinds: readonly DocumentKind[] = ['01', '02', '03', '04', '05'];
export const documentsInHand: readonly DocumentInHand[] = ['nhi_card', 'id_card', 'household_register'];

export const emptyEntry = (kind: DocumentKind): Entry => ({
  kind,
  number: '',
  issuing_country: '',
  birth_date: '',
  document_in_hand: 'nhi_card',
  from_card: false,
});

/**
 * The entry after a change. What was read belongs to 01: 02 takes it over as if it had been typed, since the
 * card is at hand; every other document is another one.
 */
export const edited = (entry: Entry, change: Partial<Entry>): Entry => {
  const { kind } = change;
  if (entry.from_card && kind && kind !== '01' && kind !== '02') return emptyEntry(kind);
  return { ...entry, ...change, from_card: entry.from_card && kind === '01' };
};

export const isBlank = (entry: Entry): boolean => !entry.number && !entry.birth_date;

/** Full-width letters and digits become ASCII, blanks go; for the eye only, the server does it as well. */
export const tidy = (typed: string): string => typed.normalize('NFKC').replaceAll(/\s/gu, '').toUpperCase();

const forms: readonly { pattern: RegExp; offset: number }[] = [
  { pattern: /^(\d{4})(\d{2})(\d{2})$/, offset: 0 },
  { pattern: /^(\d{3})(\d{2})(\d{2})$/, offset: 1911 },
  { pattern: /^(\d{2})(\d{2})(\d{2})$/, offset: 1911 },
  { pattern: /^(\d{1,3})\/(\d{1,2})\/(\d{1,2})$/, offset: 1911 },
];

/** A birth date in both calendars; `roc_year` is 0 or less before the Republic. */
export type UnderstoodDate = { iso: string; roc_year: number; month_day: string };

/**
 * How the four forms of X12 will be understood, shown beside the field while it is typed. Only a hint: the
 * server is the judge.
 */
export const understandBirthDate = (typed: string): UnderstoodDate | undefined => {
  const text = tidy(typed);
  for (const { pattern, offset } of forms) {
    const [, y, m, d] = pattern.exec(text) ?? [];
    if (y === undefined) continue;
    const [year, month, day] = [Number(y) + offset, Number(m), Number(d)];
    const date = new Date(Date.UTC(year, month - 1, day));
    const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    if (!exists || year < 1880 || year > 2200) return undefined;
    const iso = date.toISOString().slice(0, 10);
    return { iso, roc_year: year - 1911, month_day: iso.slice(5).replace('-', '/') };
  }
  return undefined;
};
