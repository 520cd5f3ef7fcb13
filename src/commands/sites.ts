import { allotTestSite } from '../demo.ts';
import type { Config } from '../platform/config.ts';
import { migrate } from '../platform/migrate.ts';
import { openProgramme } from '../programme.ts';
import { importSitesCommand, importSitesUsage, seedNationCommand, seedNationUsage } from '../sites/index.ts';
import type { Command } from './command.ts';
import { withDb } from './database.ts';

/** These commands fill a database that may be empty yet, so schema and programme are made first. */
const runOnSites = (command: typeof importSitesCommand) => (args: string[], config: Config) => {
  const { stdout, stderr, env } = process;
  const now = () => new Date();
  return command(args, {
    stdout,
    stderr,
    env,
    now,
    withDb: (work) =>
      withDb(config, 'evenhand_app', async (db, { ownerUrl }) => {
        await migrate(ownerUrl);
        await openProgramme(db, config, now());
        const done = await work(db);
        await allotTestSite(db);
        return done;
      }),
  });
};

export const importSites: Command = {
  name: 'import-sites',
  summary: 'take a list of sites from a CSV file, or bring the known ones up to date',
  usage: importSitesUsage('en'),
  run: runOnSites(importSitesCommand),
};

export const seedNation: Command = {
  name: 'seed-nation',
  summary: 'make a synthetic country to try things in',
  usage: seedNationUsage('en'),
  run: runOnSites(seedNationCommand),
};
