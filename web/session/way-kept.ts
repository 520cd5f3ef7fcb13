import type { CardKind, ReaderKind } from '../../agent/protocol.ts';
import { cards } from './cards.ts';

/** A way of logging in as its tab is called. */
export type Way = 'password' | CardKind;

const readerKey = 'evenhand.reader';
const wayKey = 'evenhand.way-in';

/** The reader that was used last on this computer, and the way somebody came in by last: no word about whom. */
export const keptReader = (): ReaderKind | undefined => {
  const kept = localStorage.getItem(readerKey);
  return kept === 'nhi' || kept === 'chip' ? kept : undefined;
};

export const keptWay = (): Way | undefined => {
  const kept = localStorage.getItem(wayKey);
  return kept === 'password' ? kept : cards.find(({ card }) => card === kept)?.card;
};

export const keepReader = (reader: ReaderKind): void => localStorage.setItem(readerKey, reader);
export const keepWay = (way: Way): void => localStorage.setItem(wayKey, way);
