import { setTimeout as sleep } from 'node:timers/promises';
import type { Reader } from 'pcsc-mini';
import { type Fault, fault } from './fault.ts';
import type { AgentFault } from './protocol.ts';
import { askForNhiCard, type CardAnswer, isDefinite } from './read-nhi-card.ts';

const attempts = 3;
/** How long we wait, and how often we ask, for a reader that another program has to itself just now. */
const busyMs = 2_700;
const busyPauseMs = 150;
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

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** The library has no connection left for us: those that failed to end are never given back. */
export class NoConnectionLeft extends Error {}
const noneLeft = ['TooManyCardConnections', 'TooManyConnectRequests'];

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
const converse = async (reader: Reader, { library, begun, isLate }: Situation): Promise<CardAnswer> => {
  const { CardDisposition, CardMode } = library;
  const card = await reader.connect(CardMode.SHARED);
  try {
    const transaction = await card.transaction();
    begun();
    try {
      if (isLate()) return { kind: 'unclear', status: 0 };
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
 * One that says the same definite no each time is another card. Throws `NoConnectionLeft`.
 */
export const readCard = async (reader: Reader, situation: Situation): Promise<CardAnswer | Fault> => {
  const { isInside, isLate, retried } = situation;
  const begunAt = performance.now();
  /** Whoever has it for a moment, as the pharmacy's own software does, is waited for: that is no failed try. */
  const converseWhenFree = async (): Promise<CardAnswer> => {
    for (;;) {
      try {
        return await converse(reader, situation);
      } catch (error) {
        const isBusy = meanings[codeOf(error)] === 'reader_busy';
        if (!isBusy || isLate() || performance.now() - begunAt > busyMs) throw error;
        await sleep(busyPauseMs);
      }
    }
  };
  let failed: AgentFault = 'read_failed';
  let refusals = 0;
  for (let attempt = 0; attempt < attempts && !isLate(); attempt++) {
    if (attempt > 0) retried();
    try {
      const answer = await converseWhenFree();
      if (answer.kind !== 'unclear') return answer;
      failed = 'read_failed';
      if (isDefinite(answer.status)) refusals += 1;
    } catch (error) {
      const code = codeOf(error);
      if (noneLeft.includes(code)) throw new NoConnectionLeft();
      failed = meanings[code] ?? 'read_failed';
      if (failed === 'no_card' && attempt > 0) return fault('card_removed');
      if (failed === 'reader_busy' || failed === 'no_service' || failed === 'no_reader') return fault(failed);
      if (code !== 'ResetCard') await sleep(settleMs);
      if (!isInside()) return fault('card_removed');
    }
  }
  return refusals === attempts ? { kind: 'other_card' } : fault(failed);
};
