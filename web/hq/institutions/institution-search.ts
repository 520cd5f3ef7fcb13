import type { InstitutionSearch } from '../hq-queries.ts';
import { siteKinds } from '../services/eligibility.ts';

/** What 醫事機構查詢 was asked for, as it stands in the address; what is none of it is left out. */
export const institutionSearchOf = (search: Record<string, unknown>): InstitutionSearch => {
  const { text, kind, lacks } = search;
  // The router reads a code of digits as a number.
  const typed = typeof text === 'number' ? String(text) : text;
  const known = siteKinds.find((each) => each === kind);
  return {
    ...(typeof typed === 'string' && typed !== '' && { text: typed.slice(0, 40) }),
    ...(known && { kind: known }),
    ...((lacks === 'representative' || lacks === 'manager') && { lacks }),
  };
};
