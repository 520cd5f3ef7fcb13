/** One row that is not what it must be, and what is wrong with it. No person's number: keys only. */
export type Difference = {
  table: string;
  /** the row's primary key, readable */
  row: string;
  problem:
    | 'altered'
    | 'missing'
    | 'unexpected'
    | 'other_sum'
    | 'other_purchases'
    | 'voided_without_void'
    | 'no_sale'
    | 'no_movement';
  detail: string;
};

/** Keys that a named difference explains already, so that one altered row is one line. */
export type Explained = { people: Set<string>; stock: Set<string> };

export const stockKey = (siteCode: string, item: string): string => `${siteCode} ${item}`;
