import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { sql } from 'kysely';
import type { Profession } from '../access/contract.ts';
import { insertAudit } from '../audit/index.ts';
import { personKeyOf, readNumber } from '../people/index.ts';
import type { Now } from '../platform/clock.ts';
import { type Db, json, type Tx } from '../platform/db.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import { type Cells, type Columns, csvOptions, placeColumns, readDay } from './csv-columns.ts';
import { findServices } from './queries.ts';
import { findKnownSites, saveCards, saveRegistrations, saveUsage } from './registers.ts';

/** Rows per statement. */
const batchSize = 1_000;

/** 職業類別 as registers write it; 藥劑師 is today's 藥師 (X33). */
const professions: Record<string, Profession> = {
  藥師: 'pharmacist',
  藥劑師: 'pharmacist',
  藥劑生: 'assistant_pharmacist',
  醫師: 'physician',
  護理人員: 'nurse',
  護理師: 'nurse',
  護士: 'nurse',
};

type Known = { services: Set<string>; staffKey: Buffer; now: Now };

/** A register: its columns, what a row says, and how rows are stored. */
type Register<C extends Columns, R> = {
  columns: C;
  optional: readonly (keyof C & string)[];
  read: (cells: Cells<C>, known: Known) => R | Refusal;
  store: (tx: Tx, rows: readonly R[], now: Date) => Promise<number>;
  /** what a file may give to one institution only; two of them are a contradiction and not a later word */
  ofOneSite?: (row: R) => string;
};
type AnyRegister = Register<Columns, object>;

/** Each register is typed where it is written; the reading of a file is the same for all. */
const register = <const C extends Columns, R extends object>(written: Register<C, R>): AnyRegister =>
  written as unknown as AnyRegister;

const days = (cells: { starts_on: string; ends_on: string }) => {
  const starts_on = readDay(cells.starts_on);
  const ends_on = cells.ends_on === '' ? null : readDay(cells.ends_on);
  if (starts_on === null) return refuse('day_malformed', { field: 'starts_on' });
  if (ends_on === null && cells.ends_on !== '') return refuse('day_malformed', { field: 'ends_on' });
  if (ends_on !== null && ends_on < starts_on) return refuse('days_reversed', { field: 'ends_on' });
  return { starts_on, ends_on };
};

const site = ['醫事機構代碼', 'site_code'] as const;
const since = { starts_on: ['起日', 'starts_on'], ends_on: ['迄日', 'ends_on'] } as const;

/** 職登 (R070): who is registered to practise as what at which institution. Numbers become keys here. */
const registrations = register({
  columns: { site, number: ['證號', '身分證號', 'number'], profession: ['職業類別', 'profession'], ...since },
  optional: ['ends_on'],
  read: (cells, { staffKey, now }) => {
    const number = readNumber('01', cells.number, undefined, now.day);
    if (isRefusal(number)) return number;
    const profession = professions[cells.profession];
    if (!profession) return refuse('profession_unknown', { field: 'profession' });
    const term = days(cells);
    return isRefusal(term)
      ? term
      : { person_key: personKeyOf(staffKey, number), site_code: cells.site, profession, ...term };
  },
  store: saveRegistrations,
});

/** 特約: from when until when an institution is contracted. */
const contracts = register({
  columns: { site, ...since },
  optional: ['ends_on'],
  read: (cells) => {
    const term = days(cells);
    return isRefusal(term) ? term : { code: cells.site, ...term };
  },
  store: async (tx, rows, now) => {
    const { numAffectedRows } = await sql`
      update site set contract_starts_on = v.starts_on, contract_ends_on = v.ends_on, updated_at = ${now}
      from jsonb_to_recordset(${json(rows)}::jsonb) as v(code text, starts_on date, ends_on date)
      where site.code = v.code
        and (contract_starts_on, contract_ends_on) is distinct from (v.starts_on, v.ends_on)`.execute(tx);
    return Number(numAffectedRows ?? 0n);
  },
});

