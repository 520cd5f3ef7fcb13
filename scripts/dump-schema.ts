import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../src/platform/migrate.ts';
import { startCluster } from '../test/cluster.ts';
import { findPostgres15 } from './system-parts.ts';

const FILE = new URL('../db/schema.sql', import.meta.url);

/** pg_dump writes its own version and, since 2025, a random word into each dump. */
const VOLATILE_LINE = /^(\\(un)?restrict |-- Dumped (from|by) )/;

try {
  const dump = await dumpMigrated();
  if (!process.argv.includes('--check')) writeFileSync(FILE, dump);
  else if (dump !== readSchema()) {
    throw new Error(
      'db/schema.sql is not what the migrations make: run "npm run dump-schema" and commit it.',
    );
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

/**
 * The schema that all migrations make on a fresh PostgreSQL 15, run by an owner that is no superuser, as in
 * production; dumped by the pg_dump of the same version, so that every machine writes the same text.
 */
async function dumpMigrated(): Promise<string> {
  const cluster = await startCluster({ binaries: 'debian-15' });
  try {
    const url = await createDatabase(cluster.url);
    await migrate(url);
    return dumpSchema(url);
  } finally {
    await cluster.stop();
  }
}

/** Returns the URL of the new database's owner. */
async function createDatabase(superuserUrl: string): Promise<string> {
  const url = new URL(superuserUrl);
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(`create role evenhand_owner login createrole password '${url.password}'`);
    await client.query('create database evenhand owner evenhand_owner');
  } finally {
    await client.end();
  }
  return Object.assign(url, { username: 'evenhand_owner', pathname: '/evenhand' }).href;
}

function dumpSchema(url: string): string {
  const program = join(findPostgres15() ?? '', 'pg_dump');
  const options = { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 } as const;
  const { status, stdout, stderr } = spawnSync(
    program,
    ['--schema-only', '--no-owner', `--dbname=${url}`],
    options,
  );
  if (status !== 0) throw new Error(`pg_dump failed: ${stderr.trim()}`);
  const lines = stdout.split('\n').filter((line) => !VOLATILE_LINE.test(line));
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

function readSchema(): string | undefined {
  try {
    return readFileSync(FILE, 'utf8');
  } catch {
    return undefined;
  }
}
