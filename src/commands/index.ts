import { backupCommand, restoreCommand } from './backup.ts';
import { cardsCommand } from './cards.ts';
import type { Command } from './command.ts';
import { dayOrderCommand } from './day-order.ts';
import { hqAccessCommand } from './hq-access.ts';
import { linkNumbersCommand } from './link-numbers.ts';
import { migrateCommand } from './migrate.ts';
import { importRegisterCommand, keepServicesCommand } from './registers.ts';
import { serveCommand } from './serve.ts';
import { importSites, seedNation } from './sites.ts';
import { verifyCommand } from './verify.ts';

/** Every subcommand, in the order in which `evenhand --help` lists them. */
export const commands: readonly Command[] = [
  serveCommand,
  migrateCommand,
  importSites,
  seedNation,
  importRegisterCommand,
  keepServicesCommand,
  verifyCommand,
  backupCommand,
  restoreCommand,
  dayOrderCommand,
  linkNumbersCommand,
  hqAccessCommand,
  cardsCommand,
];
