import { createClock } from '../platform/clock.ts';
import { findKeyFile, serverKeysFrom } from '../platform/secrets.ts';
import { programme } from '../programme.ts';
import { verify } from '../verify/index.ts';
import { type Command, print } from './command.ts';
import { withDb } from './database.ts';

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'recompute stock and entitlements from the ledgers and name every difference',
  usage: `evenhand verify

  Reads one snapshot while selling goes on. Exit code 0: no difference; 1: differences, one line each.`,
  run: async (_args, config) => {
    const key = await findKeyFile(config.secretsFolder, 'server-key');
    if (!key)
      throw new Error(
        `The file server-key is missing in ${config.secretsFolder}: without it no seal can be checked.`,
      );
    const { day } = createClock(config.today).now();
    const found = await withDb(config, 'evenhand_read', (db) =>
      verify(db, programme, serverKeysFrom(key).ledger, day),
    );
    for (const { table, row, problem, detail } of found.differences)
      print(`${table} | ${row} | ${problem} | ${detail}`);
    print(
      `${found.sales} sales and ${found.movements} stock movements checked, ${found.differences.length} differences.`,
    );
    return found.differences.length === 0 ? 0 : 1;
  },
};
