import { createHash, type Hash } from 'node:crypto';
import Type, { type Static } from 'typebox';
import { Closed } from '../platform/contract.ts';

const Hex = Type.String({ pattern: '^[0-9a-f]+$' });

/** What a restore must know before it takes anything: in the first line of every backup. */
export const Header = Closed({
  format: Type.Literal(1),
  created_at: Type.String(),
  migrations: Type.Array(Closed({ name: Type.String(), checksum: Hex })),
  /** the fingerprint of each pepper; the pepper itself is never in a backup */
  programmes: Type.Array(Closed({ code: Type.String(), pepper_fingerprint: Hex })),
  /** tells whether a server key is the one that sealed the ledgers; null when it was not at hand */
  ledger_key_fingerprint: Type.Union([Hex, Type.Null()]),
  /** the first day of each month that has partitions */
  months: Type.Array(Type.String({ pattern: '^\\d{4}-\\d{2}-01$' })),
});
export type Header = Static<typeof Header>;

/** What stands after the rows of a table. */
export const Totals = Closed({ table: Type.String(), rows: Type.Integer({ minimum: 0 }), sha256: Hex });
export type Totals = Static<typeof Totals>;

export type Table = { name: string; columns: string[] };

const quote = (name: string): string => {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new Error(`"${name}" is no name of ours.`);
  return `"${name}"`;
};
const comment = (kind: string, value: unknown): string => `-- ${kind} ${JSON.stringify(value)}\n`;

/** Names as SQL takes them. */
export const nameOf = ({ name }: Pick<Table, 'name'>): string => `public.${quote(name)}`;
export const columnsOf = ({ columns }: Pick<Table, 'columns'>): string => columns.map(quote).join(', ');

/**
 * Tables that the migrations fill, those that refer to others first: a restore puts the backup's rows in the
 * place of theirs. Nobody can have changed them while every other table is empty.
 */
export const filledByMigrations = ['service_eligibility', 'service'];
export const emptyLines: readonly string[] = filledByMigrations.map(
  (name) => `delete from ${nameOf({ name })};\n`,
);

/**
 * The lines of a backup, in their order: header, each table's rows with their totals, sequences, end. Inside
 * its gzip a backup is plain SQL that psql reads as it stands, so that it opens without this program too.
 */
export const headerLines = (header: Header): string =>
  [
    comment('evenhand backup', header),
    'begin;\n',
    ...header.months.map((day) => `select public.ensure_month('${day}');\n`),
    ...emptyLines,
  ].join('');
export const copyLine = (table: Table): string => `copy ${nameOf(table)} (${columnsOf(table)}) from stdin;\n`;
/** Ends the rows of a table; in COPY's text form no row can look like it. */
export const endOfRows = '\\.\n';
export const totalsLine = (totals: Totals): string => comment('rows', totals);
export const sequenceLine = (sequence: string, value: string): string =>
  `select pg_catalog.setval('${nameOf({ name: sequence })}', ${value});\n`;
export const commitLine = 'commit;\n';
/** The last line: the hash of everything before it. */
export const endLine = (before: Hash): string => comment('end', { sha256: before.digest('hex') });

/** Counts and hashes a table's rows on their way: in COPY's text form each row is one line. */
export const countRows = (table: string) => {
  const hash = createHash('sha256');
  let rows = 0;
  return {
    add: (chunk: Buffer): void => {
      hash.update(chunk);
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows += 1;
    },
    totals: (): Totals => ({ table, rows, sha256: hash.digest('hex') }),
  };
};
