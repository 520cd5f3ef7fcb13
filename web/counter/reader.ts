import type { AgentStatus, ReaderHealth } from '../../agent/protocol.ts';
import type { AgentSeen } from '../agent/follow.ts';

/** What the screen knows of the card agent on this computer. */
export type Reader =
  | { state: 'looking' }
  | { state: 'absent' }
  /** it answers, but not to us, or the browser lets nobody through; the sentence says what to do */
  | { state: 'closed'; message: string }
  | { state: 'there'; status: AgentStatus };

export const readerFrom = (seen: AgentSeen): Reader => {
  if (seen.state !== 'away') return seen;
  const { refusal } = seen;
  return refusal.code === 'not_installed'
    ? { state: 'absent' }
    : { state: 'closed', message: refusal.message };
};

/** Readers that a citizen's card goes into: 資格審核 reads it in both kinds (X34), never in the slot of the staff. */
export const citizensReaders = (status: AgentStatus): ReaderHealth[] =>
  status.readers.filter(({ way, slot }) => way !== 'pkcs11' && slot !== 'staff');

const holdsCard = ({ state }: ReaderHealth): boolean => state === 'card' || state === 'busy';

/**
 * What happened to the cards between two looks. A card that lay there when we first looked, or when its reader
 * was plugged in, was not put in for us.
 */
export const changeOfCards = (
  before: AgentStatus | undefined,
  now: AgentStatus,
): 'inserted' | 'taken' | undefined => {
  const readers = citizensReaders(now);
  const emptyBefore = new Set(
    before && citizensReaders(before).flatMap((each) => (each.state === 'empty' ? [each.name] : [])),
  );
  if (readers.some((each) => holdsCard(each) && emptyBefore.has(each.name))) return 'inserted';
  return readers.some(holdsCard) ? undefined : 'taken';
};

/** The word beside 讀卡機 and its shape. */
export type ReaderWord = 'looking' | 'absent' | 'trouble' | 'no_reader' | 'empty' | 'card';

export const wordOfReader = (reader: Reader): ReaderWord => {
  if (reader.state !== 'there') return reader.state === 'closed' ? 'trouble' : reader.state;
  const { advice } = reader.status;
  if (advice && advice.code !== 'no_card' && advice.code !== 'no_reader') return 'trouble';
  const connected = citizensReaders(reader.status).filter(({ state }) => state !== 'gone');
  if (connected.length === 0) return 'no_reader';
  return connected.some(holdsCard) ? 'card' : 'empty';
};
