import type { Config } from '../platform/config.ts';

/** A subcommand of `evenhand`: what it is for, how it is called, what it does. Answers the exit code. */
export type Command = {
  name: string;
  summary: string;
  usage: string;
  run: (args: string[], config: Config) => Promise<number>;
};

/** Output for people. The log goes elsewhere. */
export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

export const printError = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** A mistake in how the command was called: told in one sentence with the usage, exit code 2. */
export const isUsageError = (error: unknown): error is Error =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  error.code.startsWith('ERR_PARSE_ARGS');
