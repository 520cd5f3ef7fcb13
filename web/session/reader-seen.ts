import type { AgentStatus, CardKind, ReaderHealth, ReaderKind } from '../../agent/protocol.ts';

/**
 * What the agent sees of the reader that is to take a card. Which card it is, nobody knows before the agent has
 * read it: the last one read may have been taken out and another put in.
 */
export type ReaderSeen = 'none' | 'empty' | 'busy' | 'card';

/** The place for this card: a 健保讀卡機 has a slot for 健保卡 and one for 醫事卡; only the latter can sign. */
const takes = (card: CardKind, each: ReaderHealth): boolean =>
  card === 'nhi'
    ? each.way !== 'pkcs11' && each.slot !== 'staff'
    : each.way !== 'pcsc' && each.slot !== 'citizen';

/** Of several readers of the kind the one with a card in it counts. */
export const readerSeen = (status: AgentStatus, card: CardKind, kind: ReaderKind): ReaderSeen => {
  const fit = status.readers.filter(
    (each) => each.kind === kind && each.state !== 'gone' && takes(card, each),
  );
  if (fit.length === 0) return 'none';
  const has = (wanted: ReaderHealth['state']) => fit.some(({ state }) => state === wanted);
  return has('card') ? 'card' : has('busy') ? 'busy' : 'empty';
};

/** The only kind of reader on this machine that takes the card; undefined where there are both or none. */
export const onlyReader = (
  status: AgentStatus,
  card: CardKind,
  kinds: readonly ReaderKind[],
): ReaderKind | undefined => {
  const there = kinds.filter((kind) => readerSeen(status, card, kind) !== 'none');
  return there.length === 1 ? there[0] : undefined;
};
