import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { ChildSettings, Order, Told } from './child.ts';

/** A server process of its own. */
export type ServerProcess = {
  address: string;
  /** Moves its business clock to a Taipei moment, as `2020-02-10T10:00:00`. */
  moveTo: (moment: string) => Promise<void>;
  /** kill -9: nothing is finished, nobody is told. */
  kill: () => Promise<void>;
  /** Answers what is in flight and ends. */
  stop: () => Promise<void>;
  /** What it wrote to its log. */
  said: () => string;
};

export type ServerOptions = ChildSettings & {
  script: URL;
  execArgv?: string[];
  /** `false`: what it logs is thrown away unread */
  listen?: boolean;
};

/** The next thing the child tells; throws when it ends instead. */
const hear = async (child: ChildProcess): Promise<Told> => {
  const heard = new AbortController();
  const ended = once(child, 'exit', { signal: heard.signal }).then(() => {
    throw new Error('the server process ended');
  });
  try {
    const [told] = (await Promise.race([once(child, 'message', { signal: heard.signal }), ended])) as [Told];
    return told;
  } finally {
    heard.abort();
  }
};

const untilEnd = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
};

/** Starts `script` (one that calls `serveAsChild`) and answers once it listens. */
export const startServer = async (options: ServerOptions): Promise<ServerProcess> => {
  const { script, execArgv = [], listen = true, ...settings } = options;
  const child = fork(script, [JSON.stringify(settings)], {
    execArgv,
    stdio: ['ignore', listen ? 'pipe' : 'ignore', 'inherit', 'ipc'],
  });
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const order = (what: Order): boolean => child.send(what);
  const told = await hear(child);
  if (!('address' in told)) throw new Error('the server process told no address');
  return {
    address: told.address,
    moveTo: async (moment) => {
      order({ moment });
      await hear(child);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await untilEnd(child);
    },
    stop: async () => {
      if (child.connected) order({ stop: true });
      await untilEnd(child);
    },
    said: () => said,
  };
};
