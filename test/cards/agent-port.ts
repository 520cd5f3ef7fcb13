import { createServer, type Server } from 'node:net';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { agentPort } from '../../agent/protocol.ts';
import { atEnd } from '../at-end.ts';

/** Whoever listens here has the turn. */
const turnPort = agentPort - 1;

const tryToListen = (): Promise<Server | undefined> =>
  new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(undefined));
    server.listen(turnPort, '127.0.0.1', () => resolve(server));
  });

/**
 * A machine has one such port: of the test files that need it, one goes on and the others wait until it is done.
 * The turn ends with the test, or with its process.
 */
export const holdAgentPort = async (t: TestContext): Promise<void> => {
  for (;;) {
    const turn = await tryToListen();
    if (turn) {
      atEnd(t, () => turn.close());
      return;
    }
    await sleep(200);
  }
};
