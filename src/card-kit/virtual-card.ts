import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { atr, type CardImage, isRead, type LiveCard, makeLive } from './card-commands.ts';

/** When a card is to leave the reader: at once, or instead of answering its next command or read. */
export type Leaving = 'now' | 'at_command' | 'at_read';

/** A reader of vpcd, in which at most one virtual card is at a time. */
export type VirtualSlot = {
  /** answers once the reader has asked for the ATR (or the card has left again); whatever was in the reader leaves first */
  insert: (image: CardImage) => Promise<void>;
  remove: (when: Leaving) => void;
  /** the name of the card inside */
  inside: () => string | null;
};

/** pcscd looks 400 ms apart whether a card is there: a card that is swapped faster is never seen to leave. */
const lookedAtLeastTwice = 1_000;
const reconnectAfter = 100;

/** What vpcd says in one byte: off, on, reset, and the one that wants an answer. */
const getAtr = 4;
const isPowerChange = (code: number | undefined): boolean => code === 0 || code === 1 || code === 2;

const framed = (body: Buffer): Buffer => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length);
  return Buffer.concat([length, body]);
};

/** Hands on each whole message: two bytes of length, the body. */
const readFrames = (socket: Socket, take: (body: Buffer) => void): void => {
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE(0)) {
      const end = 2 + rest.readUInt16BE(0);
      take(rest.subarray(2, end));
      rest = rest.subarray(end);
    }
  });
};

type Inside = { card: LiveCard; leaving: Leaving | null; socket: Socket | null; seen: () => void };

/** Plays the card on one connection until that ends. */
const play = async (port: number, inside: Inside, leave: () => void): Promise<void> => {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  inside.socket = socket;
  let pending = Promise.resolve();
  const answer = async (body: Buffer): Promise<void> => {
    const [code] = body;
    if (body.length === 1) {
      if (code === getAtr) {
        socket.write(framed(atr));
        inside.seen();
      } else if (isPowerChange(code)) inside.card.forget();
      return;
    }
    const { leaving, card } = inside;
    if (card.image.delay_ms > 0) await sleep(card.image.delay_ms);
    if (leaving === 'at_command' || (leaving === 'at_read' && isRead(body))) return leave();
    if (!socket.destroyed) socket.write(framed(card.answer(body)));
  };
  readFrames(socket, (body) => {
    pending = pending.then(() => answer(body));
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  socket.on('error', () => socket.destroy());
  socket.once('close', () => resolve());
  await promise;
};

/** The reader that vpcd offers on `port`. When the service goes away, the card comes back with it. */
export const createSlot = (port: number): VirtualSlot => {
  let current: Inside | null = null;
  /** Wrong PINs are counted on, whoever takes the card out and puts it in again. */
  const counting = new Map<string, LiveCard>();

  const take = (image: CardImage): LiveCard => {
    const card = counting.get(image.name) ?? makeLive(image);
    if (image.type === 'piv') counting.set(image.name, card);
    return card;
  };

  const leave = (): boolean => {
    const left = current;
    current = null;
    left?.socket?.destroy();
    left?.seen();
    return left !== null;
  };
  const stay = async (inside: Inside): Promise<void> => {
    while (current === inside) {
      await play(port, inside, leave);
      if (current === inside) await sleep(reconnectAfter);
    }
  };
  const put = async (image: CardImage): Promise<void> => {
    if (leave()) await sleep(lookedAtLeastTwice);
    const { promise, resolve } = Promise.withResolvers<void>();
    const inside: Inside = { card: take(image), leaving: null, socket: null, seen: resolve };
    current = inside;
    void stay(inside);
    await promise;
  };
  return {
    insert: put,
    remove: (when) => {
      if (when === 'now') leave();
      else if (current) current.leaving = when;
    },
    inside: () => current?.card.image.name ?? null,
  };
};
