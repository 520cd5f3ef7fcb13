import type { AgentFault } from '../../agent/protocol.ts';
import type { RefusalView } from '../../src/rationing/contract.ts';

/** A sentence that this screen says itself; the words are in the catalogue under `counter`. */
export type OwnWord =
  | 'reader_failed'
  | 'no_agent'
  | 'number_missing'
  | 'birth_date_missing'
  | 'check_failed'
  | 'day_changed'
  | 'sold_out';

export type FieldName = 'number' | 'birth_date' | 'issuing_country' | 'quantities';

/** Why the last step did not go on. `unsold` says that a purchase that was asked for was not made. */
export type Note =
  | { from: 'screen'; word: OwnWord; field?: FieldName }
  /** the card agent's own sentence */
  | { from: 'agent'; code: AgentFault; message: string; field?: undefined }
  | { from: 'server'; refusal: RefusalView; field?: string | undefined; unsold?: true };

/** Refusals of the server that lie in this computer or in the reading, not in the buyer. */
const aboutReading = new Set(['workstation_not_enrolled', 'card_read_stale', 'statement_invalid']);

/** No card could be read, so that 02 is the way on (R088, C1). */
export const isAboutReading = (note: Note): boolean =>
  note.from === 'agent' ||
  (note.from === 'screen' && (note.word === 'no_agent' || note.word === 'reader_failed')) ||
  (note.from === 'server' && aboutReading.has(note.refusal.code));

/** There is nothing here that reads cards, for the next buyer neither. */
export const isWithoutReader = (note: Note): boolean =>
  (note.from === 'screen' && note.word === 'no_agent') ||
  (note.from === 'agent' && ['no_service', 'no_reader'].includes(note.code));
