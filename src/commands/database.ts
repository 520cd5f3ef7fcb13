import type { Config } from '../platform/config.ts';
import { type Db, openDb } from '../platform/db.ts';
import { findRunningPostgres, startEmbeddedPostgres } from '../platform/embedded-postgres/index.ts';
import { createLog } from '../platform/log.ts';

export type DatabaseUrls = { ownerUrl: string; appUrl: string };
export type Database = DatabaseUrls & {
  /** Notes the address we answer on, for the sentence that a second start gets. */
  announce: (address: string) => void;
  stop: () => Promise<void>;
};

const nothing = async (): Promise<void> => undefined;

/** The database named in the environment, or our own embedded one, started for as long as we run. */
export const startDatabase = async (config: Config): Promise<Database> => {
  if (config.databaseUrl)
    return {
      appUrl: config.databaseUrl,
      ownerUrl: config.ownerUrl ?? config.databaseUrl,
      announce: () => undefined,
      stop: nothing,
    };
  return startEmbeddedPostgres({ folder: config.varFolder, log: createLog(config.logLevel, config.logFile) });
};

/** Runs a command on the database: the one a serving Evenhand is using just now, or one started for it. */
export const withDatabase = async <T>(
  config: Config,
  work: (urls: DatabaseUrls) => Promise<T>,
): Promise<T> => {
  const running = config.databaseUrl ? undefined : findRunningPostgres({ folder: config.varFolder });
  if (running) return work(running);
  const database = await startDatabase(config);
  try {
    return await work(database);
  } finally {
    await database.stop();
  }
};

/** The same with a pool that has the grants of a role; closed afterwards. */
export const withDb = <T>(
  config: Config,
  role: 'evenhand_app' | 'evenhand_read',
  work: (db: Db, urls: DatabaseUrls) => Promise<T>,
): Promise<T> =>
  withDatabase(config, async (urls) => {
    const url = role === 'evenhand_app' ? urls.appUrl : urls.ownerUrl;
    const db = openDb({ url, role, connections: 2 });
    try {
      return await work(db, urls);
    } finally {
      await db.destroy();
    }
  });
