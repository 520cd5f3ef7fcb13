import { type CardKind, type ReaderKind, readersOf } from '../../agent/protocol.ts';

/** The cards of R028 in their order, with the readers that take them (R012, R029) and whom they stand for. */
const holders = {
  staff: 'people',
  nhi: 'people',
  citizen: 'people',
  institution: 'representative',
  government: 'representative',
} as const satisfies Record<CardKind, 'people' | 'representative'>;
const order = Object.keys(holders) as CardKind[];

export type Card = {
  card: CardKind;
  readers: readonly ReaderKind[];
  holder: 'people' | 'representative';
};
export const cards: readonly Card[] = order.map((card) => ({
  card,
  readers: readersOf[card],
  holder: holders[card],
}));
