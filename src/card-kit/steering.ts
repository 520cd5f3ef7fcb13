import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import type { CardImage } from './card-commands.ts';
import type { Leaving } from './virtual-card.ts';

/** The virtual PC/SC readers: 0 is "Virtual PCD 00 00", 1 is "Virtual PCD 00 01". */
export type ReaderIndex = 0 | 1;

/** What the process with the virtual cards can be told, as a line of JSON over its Unix socket. */
export type Order =
  | { do: 'insert'; reader: ReaderIndex; image: CardImage }
  | { do: 'remove'; reader: ReaderIndex; when: Leaving }
  /** kills pcscd, as a fault would, or starts it again */
  | { do: 'service'; on: boolean }
  | { do: 'state' };

export type ReaderState = { service: boolean; inside: [string | null, string | null] };
type Reply = { state: ReaderState } | { error: string };

/** Paths of Unix sockets longer than this are cut off without a word. */
export const longestSocketPath = 107;

/** Takes orders at `path`, one connection at a time per order; what `obey` throws is the answer's sentence. */
export const takeOrders = async (
  path: string,
  obey: (order: Order) => Promise<ReaderState>,
): Promise<void> => {
  const server = createServer(async (socket) => {
    socket.on('error', () => socket.destroy());
    for await (const line of createInterface({ input: socket })) {
      const reply: Reply = await obey(JSON.parse(line) as Order).then(
        (state) => ({ state }),
        (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
      );
      socket.end(`${JSON.stringify(reply)}\n`);
    }
  });
  await once(server.listen(path), 'listening');
};

/** Gives one order and waits until it is done. Throws a sentence when nobody listens at `path`. */
export const giveOrder = async (path: string, order: Order): Promise<ReaderState> => {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
  } catch {
    throw new Error('The virtual readers do not run: start them with "evenhand cards start".');
  }
  socket.write(`${JSON.stringify(order)}\n`);
  for await (const line of createInterface({ input: socket })) {
    const reply = JSON.parse(line) as Reply;
    if ('error' in reply) throw new Error(reply.error);
    return reply.state;
  }
  throw new Error('The virtual readers ended before they obeyed.');
};