/** Which service of the old platform ran on which day (R068). */
const usage = register({
  columns: {
    site,
    service: ['服務代碼', 'service'],
    used_on: ['使用日期', 'used_on'],
    times: ['次數', 'times'],
  },
  optional: ['times'],
  read: (cells, { services }) => {
    if (!services.has(cells.service)) return refuse('service_not_found', { field: 'service' });
    const used_on = readDay(cells.used_on);
    if (used_on === null) return refuse('day_malformed', { field: 'used_on' });
    const times = cells.times === '' ? 1 : Number(cells.times);
    if (!Number.isInteger(times) || times < 1 || times > 1_000_000)
      return refuse('times_malformed', { field: 'times' });
    return { site_code: cells.site, service_code: cells.service, used_on, times };
  },
  store: (tx, rows) => saveUsage(tx, rows),
});

const subjectSerial = ['憑證用戶序號', 'subject_serial'] as const;
const cardKinds: Record<string, 'institution' | 'government'> = {
  醫事機構卡: 'institution',
  政府單位憑證卡: 'government',
};

const readSerial = (text: string): string | Refusal =>
  /^[!-~]{1,64}$/.test(text) ? text : refuse('serial_malformed', { field: 'serial' });

/** Whose an institution's card is, where its name does not tell. */
const cards = register({
  columns: { site, card: ['卡片種類', 'card'], serial: subjectSerial },
  optional: [],
  read: (cells) => {
    const card = cardKinds[cells.card];
    if (!card) return refuse('card_kind_unknown', { field: 'card' });
    const subject_serial = readSerial(cells.serial);
    if (isRefusal(subject_serial)) return subject_serial;
    return { card, subject_serial, site_code: cells.site, is_spare: false };
  },
  store: saveCards,
  ofOneSite: ({ card, subject_serial }) => `${card} ${subject_serial}`,
});

/** 醫師備用卡, which open nothing (R034). */
const spareCards = register({
  columns: { serial: subjectSerial },
  optional: [],
  read: (cells) => {
    const subject_serial = readSerial(cells.serial);
    if (isRefusal(subject_serial)) return subject_serial;
    return { card: 'staff' as const, subject_serial, site_code: null, is_spare: true };
  },
  store: saveCards,
});

const registers = { registrations, contracts, usage, cards, 'spare-cards': spareCards };
export type RegisterName = keyof typeof registers;
export const registerNames = Object.keys(registers) as RegisterName[];
export const isRegister = (text: string): text is RegisterName => Object.hasOwn(registers, text);

export type RegisterProblem = { line: number; column: string | null; refusal: Refusal };
export type RegisterResult = { rows: number; changed: number; rejected: number; problems: RegisterProblem[] };

type Options = {
  register: RegisterName;
  source: AsyncIterable<Uint8Array>;
  /** the key that numbers of staff become keys with */
  staffKey: Buffer;
  now: Now;
  dryRun?: boolean;
  onProgress?: (rows: number) => void;
};

/** Rolls back a dry run, with what it found. */
class DryRun extends Error {
  readonly result: RegisterResult;
  constructor(result: RegisterResult) {
    super('dry run');
    this.result = result;
  }
}

/** Of the decoder or of csv-parse: the file's fault. */
const isUnreadable = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  /^(CSV_|ERR_ENCODING_)/.test(String((error as { code: unknown }).code));

/** Text of a file in strict UTF-8; throws a TypeError for anything else. */
async function* asText(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const bytes of source) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}

type Read = { line: number; site: string; row: object };

/** Which institution a file has given something to, by `ofOneSite`; over all batches. */
type Given = Map<string, string>;

const isGivenElsewhere = ({ ofOneSite }: AnyRegister, { row, site: code }: Read, given: Given): boolean => {
  const thing = ofOneSite?.(row);
  if (thing === undefined) return false;
  const before = given.get(thing) ?? code;
  given.set(thing, before);
  return before !== code;
};

