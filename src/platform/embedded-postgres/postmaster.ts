import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where postmaster.pid holds the port, counted from 0. */
const PORT_LINE = 3;

/** Whether a PostgreSQL server of exactly this data folder is running. */
export function isPostmasterAlive(dataFolder: string): boolean {
  const pid = readPostmasterPid(dataFolder);
  return pid !== undefined && isProcessAlive(pid) && isServerOf(pid, dataFolder);
}

/** The port on which the server of this data folder takes connections, or undefined when none is running. */
export function findPort(dataFolder: string): number | undefined {
  return isPostmasterAlive(dataFolder) ? Number(readLines(dataFolder)[PORT_LINE]) || undefined : undefined;
}

/** The process number that the data folder's postmaster.pid names, whether it still runs or not. */
export function readPostmasterPid(dataFolder: string): number | undefined {
  return Math.abs(Number(readLines(dataFolder)[0])) || undefined;
}

/**
 * After a power cut postmaster.pid may name a number that another program has by now, and PostgreSQL would
 * refuse to start. The file is not removed, because PostgreSQL finds in its last line the shared memory of
 * children that may still be writing; it only gets our own number, which PostgreSQL knows to be its
 * starter's and therefore no server's.
 */
export function forgetStalePostmaster(dataFolder: string): void {
  const pid = readPostmasterPid(dataFolder);
  if (pid === undefined || !isProcessAlive(pid) || isServerOf(pid, dataFolder)) return;
  const [, ...rest] = readLines(dataFolder);
  writeFileSync(pidFile(dataFolder), [`${process.pid}`, ...rest].join('\n'));
}

function readLines(dataFolder: string): string[] {
  try {
    return readFileSync(pidFile(dataFolder), 'utf8').split('\n');
  } catch {
    return [];
  }
}

function pidFile(dataFolder: string): string {
  return join(dataFolder, 'postmaster.pid');
}

function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A number alone proves nothing, numbers are given out again: a postmaster works inside its data folder. */
function isServerOf(pid: number, dataFolder: string): boolean {
  if (process.platform === 'win32') return true;
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', `${pid}`], { encoding: 'utf8' });
    return stdout.includes(dataFolder);
  }
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataFolder);
  } catch {
    return false;
  }
}
