/** The cards of R028 in their order, with the readers that take them (R012, R029) and whom they stand for. */
export const cards = [
  { card: 'staff', reader: 'both', holder: 'people' },
  { card: 'nhi', reader: 'nhi', holder: 'people' },
  { card: 'citizen', reader: 'chip', holder: 'people' },
  { card: 'institution', reader: 'both', holder: 'representative' },
  { card: 'government', reader: 'chip', holder: 'representative' },
] as const;
export type Card = (typeof cards)[number];