/** Stores what is at known institutions; of the others, and of rows that come twice, only the reason stays. */
const storeBatch = async (
  tx: Tx,
  batch: Read[],
  given: Given,
  result: RegisterResult,
  { register: name, now }: Options,
) => {
  const taken: AnyRegister = registers[name];
  const { columns, store } = taken;
  const known = await findKnownSites(
    tx,
    batch.map((each) => each.site),
  );
  const rows = batch.filter((each) => {
    const refused = (code: 'institution_not_found' | 'serial_twice', field: string): boolean => {
      const column = columns[field]?.[0] ?? null;
      result.problems.push({ line: each.line, column, refusal: refuse(code, { field }) });
      return false;
    };
    if (columns['site'] && !known.has(each.site)) return refused('institution_not_found', 'site');
    return isGivenElsewhere(taken, each, given) ? refused('serial_twice', 'serial') : true;
  });
  // The last of several rows about the same thing holds; one statement must not meet a row twice.
  const keyOf = ({ row }: Read) => {
    const { starts_on: _from, ends_on: _until, times: _times, ...key } = row as Record<string, unknown>;
    return JSON.stringify(key);
  };
  const last = new Map(rows.map((each) => [keyOf(each), each.row]));
  result.changed += await store(tx, [...last.values()], now.at);
};

const takeAll = async (tx: Tx, options: Options): Promise<RegisterResult> => {
  const register: AnyRegister = registers[options.register];
  const result: RegisterResult = { rows: 0, changed: 0, rejected: 0, problems: [] };
  const services = new Set((await findServices(tx)).map(({ code }) => code));
  const known: Known = { services, staffKey: options.staffKey, now: options.now };
  let cellsOf: ReturnType<typeof placeColumns<Columns>> | undefined;
  let batch: Read[] = [];
  const given: Given = new Map();
  const flush = async (): Promise<void> => {
    await storeBatch(tx, batch, given, result, options);
    batch = [];
    options.onProgress?.(result.rows);
  };
  // The callback is for nobody: an error of the source reaches whoever reads the parser.
  const parser = pipeline(Readable.from(asText(options.source)), parse(csvOptions), () => undefined);
  for await (const { record, info } of parser as AsyncIterable<{
    record: string[];
    info: { lines: number };
  }>) {
    if (!cellsOf) {
      cellsOf = placeColumns(register.columns, register.optional, record);
      if (!isRefusal(cellsOf)) continue;
    }
    if (isRefusal(cellsOf)) {
      result.problems.push({ line: info.lines, column: null, refusal: cellsOf });
      break;
    }
    result.rows += 1;
    const cells = cellsOf(record);
    const row = register.read(cells, known);
    if (isRefusal(row)) {
      const column = register.columns[row.field ?? '']?.[0] ?? null;
      result.problems.push({ line: info.lines, column, refusal: row });
    } else batch.push({ line: info.lines, site: cells['site'] ?? '', row });
    if (batch.length === batchSize) await flush();
  }
  await flush();
  result.problems.sort((a, b) => a.line - b.line);
  result.rejected = result.problems.length;
  const { problems: _problems, ...detail } = result;
  await insertAudit(tx, [{ now: options.now, act: `register:${options.register}`, outcome: 'done', detail }]);
  return result;
};

/**
 * Takes over a register in one transaction: good rows are stored, bad ones come back with line, column and
 * reason; a dry run does the same work and rolls it back. Of a file that is no CSV in UTF-8 nothing is taken.
 */
export const importRegister = async (db: Db, options: Options): Promise<RegisterResult> => {
  try {
    return await db.transaction().execute(async (tx) => {
      const result = await takeAll(tx, options);
      if (options.dryRun) throw new DryRun(result);
      return result;
    });
  } catch (error) {
    if (error instanceof DryRun) return error.result;
    if (isUnreadable(error)) {
      const problem = { line: 1, column: null, refusal: refuse('csv_malformed') };
      return { rows: 0, changed: 0, rejected: 1, problems: [problem] };
    }
    throw error;
  }
};
