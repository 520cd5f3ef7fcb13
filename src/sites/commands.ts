import { type FileHandle, open, stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Db } from '../../db/tables.ts';
import { importSites } from './import-sites.ts';
import { mostSites } from './nation.ts';
import { describeProblems, problemsAsCsv } from './problem-report.ts';
import { hasError, type ProblemParams } from './problems.ts';
import { createProgressBar, type Output } from './progress-bar.ts';
import { seedNation } from './seed-nation.ts';
import { type CommandSentence, commandSentence, type Language, languageOf } from './words.ts';

export type CommandIo = {
  stdout: Output;
  stderr: Output;
  env: { LC_ALL?: string | undefined; LANG?: string | undefined };
  now: () => Date;
  /** called once, and only when the arguments are right */
  withDb: <T>(work: (db: Db) => Promise<T>) => Promise<T>;
};

/** A mistake in how the command was called, as a sentence for the terminal. */
class UsageError extends Error {}

const isNodeError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';
