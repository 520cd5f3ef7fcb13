import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { backup, restore, type Totals } from '../backup/index.ts';
import { migrate } from '../platform/migrate.ts';
import { type Command, print, printError } from './command.ts';
import { withDatabase } from './database.ts';

/** The one FILE that both commands take. */
const findFile = (args: string[]): string | undefined => {
  const { positionals } = parseArgs({ args, options: {}, allowPositionals: true });
  return positionals.length === 1 && positionals[0] ? resolve(positionals[0]) : undefined;
};

const sumUp = (totals: readonly Totals[]): string => {
  const rows = totals.reduce((sum, each) => sum + each.rows, 0);
  return `${rows.toLocaleString('en')} rows of ${totals.length} tables`;
};

const showTable = (table: string, rows: number): void => {
  if (process.stderr.isTTY) printError(`  ${table.padEnd(20)} ${rows.toLocaleString('en').padStart(14)}`);
};

export const backupCommand: Command = {
  name: 'backup',
  summary: 'copy everything into one file, while selling goes on',
  usage: `evenhand backup FILE

  One compressed file with every table as of one moment, with counts and hashes. The pepper and the server key
  are not in it: keep a copy of the secrets folder apart from it, since neither is of use without the other.

  DATABASE_OWNER_URL  the role that owns the schema (DATABASE_URL when not given)`,
  run: async (args, config) => {
    const file = findFile(args);
    if (file === undefined) {
      printError(`The name of a file is needed.\n\n${backupCommand.usage}`);
      return 2;
    }
    const { secretsFolder } = config;
    const totals = await withDatabase(config, ({ ownerUrl }) =>
      backup({
        ownerUrl,
        secretsFolder,
        file,
        now: new Date(),
        onTable: ({ table, rows }) => showTable(table, rows),
      }),
    );
    print(`Backed up ${sumUp(totals)} into ${file}.`);
    print(`The secrets in ${secretsFolder} are not in it: keep a copy of them apart from it.`);
    return 0;
  },
};

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'take a backup into an empty database',
  usage: `evenhand restore FILE

  All of it or nothing, into a database without data, of the same version. The secrets folder of the backed-up
  server (pepper-…, server-key) must be in its place before. A damaged file is refused.

  DATABASE_OWNER_URL  the role that owns the schema (DATABASE_URL when not given)`,
  run: async (args, config) => {
    const file = findFile(args);
    if (file === undefined) {
      printError(`The name of a file is needed.\n\n${restoreCommand.usage}`);
      return 2;
    }
    const { secretsFolder } = config;
    const totals = await withDatabase(config, async ({ ownerUrl }) => {
      await migrate(ownerUrl);
      return restore({ ownerUrl, secretsFolder, file, onTable: showTable });
    });
    print(`Restored ${sumUp(totals)} from ${file}. "evenhand verify" recomputes stock and entitlements.`);
    return 0;
  },
};
