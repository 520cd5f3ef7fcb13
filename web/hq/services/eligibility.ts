import type { Profession } from '../../../src/access/contract.ts';

export const siteKinds = [
  'pharmacy',
  'health_centre',
  'health_service_centre',
  'public_hospital',
  'clinic',
  'dental',
  'chinese_medicine',
  'other',
] as const;
export type SiteKind = (typeof siteKinds)[number];

export const professions = [
  'pharmacist',
  'assistant_pharmacist',
  'physician',
  'nurse',
] as const satisfies Profession[];

/** Which institutions may apply, and which of their people may hold it; none named: any user. */
export type Eligibility = { site_kind: SiteKind; professions: Profession[] };

const of = (list: readonly Eligibility[], kind: SiteKind): Eligibility | undefined =>
  list.find(({ site_kind }) => site_kind === kind);

/** With the kind taken in (for any user at first) or left out; in the order of the matrix. */
export const withKind = (list: readonly Eligibility[], kind: SiteKind, may: boolean): Eligibility[] =>
  siteKinds.flatMap((each) => {
    if (each !== kind) return of(list, each) ?? [];
    return may ? [of(list, each) ?? { site_kind: each, professions: [] }] : [];
  });

/** With the profession named or not for a kind that may apply. */
export const withProfession = (
  list: readonly Eligibility[],
  kind: SiteKind,
  profession: Profession,
  may: boolean,
): Eligibility[] =>
  list.map((each) =>
    each.site_kind === kind
      ? {
          ...each,
          professions: professions.filter((one) =>
            one === profession ? may : each.professions.includes(one),
          ),
        }
      : each,
  );

/** Who could hold the service before and cannot any more: a whole kind, or some professions of it. */
export type Narrowing = { site_kind: SiteKind; professions: Profession[] | 'all' };

export const narrowingsOf = (before: readonly Eligibility[], after: readonly Eligibility[]): Narrowing[] =>
  before.flatMap((old): Narrowing[] => {
    const now = of(after, old.site_kind);
    if (!now) return [{ site_kind: old.site_kind, professions: 'all' }];
    if (now.professions.length === 0) return [];
    const held = old.professions.length === 0 ? professions : old.professions;
    const lost = held.filter((each) => !now.professions.includes(each));
    return lost.length === 0 ? [] : [{ site_kind: old.site_kind, professions: [...lost] }];
  });
