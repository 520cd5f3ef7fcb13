import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { TestContext } from 'node:test';
import pg from 'pg';
import { atEnd } from '../../../test/at-end.ts';
import { type EmbeddedPostgres, findRunningPostgres, startEmbeddedPostgres } from './index.ts';
import { dataFolderOf, findPlace } from './place.ts';
import { readPostmasterPid } from './postmaster.ts';
import { findSecrets } from './secrets.ts';

/** A folder of one test; whatever was started on it, in this process or another, ends with the test. */
export type Scratch = {
  folder: string;
  start(): Promise<EmbeddedPostgres>;
  /** Starts the database from a node of its own, runs `andThen` there and returns once it is up. */
  startInChild(options?: ChildOptions): Promise<ChildStart>;
  /** The same without waiting. */
  spawnStart(options?: ChildOptions): ChildByStdio;
  dataFolder(): string;
  /** The process numbers of the postmaster and its children. */
  processes(): number[];
};

export type ChildOptions = { andThen?: string; env?: NodeJS.ProcessEnv };
export type ChildByStdio = ChildProcessByStdio<null, Readable, null>;
export type ChildStart = { child: ChildByStdio; ownerUrl: string };

const MODULE = new URL('./index.ts', import.meta.url).href;

export const log = { info: (): void => undefined };

/** Makes a folder for test `t`; `closed` puts it under a folder that only this account may enter. */
export function makeScratch(t: TestContext, { closed = false } = {}): Scratch {
  const outer = mkdtempSync(join(tmpdir(), 'evenhand-test-'));
  chmodSync(outer, closed ? 0o700 : 0o755);
  const folder = join(outer, 'var');
  const children: ChildProcess[] = [];
  const databases: EmbeddedPostgres[] = [];
  const place = (): string => findPlace(folder, findSecrets(folder)?.place).folder;
  const spawnStart = ({ andThen = '', env = process.env }: ChildOptions = {}): ChildByStdio => {
    const args = ['--input-type=module', '-e', childScript(andThen), folder];
    const child = spawn(process.execPath, args, {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    children.push(child);
    return child;
  };
  atEnd(t, async () => {
    for (const child of children) await end(child);
    for (const database of databases) await database.stop();
    if (findRunningPostgres({ folder })) await (await startEmbeddedPostgres({ folder, log })).stop();
    for (const path of [place(), outer]) rmSync(path, { recursive: true, force: true });
  });
  return {
    folder,
    start: async () => {
      const database = await startEmbeddedPostgres({ folder, log });
      databases.push(database);
      return database;
    },
    spawnStart,
    startInChild: async (options) => {
      const child = spawnStart(options);
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      return { child, ownerUrl: line.toString().trim() };
    },
    dataFolder: () => dataFolderOf(place()),
    processes: () => findFamily(readPostmasterPid(dataFolderOf(place()))),
  };
}

/** Runs one statement, or several without parameters, in a session of its own. */
export async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text);
    return rows;
  } finally {
    await client.end();
  }
}

/** Kills the process the hard way and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

function childScript(andThen: string): string {
  return `
    import { startEmbeddedPostgres } from '${MODULE}';
    const db = await startEmbeddedPostgres({ folder: process.argv[1], log: { info() {} } });
    ${andThen}
    console.log(db.ownerUrl);
    setInterval(() => {}, 1000);`;
}

function findFamily(parent: number | undefined): number[] {
  if (parent === undefined) return [];
  const all = readdirSync('/proc').map(Number).filter(Boolean);
  return [parent, ...all.filter((pid) => findParent(pid) === parent)];
}

function findParent(pid: number): number | undefined {
  return Number(readStatus(pid)[1]) || undefined;
}

/** Whether the process still does anything; one that has ended but was not yet collected does not. */
export function isRunning(pid: number): boolean {
  const [state = 'Z'] = readStatus(pid);
  return state !== 'Z';
}

/** State and parent of a process, as Linux tells them after its name; empty when there is none. */
function readStatus(pid: number): string[] {
  try {
    return (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '').split(' ');
  } catch {
    return [];
  }
}
