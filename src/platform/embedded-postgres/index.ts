import { existsSync, mkdtempSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findEmbeddedBinaries, SYSTEM_FOLDER } from './binaries.ts';
import { type Cluster, createDataFolder, startPostmaster, stopPostmaster } from './cluster.ts';
import { takeLock } from './lock.ts';
import { dataFolderOf, findPlace } from './place.ts';
import { findPort, isPostmasterAlive } from './postmaster.ts';
import { DATABASE, ensureRoles, urlOf } from './roles.ts';
import { createSecrets, findSecrets, type Secrets } from './secrets.ts';

/** `ownerUrl` logs in as the role that migrates, `appUrl` as the one that serves. */
export type DatabaseUrls = { ownerUrl: string; appUrl: string };

/**
 * A running PostgreSQL of our own. `adoptedFrom` tells how the data were found: made now (`fresh`), at rest
 * (`restarted`), or served by a postmaster that a killed Evenhand had left behind (`stopped-first`).
 */
export type EmbeddedPostgres = DatabaseUrls & {
  adoptedFrom: 'fresh' | 'restarted' | 'stopped-first';
  /** Notes the address that Evenhand answers on, for the sentence that a second start gets. */
  announce(address: string): void;
  /** Ends the sessions, stops the database and gives the folder free; a second call waits for the first. */
  stop(): Promise<void>;
};

type Log = { info(fields: object, message: string): void };

/** Sized for a machine of two cores; nothing here touches durability, which stays as PostgreSQL has it. */
const SETTINGS = {
  shared_buffers: '256MB',
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // A refused row would otherwise stand in the log with all its values.
  log_error_verbosity: 'terse',
};

/**
 * Starts the PostgreSQL that comes with Evenhand on the data in `folder`, made at the first start, and
 * returns when it takes connections. A postmaster that survived the kill of an earlier Evenhand is stopped
 * first: its sessions and settings are nobody's any more. Throws one sentence for the operator when it
 * cannot run, as while another Evenhand runs on the same data.
 */
export async function startEmbeddedPostgres(options: {
  folder: string;
  log: Log;
}): Promise<EmbeddedPostgres> {
  const begun = performance.now();
  const folder = resolve(options.folder);
  const known = findSecrets(folder);
  const place = findPlace(folder, known?.place);
  const cluster: Cluster = {
    binFolder: findEmbeddedBinaries(place.runAs, place.runAs ? SYSTEM_FOLDER : place.folder),
    dataFolder: dataFolderOf(place.folder),
    logFile: join(place.folder, 'postgres.log'),
    runAs: place.runAs,
  };
  const lock = takeLock(place.folder);
  const stop = once(() => stopPostmaster(cluster).finally(lock.release));
  try {
    if (!known) await setAsideUnusableData(cluster, folder, place.folder);
    const { passwords } = known ?? createSecrets(folder, place.folder);
    const adoptedFrom = await prepareData(cluster, passwords);
    const port = await startPostmaster(cluster, SETTINGS);
    await ensureRoles(port, passwords);
    const took_ms = Math.round(performance.now() - begun);
    options.log.info({ data: cluster.dataFolder, port, how: adoptedFrom, took_ms }, 'PostgreSQL is ready');
    return { ...urlsOf(passwords, port), adoptedFrom, announce: lock.announce, stop };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

/**
 * The URLs of the database that another Evenhand is running on `folder` at this moment, or undefined: a
 * second command (`evenhand verify` beside a serving Evenhand) uses that one instead of starting its own.
 */
export function findRunningPostgres(options: { folder: string }): DatabaseUrls | undefined {
  const folder = resolve(options.folder);
  const known = findSecrets(folder);
  const port = known && findPort(dataFolderOf(known.place));
  return known && port !== undefined ? urlsOf(known.passwords, port) : undefined;
}

function urlsOf(passwords: Secrets['passwords'], port: number): DatabaseUrls {
  return {
    ownerUrl: urlOf('evenhand_owner', passwords.evenhand_owner, port, DATABASE),
    appUrl: urlOf('evenhand_serve', passwords.evenhand_serve, port, DATABASE),
  };
}

/** Makes the data folder if it is not there, and ends the postmaster of an Evenhand that was killed. */
async function prepareData(
  cluster: Cluster,
  passwords: Secrets['passwords'],
): Promise<EmbeddedPostgres['adoptedFrom']> {
  if (!existsSync(cluster.dataFolder)) {
    await createDataFolder(cluster, { password: passwords.postgres, durable: true });
    return 'fresh';
  }
  if (!isPostmasterAlive(cluster.dataFolder)) return 'restarted';
  await stopPostmaster(cluster);
  return 'stopped-first';
}

/**
 * Data without passwords cannot be opened. In the project's own folder that is a mistake to be told; under
 * /var/lib it is what a deleted and newly cloned project leaves behind, and is moved aside.
 */
async function setAsideUnusableData(cluster: Cluster, folder: string, place: string): Promise<void> {
  if (!existsSync(cluster.dataFolder)) return;
  if (place === folder) {
    const lost = join(folder, 'secrets', 'postgres.json');
    throw new Error(
      `The passwords of the database in ${place} are missing: bring back ${lost} from a backup.`,
    );
  }
  await stopPostmaster(cluster);
  renameSync(cluster.dataFolder, join(mkdtempSync(join(place, 'without-passwords-')), 'postgres'));
}

function once<T>(act: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= act();
    return running;
  };
}
