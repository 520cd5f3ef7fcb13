import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

export type RunningAgent = {
  /** settles when it has ended, asked or not */
  gone: Promise<void>;
  stop: () => Promise<void>;
};

const program = resolve(import.meta.dirname, '../../agent/main.ts');

/** Whether this copy of Evenhand has the agent's source beside it. */
export const hasAgent = (): boolean => existsSync(program);

/**
 * Runs the card agent on the folder's config.json; answers once it listens. `env` is where it finds its
 * readers. Throws with what it said when it does not start.
 */
export const startAgent = async (folder: string, env: Record<string, string>): Promise<RunningAgent> => {
  // It ends with whoever started it, even one that is killed.
  const run = ['--pdeathsig', 'TERM', process.execPath, program, '--folder', folder];
  const child = spawn('setpriv', run, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C is for whoever started it, who then ends it in its turn.
    detached: true,
  });
  const gone = once(child, 'exit').then(() => undefined);
  const complaint = text(child.stderr);
  const listens = new Promise<boolean>((done) => {
    createInterface({ input: child.stdout })
      .on('line', (line) => line.includes('http://127.0.0.1:') && done(true))
      .on('close', () => done(false));
  });
  if (!(await listens)) {
    await gone;
    throw new Error(`The card agent did not start: ${(await complaint).trim()}`);
  }
  return {
    gone,
    stop: async () => {
      child.kill('SIGTERM');
      await gone;
    },
  };
};
