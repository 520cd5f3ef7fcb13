import { setTimeout as sleep } from 'node:timers/promises';
import type { Reader } from 'pcsc-mini';
import { type Fault, fault } from './fault.ts';
import type { AgentFault } from './protocol.ts';
import { askForNhiCard, type CardAnswer } from './read-nhi-card.ts';

const attempts = 3;
/** pcscd looks 400 ms apart whether a card is there. */
const settleMs = 600;

/** What the codes of PC/SC mean for the person at the counter; others are a failed read. */
const meanings: Readonly<Record<string, AgentFault>> = {
  NoService: 'no_service',
  ServiceStopped: 'no_service',
  CommError: 'no_service',
  SharingViolation: 'reader_busy',
  ServerTooBusy: 'reader_busy',
  NoSmartCard: 'no_card',
  RemovedCard: 'no_card',
  ReaderUnavailable: 'no_reader',
  UnknownReader: 'no_reader',
  NoReadersAvailable: 'no_reader',
};

export const meaningOf = (error: unknown): AgentFault =>
  (error instanceof Error && 'code' in error ? meanings[String(error.code)] : undefined) ?? 'read_failed';

/** The library is loaded once, where it may be missing. */
export type Library = typeof import('pcsc-mini');
type Situation = {
  library: Library;
  isInside: () => boolean;
  isLate: () => boolean;
  /** the card is ours alone for the moment */
  begun: () => void;
  retried: () => void;
};

/** Leaving the card as it is throughout: the pharmacy's own software uses it too. */
const converse = async (reader: Reader, { library, begun }: Situation): Promise<CardAnswer> => {
  const { CardDisposition, CardMode } = library;
  const card = await reader.connect(CardMode.SHARED);
  try {
    const transaction = await card.transaction();
    begun();
    try {
      return await askForNhiCard((command) => card.transmit(command));
    } finally {
      await transaction.end(CardDisposition.LEAVE).catch(() => undefined);
    }
  } finally {
    await card.disconnect(CardDisposition.LEAVE).catch(() => undefined);
  }
};

/**
 * Reads one card. A first read of a cold card may fail, another program may reset the card in the middle: both
 * are tried again, on a connection of its own. A card that is no longer there when tried again was pulled out.
 */
export const readCard = async (reader: Reader, situation: Situation): Promise<CardAnswer | Fault> => {
  const { isInside, isLate, retried } = situation;
  let failed: AgentFault = 'read_failed';
  for (let attempt = 0; attempt < attempts && !isLate(); attempt++) {
    if (attempt > 0) retried();
    try {
      const answer = await converse(reader, situation);
      if (answer.kind !== 'unclear') return answer;
      failed = 'read_failed';
    } catch (error) {
      failed = meaningOf(error);
      if (failed === 'no_card' && attempt > 0) return fault('card_removed');
      if (failed === 'reader_busy' || failed === 'no_service' || failed === 'no_reader') return fault(failed);
      const code = error instanceof Error && 'code' in error ? error.code : '';
      if (code !== 'ResetCard') await sleep(settleMs);
      if (!isInside()) return fault('card_removed');
    }
  }
  return fault(failed);
};
