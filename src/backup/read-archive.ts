import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import {
  commitLine,
  countRows,
  emptyLines,
  endLine,
  endOfRows,
  Header,
  type Table,
  Totals,
} from './archive.ts';

/** A file that is cut short, altered, or no backup at all; the message says which, for one sentence. */
const damaged = (why: string, cause?: unknown): Error =>
  Object.assign(new Error(why, { cause }), { code: 'DAMAGED' });

/** What to do with the parts of a backup, as they come. Rows must be read to their end. */
export type Visitor = {
  header: (header: Header) => Promise<void>;
  table: (table: Table, rows: AsyncGenerator<Buffer>) => Promise<void>;
  sequence: (name: string, value: string) => Promise<void>;
};

/** No line of ours comes near this, in bytes; a longer one is something else's. */
const longestLine = 64 * 1024 * 1024;

/** Reads line by line, and rows in blocks as they come, hashing everything. */
const readerOf = (chunks: AsyncIterable<Buffer>) => {
  const iterator = chunks[Symbol.asyncIterator]();
  const terminator = Buffer.from(endOfRows);
  let rest: Buffer = Buffer.alloc(0);
  const seen = createHash('sha256');
  let beforeLastLine = seen.copy();

  const more = async (): Promise<void> => {
    const next = await iterator.next();
    if (next.done) throw damaged('it is cut short');
    rest = Buffer.concat([rest, next.value]);
    if (rest.length > longestLine) throw damaged('it is no backup of Evenhand');
  };
  const take = (bytes: number): Buffer => {
    const taken = rest.subarray(0, bytes);
    rest = rest.subarray(bytes);
    seen.update(taken);
    return taken;
  };

  return {
    line: async (): Promise<string> => {
      while (!rest.includes(10)) await more();
      beforeLastLine = seen.copy();
      return take(rest.indexOf(10) + 1).toString();
    },
    rows: async function* (): AsyncGenerator<Buffer> {
      while (!rest.subarray(0, terminator.length).equals(terminator)) {
        const end = rest.indexOf(`\n${endOfRows}`);
        const whole = end >= 0 ? end : rest.lastIndexOf(10);
        if (whole >= 0) yield take(whole + 1);
        else await more();
      }
      take(terminator.length);
    },
    /** The line just read must be the last one, and say the hash of all before it. */
    finish: async (line: string): Promise<void> => {
      if (line !== endLine(beforeLastLine)) throw damaged('it was altered');
      if (rest.length > 0 || !(await iterator.next()).done) throw damaged('something follows its end');
    },
  };
};
type Reader = ReturnType<typeof readerOf>;

/** The value of a comment line, checked against its shape. */
const valueReader = <const S extends TSchema>(kind: string, schema: S) => {
  const compiled = Compile(schema);
  return (line: string) => {
    try {
      const value: unknown = line.startsWith(`-- ${kind} {`)
        ? JSON.parse(line.slice(kind.length + 4))
        : undefined;
      if (compiled.Check(value)) return value;
    } catch {
      // Not JSON: the sentence below is for both.
    }
    throw damaged(`it has no ${kind} where one must be`);
  };
};
const readHeader = valueReader('evenhand backup', Header);
const readTotals = valueReader('rows', Totals);

const visitTable = async (reader: Reader, table: Table, visit: Visitor): Promise<Totals> => {
  const counted = countRows(table.name);
  const counting = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of reader.rows()) {
      counted.add(chunk);
      yield chunk;
    }
  };
  await visit.table(table, counting());
  const [found, stated] = [counted.totals(), readTotals(await reader.line())];
  if (JSON.stringify(found) !== JSON.stringify(stated))
    throw damaged(`table ${table.name} is not what it was`);
  return found;
};

/** For psql alone; a restore does the same by itself. */
const isOfHead = (line: string): boolean =>
  line === 'begin;\n' || line.startsWith('select public.ensure_month(') || emptyLines.includes(line);

const walk = async (reader: Reader, visit: Visitor): Promise<Totals[]> => {
  await visit.header(readHeader(await reader.line()));
  const all: Totals[] = [];
  for (;;) {
    const line = await reader.line();
    const copy = /^copy public\."(\w+)" \((.+)\) from stdin;\n$/.exec(line);
    const sequence = /^select pg_catalog\.setval\('public\."(\w+)"', (\d+)\);\n$/.exec(line);
    if (copy) {
      const columns = (copy[2] ?? '').split(', ').map((each) => each.slice(1, -1));
      all.push(await visitTable(reader, { name: copy[1] ?? '', columns }, visit));
    } else if (sequence) await visit.sequence(sequence[1] ?? '', sequence[2] ?? '');
    else if (line === commitLine) {
      await reader.finish(await reader.line());
      return all;
    } else if (!isOfHead(line)) throw damaged('it was altered');
  }
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/**
 * Reads a backup from beginning to end and checks every hash in it; answers the totals of its tables. Throws
 * one sentence when it cannot be read, and when it is damaged: then what the visitor did must be undone.
 */
export const readArchive = async (file: string, visit: Visitor): Promise<Totals[]> => {
  let all: Totals[] = [];
  try {
    await pipeline(createReadStream(file), createGunzip(), async (source: AsyncIterable<Buffer>) => {
      all = await walk(readerOf(source), visit);
    });
    return all;
  } catch (error) {
    const code = codeOf(error);
    if (['ENOENT', 'EACCES', 'EISDIR'].includes(code))
      throw new Error(`The backup ${file} cannot be read (${code}).`, { cause: error });
    if (code !== 'DAMAGED' && !code.startsWith('Z_')) throw error;
    const why = code === 'DAMAGED' && error instanceof Error ? error.message : 'it is cut short or altered';
    throw damaged(`The backup ${file} is damaged: ${why}. Nothing was restored.`, error);
  }
};
