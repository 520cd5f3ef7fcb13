import type { RefusalView } from '../../src/rationing/contract.ts';

/** A sentence that this screen says itself; the words are in the catalogue under `counter`. */
export type OwnWord =
  | 'reader_failed'
  | 'number_missing'
  | 'birth_date_missing'
  | 'check_failed'
  | 'day_changed'
  | 'sold_out';

export type FieldName = 'number' | 'birth_date' | 'issuing_country' | 'quantities';

/** Why the last step did not go on. `unsold` says that a purchase that was asked for was not made. */
export type Note =
  | { from: 'screen'; word: OwnWord; field?: FieldName }
  | { from: 'server'; refusal: RefusalView; field?: string | undefined; unsold?: true };
