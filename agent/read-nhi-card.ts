import { type NhiCard, readNhiCard } from './nhi-card.ts';

/** Sends one command to a card and gives its whole answer, status word last. */
export type Transmit = (command: Uint8Array) => Promise<Uint8Array>;

/** `other_card`: it said that it has no such data, so it need not be asked again while it stays. */
export type CardAnswer =
  | { kind: 'card'; card: NhiCard }
  | { kind: 'other_card' }
  /** `status`: the word that it answered GET DATA with */
  | { kind: 'unclear'; status: number };

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const selectNhi = hex('00 A4 04 00 10 D1 58 00 00 01 00 00 00 00 00 00 00 00 00 00 11 00');
const getBasicData = hex('00 CA 11 00 02 00 00');
/** More rounds of 61xx than any card needs for 57 bytes. */
const mostRounds = 8;

type Response = { data: Uint8Array; status: number };

const send = async (transmit: Transmit, command: Uint8Array): Promise<Response> => {
  const answer = await transmit(command);
  const split = Math.max(0, answer.length - 2);
  const [high = 0, low = 0] = answer.subarray(split);
  return { data: answer.subarray(0, split), status: high * 256 + low };
};

/** Follows 6Cxx (ask again with this length) and 61xx (fetch the rest), as T=0 cards want it. */
const exchange = async (transmit: Transmit, command: Uint8Array): Promise<Response> => {
  let response = await send(transmit, command);
  const parts = [response.data];
  for (let round = 0; round < mostRounds; round++) {
    const [high, low] = [response.status >> 8, response.status & 0xff];
    if (high === 0x6c) {
      response = await send(transmit, Uint8Array.of(...command, low));
      parts.length = 0;
    } else if (high === 0x61) response = await send(transmit, Uint8Array.of(0x00, 0xc0, 0x00, 0x00, low));
    else break;
    parts.push(response.data);
  }
  return { data: Uint8Array.from(Buffer.concat(parts)), status: response.status };
};

/** 6A8x: no such file or data; 6D00, 6E00: no such command. A card of HCA answers 6A86. */
const isOtherCard = (status: number): boolean =>
  (status & 0xfff0) === 0x6a80 || status === 0x6d00 || status === 0x6e00;

/** Wrong length, not allowed, not in this state, wrong parameters: an answer of a card that is well. */
export const isDefinite = (status: number): boolean =>
  [0x6700, 0x6981, 0x6982, 0x6985, 0x6986, 0x6b00].includes(status);

/**
 * Asks a card for the basic data of a 健保卡. SELECT is only tried: cards issued since ROC 114/12 answer it
 * with 6D00 and give the data all the same, so GET DATA alone decides.
 */
export const askForNhiCard = async (transmit: Transmit): Promise<CardAnswer> => {
  await exchange(transmit, selectNhi);
  const { data, status } = await exchange(transmit, getBasicData);
  if (status !== 0x9000) return isOtherCard(status) ? { kind: 'other_card' } : { kind: 'unclear', status };
  const card = readNhiCard(data);
  return card ? { kind: 'card', card } : { kind: 'unclear', status };
};
