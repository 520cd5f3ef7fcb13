import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { SYSTEM_FOLDER } from './binaries.ts';
import { giveTo, type SystemUser } from './cluster.ts';

/** Where the data folder `postgres`, its log and its lock are, and the account that the database runs as. */
export type Place = { folder: string; runAs: SystemUser | undefined };

/**
 * Chooses where the database of `folder` lives. That is `folder` itself; only for root, whose PostgreSQL must
 * run as an ordinary account, it is a folder under /var/lib when that account cannot reach `folder` (as
 * under /root). `recorded` is the place chosen earlier and goes first, so that data are found again after
 * modes have changed or the project has moved. Throws a sentence for the operator when no place is usable.
 */
export function findPlace(folder: string, recorded: string | undefined): Place {
  const places = [folder, join(SYSTEM_FOLDER, shortHash(folder))];
  if (recorded !== undefined) places.unshift(recorded);
  const withData = places.find((place) => existsSync(dataFolderOf(place)));
  if (!isRoot()) {
    makeOwnFolder(folder);
    return { folder: withData ?? folder, runAs: undefined };
  }
  const runAs = findAccount(withData && dataFolderOf(withData));
  const usable = (withData ? [withData] : places).find((place) => isUsable(place, runAs));
  if (usable !== undefined) return { folder: usable, runAs };
  throw new Error(
    `PostgreSQL, which never runs as root, cannot reach data in ${withData ?? `${folder} or ${SYSTEM_FOLDER}`}: ` +
      'set EVENHAND_VAR to a folder that every account can reach, or DATABASE_URL to a PostgreSQL of your own.',
  );
}

/** The data folder of a place. */
export function dataFolderOf(place: string): string {
  return join(place, 'postgres');
}

/**
 * The account that PostgreSQL runs as when we are root: the owner of an existing data folder, else
 * `postgres`, else `nobody`. Undefined when we are not root, since then it runs as ourselves.
 */
export function findAccount(dataFolder?: string): SystemUser | undefined {
  if (!isRoot()) return undefined;
  if (dataFolder !== undefined) {
    const { uid, gid } = statSync(dataFolder);
    if (uid !== 0) return { uid, gid };
  }
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((which) => Number(spawnSync('id', [which, name]).stdout));
    if (uid && gid) return { uid, gid };
  }
  throw new Error(
    'PostgreSQL does not run as root and this machine has neither an account "postgres" nor "nobody": ' +
      'start Evenhand as an ordinary user.',
  );
}

/** Whether `runAs` may write into a folder given to it below `place`; tried out with a folder made for that. */
export function isUsable(place: string, runAs: SystemUser | undefined): boolean {
  let trial: string | undefined;
  try {
    makeFolder(place);
    trial = mkdtempSync(join(place, 'trial-'));
    giveTo(trial, runAs);
    const options = { ...runAs, cwd: '/', stdio: 'ignore' } as const;
    return spawnSync('/bin/sh', ['-c', 'cd "$1" && : > written', 'sh', trial], options).status === 0;
  } catch {
    return false;
  } finally {
    if (trial !== undefined) rmSync(trial, { recursive: true, force: true });
  }
}

function makeOwnFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    throw new Error(`Evenhand may not write in ${folder}: set EVENHAND_VAR to another folder.`, { cause });
  }
}

/** Makes the folder if need be, open to be passed through whatever the umask; the data below are closed. */
function makeFolder(folder: string): void {
  const firstMade = mkdirSync(folder, { recursive: true });
  if (firstMade === undefined || process.platform === 'win32') return;
  for (let made = folder; made.length >= firstMade.length; made = resolve(made, '..')) chmodSync(made, 0o755);
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function shortHash(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12);
}
