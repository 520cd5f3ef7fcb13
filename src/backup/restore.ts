import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { columnsOf, filledByMigrations, type Header, type Table, type Totals } from './archive.ts';
import { checkSecrets } from './fingerprints.ts';
import * as queries from './queries.ts';
import { readArchive, type Visitor } from './read-archive.ts';

export type RestoreSettings = {
  ownerUrl: string;
  secretsFolder: string;
  file: string;
  /** told of each table as it is done */
  onTable?: (table: string, rows: number) => void;
};

/** Reads the whole file once before anything is touched: a damaged one is found here. */
const readWhole = async (file: string): Promise<Header> => {
  let found: Header | undefined;
  await readArchive(file, {
    header: async (header) => {
      found = header;
    },
    table: async (_table, rows) => {
      for await (const _chunk of rows);
    },
    sequence: async () => undefined,
  });
  if (!found) throw new Error(`${file} has no header.`);
  return found;
};

const checkSchema = async (client: pg.Client, header: Header): Promise<void> => {
  const own = (await queries.hasSchema(client)) ? await queries.findMigrations(client) : [];
  if (JSON.stringify(own) === JSON.stringify(header.migrations)) return;
  const last = (migrations: Header['migrations']): string => migrations.at(-1)?.name ?? 'none at all';
  throw new Error(
    `The backup was made with other migrations (last ${last(header.migrations)}) than this database has (last ${last(own)}): ` +
      'restore it with the version of Evenhand that made it, then migrate.',
  );
};

/** Under lock: nobody may begin to fill the database while we do. */
const checkEmpty = async (client: pg.Client, tables: readonly Table[]): Promise<void> => {
  await queries.lockTables(client, tables);
  const own = tables.filter(({ name }) => !filledByMigrations.includes(name));
  const filled = await queries.findFilledTable(client, own);
  if (filled !== undefined)
    throw new Error(
      `This database has data already (in ${filled}); a backup goes into an empty one only, before the first start.`,
    );
};

const takeRows = async (client: pg.Client, table: Table, rows: AsyncGenerator<Buffer>): Promise<number> => {
  const stream = client.query(copyFrom(queries.copyIn(table)));
  await pipeline(Readable.from(rows, { objectMode: false }), stream);
  return stream.rowCount;
};

/** Copies the rows of each table into the same table with the same columns, each table once. */
const takingInto = (client: pg.Client, tables: readonly Table[], settings: RestoreSettings): Visitor => {
  const left = new Map(tables.map((each) => [each.name, each]));
  return {
    header: async ({ months }) => {
      for (const day of months) await queries.makeMonth(client, day);
      for (const name of filledByMigrations) await queries.emptyTable(client, name);
    },
    table: async (table, rows) => {
      const own = left.get(table.name);
      if (!own || columnsOf(own) !== columnsOf(table))
        throw new Error(`Table ${table.name} of the backup is not a table of this database.`);
      left.delete(table.name);
      const taken = await takeRows(client, own, rows);
      settings.onTable?.(table.name, taken);
    },
    sequence: (name, value) => queries.setSequence(client, name, value),
  };
};

/**
 * Takes a backup into an empty, migrated database, in one transaction: all of it or nothing. Throws a
 * sentence when the file is damaged, the secrets are not its own, the migrations are others, or there are
 * data already. Answers the totals of the tables.
 */
export const restore = async (settings: RestoreSettings): Promise<Totals[]> => {
  const header = await readWhole(settings.file);
  await checkSecrets(header, settings.secretsFolder);
  const client = new pg.Client({
    connectionString: settings.ownerUrl,
    application_name: 'evenhand restore',
  });
  await client.connect();
  try {
    await queries.settleForms(client);
    await checkSchema(client, header);
    await client.query('begin');
    const tables = await queries.findTables(client);
    await checkEmpty(client, tables);
    const totals = await readArchive(settings.file, takingInto(client, tables, settings));
    await client.query('commit');
    await queries.analyse(client);
    return totals;
  } finally {
    // Whatever was not committed goes with the connection.
    await client.end();
  }
};
