import { allotTestSite } from '../demo.ts';
import type { Config } from '../platform/config.ts';
import type { Db } from '../platform/db.ts';
import { migrate } from '../platform/migrate.ts';
import { openProgramme } from '../programme.ts';
import {
  type CommandIo,
  importSitesCommand,
  importSitesUsage,
  seedNationCommand,
  seedNationUsage,
} from '../sites/index.ts';
import { type Command, printError } from './command.ts';
import { withDb } from './database.ts';

/** The terminal, and a database brought up to date first, since it may be empty yet. */
const ioOn = (config: Config, afterwards: (db: Db) => Promise<void> = async () => undefined): CommandIo => {
  const { stdout, stderr, env } = process;
  const now = () => new Date();
  return {
    stdout,
    stderr,
    env,
    now,
    withDb: (work) =>
      withDb(config, 'evenhand_app', async (db, { ownerUrl }) => {
        await migrate(ownerUrl);
        const done = await work(db);
        await afterwards(db);
        return done;
      }),
  };
};

export const importSites: Command = {
  name: 'import-sites',
  summary: 'take a list of sites from a CSV file, or bring the known ones up to date',
  usage: importSitesUsage('en'),
  run: (args, config) => importSitesCommand(args, ioOn(config)),
};

export const seedNation: Command = {
  name: 'seed-nation',
  summary: 'make a synthetic country to try things in',
  usage: seedNationUsage('en'),
  run: async (args, config) => {
    if (config.production) {
      printError('A synthetic country has no place in production.');
      return 1;
    }
    return seedNationCommand(
      args,
      ioOn(config, async (db) => {
        await openProgramme(db, config, new Date());
        await allotTestSite(db);
      }),
    );
  },
};
