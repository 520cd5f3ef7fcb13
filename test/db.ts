import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { TestContext } from 'node:test';
import pg from 'pg';
import { fingerprintOf } from '../src/people/index.ts';
import { type Db, openDb } from '../src/platform/db.ts';
import { migrate } from '../src/platform/migrate.ts';
import { readShippedPolicies } from '../src/policies.ts';
import { openPortal } from '../src/portal/index.ts';
import { ensureMonth, insertPolicy } from '../src/rationing/index.ts';
import { atEnd } from './at-end.ts';

/** A fixed pepper and fixed keys: tests compare what was written with what was expected. */
export const testPepper = Buffer.alloc(32, 7);
export const testServerKey = Buffer.alloc(32, 9);

export type TestDatabase = { db: Db; appUrl: string; ownerUrl: string };

const serverUrl = (): string => {
  const url = process.env['EVENHAND_TEST_DATABASE_URL'];
  if (!url)
    throw new Error('Run tests with "npm test" or "node test/run.ts FILE": they need its PostgreSQL.');
  return url;
};

const urlOf = (database: string): string => {
  const url = new URL(serverUrl());
  url.pathname = `/${database}`;
  return url.href;
};

/** A new schema means a new template; test files run side by side and the first one makes it. */
const templateName = (): string => {
  const hash = createHash('sha256');
  for (const folder of ['../db/migrations/', '../db/policies/', '../db/portal/'])
    for (const name of readdirSync(new URL(folder, import.meta.url)).sort())
      hash.update(readFileSync(new URL(folder + name, import.meta.url)));
  return `template_${hash.digest('hex').slice(0, 16)}`;
};

const fillTemplate = async (ownerUrl: string): Promise<void> => {
  await migrate(ownerUrl);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(
    `insert into programme (code, pepper_fingerprint, server_key_fingerprint, created_at)
      values ('masks', $1, $2, now())`,
    [fingerprintOf(testPepper), fingerprintOf(testServerKey)],
  );
  await client.end();
  const db = openDb({ url: ownerUrl, role: 'evenhand_app', connections: 1 });
  for (const policy of await readShippedPolicies()) await insertPolicy(db, policy, new Date());
  await openPortal(db, new Date());
  for (const month of ['2020-02-01', '2020-03-01']) await ensureMonth(db, month);
  await db.destroy();
};

const withServer = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const ensureTemplate = async (client: pg.Client): Promise<string> => {
  const name = templateName();
  await client.query(`select pg_advisory_lock(hashtextextended('evenhand test template', 0))`);
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) {
      await client.query(`drop database if exists ${name}_new with (force)`);
      await client.query(`create database ${name}_new`);
      await fillTemplate(urlOf(`${name}_new`));
      await client.query(`alter database ${name}_new rename to ${name}`);
    }
  } finally {
    await client.query(`select pg_advisory_unlock(hashtextextended('evenhand test template', 0))`);
  }
  return name;
};

/**
 * A database of the test's own, cloned from the template, with the grants of the app role; it is dropped after
 * the test, which fails when a connection of the pool has leaked.
 */
export const testDatabase = async (t: TestContext): Promise<TestDatabase> => {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await withServer(async (client) => {
    const template = await ensureTemplate(client);
    await client.query(`create database ${name} template ${template}`);
  });
  const ownerUrl = urlOf(name);
  const db = openDb({ url: ownerUrl, role: 'evenhand_app', connections: 10 });
  atEnd(t, async () => {
    await db.destroy();
    await withServer((client) => client.query(`drop database ${name} with (force)`));
  });
  return { db, appUrl: ownerUrl, ownerUrl };
};

/** Runs SQL as the owner of the schema: for what a hand at the database could do and the app role cannot. */
export const asOwner = async (
  { ownerUrl }: TestDatabase,
  text: string,
  values: unknown[] = [],
): Promise<pg.QueryResult> => {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await client.query(text, values);
  } finally {
    await client.end();
  }
};
