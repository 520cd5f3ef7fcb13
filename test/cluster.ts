import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeMissing, findPostgres15, listMissingParts } from '../scripts/system-parts.ts';
import { findEmbeddedBinaries, SYSTEM_FOLDER } from '../src/platform/embedded-postgres/binaries.ts';
import {
  type Cluster,
  createDataFolder,
  giveTo,
  type SystemUser,
  startPostmaster,
  stopPostmaster,
} from '../src/platform/embedded-postgres/cluster.ts';
import { dataFolderOf, findAccount, isUsable } from '../src/platform/embedded-postgres/place.ts';
import { isPostmasterAlive } from '../src/platform/embedded-postgres/postmaster.ts';
import { urlOf } from '../src/platform/embedded-postgres/roles.ts';
import { randomPassword } from '../src/platform/embedded-postgres/secrets.ts';

/** A throw-away PostgreSQL. `url` logs in to the database `postgres` as superuser. */
export type ThrowAwayCluster = { url: string; stop(): Promise<void> };

const SETTINGS = { shared_buffers: '256MB', max_connections: '200', timezone: 'UTC', log_timezone: 'UTC' };

/** Nothing here outlives the run, so nothing has to reach the disk. */
const FORGETFUL = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * Starts an empty PostgreSQL in a temporary folder: the one that Evenhand brings, or Debian's PostgreSQL 15,
 * the oldest that Evenhand supports. With `durable` it syncs every commit as a production server does; a
 * benchmark wants that, a test does not. `stop` ends it and removes the folder.
 */
export async function startCluster(options: {
  binaries: 'embedded' | 'debian-15';
  durable?: boolean;
}): Promise<ThrowAwayCluster> {
  const durable = options.durable ?? false;
  const runAs = findAccount();
  const folder = makeTemporaryFolder(runAs, durable);
  const cluster: Cluster = {
    binFolder: findBinaries(options.binaries, runAs, folder),
    dataFolder: dataFolderOf(folder),
    logFile: join(folder, 'postgres.log'),
    runAs,
  };
  const stop = async (): Promise<void> => {
    await stopPostmaster(cluster);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const password = randomPassword();
    await createDataFolder(cluster, { password, durable });
    const port = await startPostmaster(cluster, durable ? SETTINGS : { ...SETTINGS, ...FORGETFUL });
    return { url: urlOf('postgres', password, port, 'postgres'), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function findBinaries(
  which: 'embedded' | 'debian-15',
  runAs: SystemUser | undefined,
  folder: string,
): string {
  if (which === 'embedded') return findEmbeddedBinaries(runAs, runAs ? SYSTEM_FOLDER : folder);
  const found = findPostgres15();
  if (found === undefined) throw new Error(describeMissing(listMissingParts()));
  return found;
}

const MEMORY = '/dev/shm';
const PREFIX = 'evenhand-cluster-';
/** Longer than any run takes. */
const LEFT_MS = 3 * 3_600_000;
/** Several times what a run of everything has been seen to need, in bytes. */
const ROOM = 2 ** 30;

const isRoomy = (path: string): boolean => {
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize >= ROOM;
  } catch {
    return false;
  }
};

/** What runs that were killed have left there: memory that nobody would give back. */
function sweepMemory(): void {
  for (const name of readdirSync(MEMORY)) {
    const folder = join(MEMORY, name);
    if (!name.startsWith(PREFIX) || isPostmasterAlive(dataFolderOf(folder))) continue;
    try {
      if (Date.now() - statSync(folder).mtimeMs > LEFT_MS) rmSync(folder, { recursive: true });
    } catch {
      // Somebody else's.
    }
  }
}

/**
 * In memory where there is room, unless it is to be durable: a database of some hundred files is cloned there in
 * a twentieth of the time. A temporary folder may be closed to the account that PostgreSQL runs as when TMPDIR is
 * root's own.
 */
function makeTemporaryFolder(runAs: SystemUser | undefined, durable: boolean): string {
  const inMemory = durable || !isRoomy(MEMORY) ? [] : [MEMORY];
  if (inMemory.length > 0) sweepMemory();
  const parent = [...inMemory, tmpdir(), '/tmp', '/var/tmp'].find((path) => isUsable(path, runAs));
  if (parent === undefined) throw new Error('PostgreSQL reaches no temporary folder: set TMPDIR to one.');
  const folder = mkdtempSync(join(parent, PREFIX));
  chmodSync(folder, 0o755);
  giveTo(folder, runAs);
  return folder;
}
