import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Db } from '../../db/tables.ts';
import type { ProblemParams } from './problems.ts';
import type { Output } from './progress-bar.ts';
import { type CommandSentence, commandSentence, type Language } from './words.ts';

/** What a subcommand works with, handed in so that a test can look on. */
export type CommandIo = {
  stdout: Output;
  stderr: Output;
  /** decides the language */
  env: { LC_ALL?: string | undefined; LANG?: string | undefined };
  now: () => Date;
  /** called at most once, and only when the arguments are right */
  withDb: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
};

export const exitCodes = { ok: 0, rejected: 1, usage: 2 } as const;

/** What was wrong with how a command was called. */
export type Mistake = { mistake: CommandSentence; params?: ProblemParams };

export const isMistake = (value: object): value is Mistake => 'mistake' in value;

/** `parseArgs` with a mistake as a value instead of an exception. */
export const readArgs = <T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> | Mistake => {
  try {
    return parseArgs(config);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { mistake: 'option_unknown', params: { reason: error.message } };
  }
};

/** The sentence, then how it should have been called; answers the exit code. */
export const tellMistake = (
  io: CommandIo,
  { mistake, params }: Mistake,
  usage: string,
  language: Language,
): number => {
  io.stderr.write(`${commandSentence(mistake, language, params)}\n\n${usage}\n`);
  return exitCodes.usage;
};
