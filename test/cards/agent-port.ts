import { createServer, type Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { agentPort } from '../../agent/protocol.ts';

/** Whoever listens here has the turn. */
const turnPort = agentPort - 1;

const tryToListen = (): Promise<Server | undefined> =>
  new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(undefined));
    server.listen(turnPort, '127.0.0.1', () => resolve(server));
  });

/**
 * A machine has one such port: of the test files that need it, one goes on and the others wait until its process
 * has ended. To be awaited at the top of the file, so that the wait is no test's time.
 */
export const holdAgentPort = async (): Promise<void> => {
  for (;;) {
    const turn = await tryToListen();
    if (turn) {
      turn.unref();
      return;
    }
    await sleep(200);
  }
};
