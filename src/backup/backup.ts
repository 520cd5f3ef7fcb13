import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { access, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { findKeyFile } from '../platform/secrets.ts';
import {
  commitLine,
  copyLine,
  countRows,
  endLine,
  endOfRows,
  type Header,
  headerLines,
  sequenceLine,
  type Totals,
  totalsLine,
} from './archive.ts';
import { ledgerKeyFingerprint } from './fingerprints.ts';
import * as queries from './queries.ts';

export type BackupSettings = {
  ownerUrl: string;
  secretsFolder: string;
  file: string;
  now: Date;
  /** told of each table as it is done */
  onTable?: (totals: Totals) => void;
};

/** Tables after those they refer to, so that every row finds what it names. */
const inOrder = (tables: readonly queries.FoundTable[]): queries.FoundTable[] => {
  const ordered: queries.FoundTable[] = [];
  const left = new Set(tables);
  while (left.size > 0) {
    const waiting = new Set([...left].map((each) => each.name));
    const next = [...left].find((each) => !each.refers_to.some((name) => waiting.has(name)));
    if (!next) throw new Error(`Tables refer to each other in a circle: ${[...waiting].join(', ')}.`);
    ordered.push(next);
    left.delete(next);
  }
  return ordered;
};

const makeHeader = async (client: pg.Client, { secretsFolder, now }: BackupSettings): Promise<Header> => {
  const key = await findKeyFile(secretsFolder, 'server-key');
  return {
    format: 1,
    created_at: now.toISOString(),
    migrations: await queries.findMigrations(client),
    programmes: await queries.findProgrammes(client),
    ledger_key_fingerprint: key ? ledgerKeyFingerprint(key) : null,
    months: await queries.findMonths(client),
  };
};

/** The text of a backup, piece by piece, ending in the hash of all before. */
async function* writeArchive(
  client: pg.Client,
  settings: BackupSettings,
  done: Totals[],
): AsyncGenerator<Buffer> {
  const seen = createHash('sha256');
  const say = (text: string): Buffer => {
    const bytes = Buffer.from(text);
    seen.update(bytes);
    return bytes;
  };
  yield say(headerLines(await makeHeader(client, settings)));
  for (const table of inOrder(await queries.findTables(client))) {
    const counted = countRows(table.name);
    yield say(copyLine(table));
    for await (const chunk of client.query(copyTo(queries.copyOut(table))) as AsyncIterable<Buffer>) {
      counted.add(chunk);
      seen.update(chunk);
      yield chunk;
    }
    const totals = counted.totals();
    yield say(endOfRows + totalsLine(totals));
    done.push(totals);
    settings.onTable?.(totals);
  }
  // Sequences belong to no snapshot: read last, they are past every number that was copied.
  for (const { name, value } of await queries.findSequences(client)) yield say(sequenceLine(name, value));
  yield say(commitLine);
  yield Buffer.from(endLine(seen));
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

/** Keys and hashes hardly pack: a higher level makes a hundredth less in half as much time again. */
const packing = { level: 3 };

/** On the disk, under its name only when it is whole. */
const writeWhole = async (file: string, text: AsyncIterable<Buffer>): Promise<void> => {
  if (await isThere(file)) throw new Error(`${file} is there already; a backup overwrites nothing.`);
  const unfinished = `${file}.unfinished`;
  try {
    await pipeline(text, createGzip(packing), createWriteStream(unfinished, { mode: 0o600, flush: true }));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
};

/**
 * Copies every table in one snapshot, while selling goes on, into one file; answers the totals of the tables.
 * Pepper and keys are never in it. Throws a sentence when the file is there already or nothing is migrated.
 */
export const backup = async (settings: BackupSettings): Promise<Totals[]> => {
  const client = new pg.Client({
    connectionString: settings.ownerUrl,
    application_name: 'evenhand backup',
  });
  await client.connect();
  try {
    await queries.settleForms(client);
    if (!(await queries.hasSchema(client)))
      throw new Error('There is nothing of Evenhand in this database yet.');
    await client.query('begin isolation level repeatable read, read only');
    const done: Totals[] = [];
    await writeWhole(settings.file, writeArchive(client, settings, done));
    return done;
  } finally {
    await client.end();
  }
};
