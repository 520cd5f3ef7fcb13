import { spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { forgetStalePostmaster, isPostmasterAlive } from './postmaster.ts';

/** An account of the operating system by its numbers. */
export type SystemUser = { uid: number; gid: number };

/** One PostgreSQL data folder and what is needed to run it. `runAs` is set only when this process is root. */
export type Cluster = {
  binFolder: string;
  dataFolder: string;
  logFile: string;
  runAs: SystemUser | undefined;
};

const START_LIMIT_S = 300;
const START_TRIES = 12;
const PAUSE_BETWEEN_TRIES_MS = 300;

/** Failures to start that pass: the port was taken in between, or a killed predecessor's children still end. */
const PASSING_FAILURE =
  /could not create any TCP\/IP sockets|shared memory block|lock file .* already exists/;

/**
 * Creates the data folder with UTF-8 and code point order, log-in by SCRAM only and `password` for the
 * superuser `postgres`. It is made beside its place and moved there when complete, so that a kill in the
 * middle leaves nothing that looks like a database. `durable: false` skips the final sync to disk.
 */
export async function createDataFolder(
  cluster: Cluster,
  { password, durable }: { password: string; durable: boolean },
): Promise<void> {
  const parent = dirname(cluster.dataFolder);
  const prefix = `${basename(cluster.dataFolder)}.new-`;
  removeAbandoned(parent, prefix);
  const workshop = mkdtempSync(join(parent, prefix));
  const passwordFile = join(workshop, 'password');
  const unfinished = join(workshop, 'data');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  mkdirSync(unfinished, { mode: 0o700 });
  for (const path of [workshop, passwordFile, unfinished]) giveTo(path, cluster.runAs);

  const args = ['-D', unfinished, '-U', 'postgres', '--no-instructions', `--pwfile=${passwordFile}`];
  args.push(
    '--encoding=UTF8',
    '--auth=scram-sha-256',
    ...localeArguments(),
    ...(durable ? [] : ['--no-sync']),
  );
  const failure = await run(cluster, 'initdb', args);
  if (failure === undefined) renameSync(unfinished, cluster.dataFolder);
  rmSync(workshop, { recursive: true, force: true });
  if (failure !== undefined) throw new Error(`PostgreSQL could not create its data folder: ${failure}`);
}

/**
 * Starts the postmaster on a free port of 127.0.0.1 and returns the port once it takes connections.
 * `settings` are PostgreSQL parameters; their values may hold no space or quote.
 */
export async function startPostmaster(cluster: Cluster, settings: Record<string, string>): Promise<number> {
  forgetStalePostmaster(cluster.dataFolder);
  for (let tries = 1; ; tries++) {
    const port = await findFreePort();
    const all = { ...settings, port: `${port}`, listen_addresses: '127.0.0.1', unix_socket_directories: '' };
    const options = Object.entries(all).map(([name, value]) => `-c ${name}=${value}`);
    const wait = ['-w', '-t', `${START_LIMIT_S}`];
    const failure = await pgCtl(cluster, ['start', ...wait, '-l', cluster.logFile, '-o', options.join(' ')]);
    if (failure === undefined) return port;
    if (tries === START_TRIES || !PASSING_FAILURE.test(failure)) {
      throw new Error(`PostgreSQL did not start: ${failure} (more in ${cluster.logFile})`);
    }
    await sleep(PAUSE_BETWEEN_TRIES_MS);
    await stopPostmaster(cluster);
  }
}

/** Stops the postmaster and waits for its end; a postmaster that is not running is no error. */
export async function stopPostmaster(cluster: Cluster): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    if (!isPostmasterAlive(cluster.dataFolder)) return;
    await pgCtl(cluster, ['stop', '-w', '-m', mode]);
  }
  if (isPostmasterAlive(cluster.dataFolder)) {
    throw new Error(`PostgreSQL in ${cluster.dataFolder} did not stop: see ${cluster.logFile}.`);
  }
}

/** Hands a file or folder to the account that PostgreSQL runs as; nothing to do when it runs as ourselves. */
export function giveTo(path: string, user: SystemUser | undefined): void {
  if (user) chownSync(path, user.uid, user.gid);
}

/**
 * C.UTF-8 from the C library exists on Linux only; elsewhere PostgreSQL's built-in provider gives the same
 * order and the same letters.
 */
function localeArguments(): string[] {
  if (process.platform === 'linux') return ['--locale=C.UTF-8'];
  return ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
}

function pgCtl(cluster: Cluster, args: string[]): Promise<string | undefined> {
  return run(cluster, 'pg_ctl', ['-D', cluster.dataFolder, '--silent', ...args]);
}

/**
 * Runs a PostgreSQL program and returns what it failed with, or undefined when it went well. It gets a
 * session of its own, since Ctrl-C reaches every process of the terminal's group and only we may end the
 * database. The environment is small on purpose: no PG… variable changes what happens, no secret of ours
 * reaches the postmaster, and a missing LANG makes no difference.
 */
function run(cluster: Cluster, program: string, args: string[]): Promise<string | undefined> {
  const { PATH, SystemRoot, TEMP, TMP } = process.env;
  const log = openLog(cluster);
  const before = fstatSync(log).size;
  const child = spawn(join(cluster.binFolder, program), args, {
    ...cluster.runAs,
    cwd: dirname(cluster.dataFolder),
    env: { PATH, SystemRoot, TEMP, TMP, LC_ALL: 'C' },
    stdio: ['ignore', log, log],
    detached: true,
    windowsHide: true,
  });
  closeSync(log);
  const { promise, resolve, reject } = Promise.withResolvers<string | undefined>();
  child.once('error', reject);
  child.once('exit', (code) => resolve(code === 0 ? undefined : findFailure(cluster.logFile, before)));
  return promise;
}

function openLog({ logFile, runAs }: Cluster): number {
  const isNew = !existsSync(logFile);
  const log = openSync(logFile, 'a', 0o600);
  if (isNew) giveTo(logFile, runAs);
  return log;
}

/** The line of the log that says why, looked for after byte `from`; pg_ctl's own last words name no reason. */
function findFailure(logFile: string, from: number): string {
  const lines = readFileSync(logFile).subarray(from).toString().trimEnd().split('\n');
  const said = lines.filter((line) => !/^pg_ctl: could not start server|^Examine the log/.test(line));
  const reason = said.findLast((line) => /FATAL|PANIC|error|could not|cannot/i.test(line)) ?? said.at(-1);
  return (reason ?? 'no reason given').replace(/^.*?(FATAL|PANIC|LOG|error): +/i, '');
}

/** What a killed initdb is still writing to withstands its removal; the next start removes it. */
function removeAbandoned(parent: string, prefix: string): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(prefix)) continue;
    try {
      rmSync(join(parent, name), { recursive: true, force: true });
    } catch {}
  }
}

function findFreePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
  });
  return promise;
}
