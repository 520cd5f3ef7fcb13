import { type FileHandle, open, stat } from 'node:fs/promises';
import { type CommandIo, exitCodes, isMistake, type Mistake, readArgs, tellMistake } from './command-io.ts';
import { type ImportResult, importSites } from './import-sites.ts';
import { mostSites } from './nation.ts';
import { describeProblems, problemsAsCsv } from './problem-report.ts';
import { hasError } from './problems.ts';
import { createProgressBar } from './progress-bar.ts';
import { seedNation } from './seed-nation.ts';
import { commandSentence, type Language, languageOf } from './words.ts';

/** How each command is called, in the language of the terminal. */
export const importSitesUsage = (language: Language): string => commandSentence('import_usage', language);
export const seedNationUsage = (language: Language): string =>
  commandSentence('seed_usage', language, { max: mostSites });

/**
 * `evenhand import-sites FILE.csv`. Answers the exit code: 0 all lines taken, 1 some were not, 2 wrong usage
 * or a file that cannot be opened. Throws when the database or the reading of the file fails half-way; then
 * nothing has changed.
 */
export const importSitesCommand = async (args: string[], io: CommandIo): Promise<number> => {
  const language = languageOf(io.env);
  const usage = importSitesUsage(language);
  const read = readArgs({
    args,
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      'not-allotted': { type: 'boolean', default: false },
      problems: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (isMistake(read)) return tellMistake(io, read, usage, language);
  const { values, positionals } = read;
  if (values.help) {
    io.stdout.write(`${usage}\n`);
    return exitCodes.ok;
  }
  const [path, more] = positionals;
  if (path === undefined) return tellMistake(io, { mistake: 'file_missing' }, usage, language);
  if (more !== undefined) return tellMistake(io, { mistake: 'file_many' }, usage, language);

  const source = await openList(path);
  if (isMistake(source)) return tellMistake(io, source, usage, language);
  let report: FileHandle | undefined;
  try {
    // Before the import: a report that cannot be written is better known now than afterwards.
    const opened = values.problems === undefined ? undefined : await openReport(values.problems, source);
    if (opened && isMistake(opened)) return tellMistake(io, opened, usage, language);
    report = opened;
    const startedAt = io.now();
    const result = await runImport(io, language, path, source, {
      dryRun: values['dry-run'],
      allotted: !values['not-allotted'],
    });
    await report?.writeFile(problemsAsCsv(result.problems, language));
    const seconds = (io.now().getTime() - startedAt.getTime()) / 1_000;
    const lines = [
      ...describeProblems(result.problems, language),
      ...(report ? [commandSentence('problems_written', language, { path: values.problems ?? '' })] : []),
      summaryOf(result, seconds, language),
      ...(values['dry-run'] ? [commandSentence('dry_run', language)] : []),
    ];
    io.stdout.write(`${lines.join('\n')}\n`);
    return hasError(result.problems) ? exitCodes.rejected : exitCodes.ok;
  } finally {
    await source.close();
    await report?.close();
  }
};

const runImport = async (
  io: CommandIo,
  language: Language,
  path: string,
  source: FileHandle,
  options: { dryRun: boolean; allotted: boolean },
): Promise<ImportResult> => {
  io.stderr.write(`${commandSentence('reading', language, { path })}\n`);
  const bar = createProgressBar(io.stderr, (await source.stat()).size, language);
  const stream = source.createReadStream({ autoClose: false });
  try {
    return await io.withDb((db) =>
      importSites(db, { ...options, source: stream, now: io.now(), onProgress: bar.show }),
    );
  } finally {
    bar.end();
    stream.destroy();
  }
};

const summaryOf = (result: ImportResult, seconds: number, language: Language): string => {
  const { created, updated, unchanged, rejected, warnings } = result;
  const counts = { created, updated, unchanged, rejected, warnings };
  return commandSentence('summary', language, { ...counts, seconds: seconds.toFixed(1) });
};

/** What the system says of a file, as ENOENT. Anything else is a fault of ours. */
const reasonOf = (error: unknown): string => {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
};

const openList = async (path: string): Promise<FileHandle | Mistake> => {
  const unreadable = (reason: string): Mistake => ({ mistake: 'file_unreadable', params: { path, reason } });
  try {
    const handle = await open(path, 'r');
    if (!(await handle.stat()).isDirectory()) return handle;
    await handle.close();
    return unreadable('EISDIR');
  } catch (error) {
    return unreadable(reasonOf(error));
  }
};

/** Opens the report for writing, unless it is the list itself, which that would empty. */
const openReport = async (path: string, source: FileHandle): Promise<FileHandle | Mistake> => {
  const unwritable = (reason: string): Mistake => ({ mistake: 'file_unwritable', params: { path, reason } });
  try {
    const [there, list] = await Promise.all([stat(path).catch(() => undefined), source.stat()]);
    if (there && there.ino === list.ino && there.dev === list.dev) return { mistake: 'report_is_list' };
    return await open(path, 'w');
  } catch (error) {
    return unwritable(reasonOf(error));
  }
};

/** `evenhand seed-nation`. Answers the exit code: 0 done, 2 wrong usage. */
export const seedNationCommand = async (args: string[], io: CommandIo): Promise<number> => {
  const language = languageOf(io.env);
  const usage = seedNationUsage(language);
  const read = readArgs({
    args,
    options: {
      sites: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  if (isMistake(read)) return tellMistake(io, read, usage, language);
  if (read.values.help) {
    io.stdout.write(`${usage}\n`);
    return exitCodes.ok;
  }
  const limits = { sites: mostSites, seed: 2 ** 32 - 1 };
  for (const option of ['sites', 'seed'] as const) {
    const [found, max] = [read.values[option], limits[option]];
    if (/^\d{1,10}$/.test(found) && Number(found) <= max) continue;
    const params = { option: `--${option}`, found, max };
    return tellMistake(io, { mistake: 'not_a_number', params }, usage, language);
  }
  const [sites, seed] = [Number(read.values.sites), Number(read.values.seed)];
  const { created, existing } = await io.withDb((db) => seedNation(db, { sites, seed, now: io.now() }));
  const counts = { total: created + existing, created, existing };
  io.stdout.write(`${commandSentence('seeded', language, counts)}\n`);
  return exitCodes.ok;
};
