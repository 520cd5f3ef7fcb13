import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeMissing, listMissingParts } from '../scripts/system-parts.ts';
import { startCluster } from './cluster.ts';
import { collectLeftovers } from './leftovers.ts';

type Binaries = Parameters<typeof startCluster>[0]['binaries'];

const CAPABILITIES_AND_RULES = ['src/**/*.test.ts', 'test/*.test.ts'];
const EVERYTHING = ['{src,test,web,agent,bench,scripts}/**/*.test.ts'];
/** Tried on PostgreSQL 15 alone: the embedded one meets their SQL again in the journeys and the two servers. */
const ON_15 = [
  'src/{access,audit,card-kit,cards,headquarters,portal,services,sites,verify,words}/*.test.ts',
  'test/{abuse,bad-input,bad-requests,bad-typing,downloads,manual,openapi,privacy}.test.ts',
];
/** Tried on the embedded one alone: its own start, and the two long walks, whose SQL the others try on 15. */
const ON_EMBEDDED = [
  'src/platform/embedded-postgres/*.test.ts',
  'test/matrix.test.ts',
  'test/chains.test.ts',
];
const NODE_OPTIONS = ['--test', '--test-concurrency=2', '--test-reporter=spec', '--test-timeout=300000'];
const GRACE_MS = 5_000;
const EXIT_INTERRUPTED = 130;

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => interruption.abort());
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

/**
 * Without arguments: the capabilities and rules on PostgreSQL 15, then the heart again, the long walks and the
 * journeys on the PostgreSQL that Evenhand brings. With arguments: only the named files, on the latter. Returns
 * the exit code.
 */
async function main(patterns: string[]): Promise<number> {
  const missing = listMissingParts();
  if (missing.length > 0) throw new Error(describeMissing(missing));
  if (patterns.length > 0) return runTests('embedded', findTests(patterns));
  const failed = await runTests('debian-15', findTests(CAPABILITIES_AND_RULES, ON_EMBEDDED));
  return failed || runTests('embedded', findTests(EVERYTHING, ON_15));
}

async function runTests(binaries: Binaries, files: string[]): Promise<number> {
  const cluster = await startCluster({ binaries });
  const leftovers = collectLeftovers();
  try {
    if (interruption.signal.aborted) return EXIT_INTERRUPTED;
    const server = binaries === 'embedded' ? 'the embedded PostgreSQL' : 'PostgreSQL 15';
    process.stdout.write(`\n${files.length} test files on ${server}\n\n`);
    const env = { EVENHAND_TEST_DATABASE_URL: cluster.url, TMPDIR: leftovers.folder };
    return await runNode([...NODE_OPTIONS, ...files], env);
  } finally {
    await leftovers.clear();
    await cluster.stop();
  }
}

/**
 * Runs node in a process group of its own, so that an interruption, and in any case the end, takes every
 * process with it that a test may have left.
 */
async function runNode(args: string[], env: Record<string, string>): Promise<number> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  const endGently = async (): Promise<void> => {
    endGroup(child.pid, 'SIGTERM');
    await sleep(GRACE_MS, undefined, { ref: false });
    endGroup(child.pid, 'SIGKILL');
  };
  interruption.signal.addEventListener('abort', endGently);
  const [code] = (await once(child, 'exit')) as [number | null];
  interruption.signal.removeEventListener('abort', endGently);
  endGroup(child.pid, 'SIGKILL');
  return interruption.signal.aborted ? EXIT_INTERRUPTED : (code ?? 1);
}

function endGroup(leader: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (leader !== undefined) process.kill(-leader, signal);
  } catch {
    // The group is empty already.
  }
}

function findTests(patterns: string[], without: string[] = []): string[] {
  const files = globSync(patterns, { exclude: ['**/node_modules/**', ...without] }).sort();
  if (files.length === 0) throw new Error(`No test file matches ${patterns.join(' ')}.`);
  return files;
}
