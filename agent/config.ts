import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { agentPort, type ReaderKind } from './protocol.ts';

export type Slot = 'citizen' | 'staff' | null;
export type ReaderSetting = { name: string; kind: ReaderKind; slot: Slot };
export type ModuleSetting = {
  /** shown for it among the readers */
  name: string;
  /** the PKCS#11 module */
  path: string;
  /** what its process gets beside our own environment */
  env: Record<string, string>;
  /** the beginning of the name of its reader; empty: cards in any reader */
  reader: string;
  kind: ReaderKind;
  slot: Slot;
  /** how long one call into it may take */
  seconds: number;
};
export type LocalReaderSetting = { url: string; kind: ReaderKind };
export type Config = {
  /** the sites that may use this agent, exactly as browsers write them */
  origins: string[];
  /** matched by the beginning of the name; PC/SC readers not among them are 晶片讀卡機 */
  readers: ReaderSetting[];
  modules: ModuleSetting[];
  /** reads 健保卡 in place of PC/SC */
  local_reader: LocalReaderSetting | null;
  /** path of the security module of a 健保讀卡機 */
  sam: string | null;
  port: number;
};

const usualSeconds = 10;

type Row = Record<string, unknown>;

/** Throws what is wrong with the field, and where. */
const wrong = (where: string, should: string): never => {
  throw new Error(`config.json: ${where} must be ${should}.`);
};

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const toRow = (value: unknown, where: string, known: readonly string[]): Row => {
  if (!isRow(value)) return wrong(where, 'an object');
  const strange = Object.keys(value).find((key) => !known.includes(key));
  if (strange !== undefined) throw new Error(`config.json: ${where} has an unknown field "${strange}".`);
  return value;
};

const toList = <T>(value: unknown, where: string, each: (item: unknown, where: string) => T): T[] => {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return wrong(where, 'a list');
  return value.map((item, i) => each(item, `${where}[${i}]`));
};

const toText = (value: unknown, where: string): string =>
  typeof value === 'string' && value !== '' ? value : wrong(where, 'a text that is not empty');

const toKind = (value: unknown, where: string): ReaderKind =>
  value === 'nhi' || value === 'chip' ? value : wrong(where, '"nhi" or "chip"');

const toSlot = (value: unknown, where: string): Slot => {
  if (value === undefined || value === null) return null;
  return value === 'citizen' || value === 'staff' ? value : wrong(where, '"citizen", "staff" or null');
};

/** An origin as browsers write it: scheme, host and port, nothing behind. */
const toOrigin = (value: unknown, where: string): string => {
  const text = toText(value, where);
  const should = 'an origin as browsers write it, such as https://portal.example';
  if (!URL.canParse(text)) return wrong(where, should);
  const { origin, protocol } = new URL(text);
  const isWeb = protocol === 'http:' || protocol === 'https:';
  return isWeb && origin === text ? text : wrong(where, should);
};

const toReader = (value: unknown, where: string): ReaderSetting => {
  const row = toRow(value, where, ['name', 'kind', 'slot']);
  return {
    name: toText(row['name'], `${where}.name`),
    kind: toKind(row['kind'], `${where}.kind`),
    slot: toSlot(row['slot'], `${where}.slot`),
  };
};

const toEnv = (value: unknown, where: string): Record<string, string> => {
  if (value === undefined) return {};
  if (!isRow(value) || !Object.values(value).every((each) => typeof each === 'string'))
    return wrong(where, 'an object of texts');
  return value as Record<string, string>;
};

const toNumber = (value: unknown, where: string, [least, most]: [number, number]): number =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most
    ? (value as number)
    : wrong(where, `a whole number from ${least} to ${most}`);

const toModule = (value: unknown, where: string): ModuleSetting => {
  const row = toRow(value, where, ['name', 'path', 'env', 'reader', 'kind', 'slot', 'seconds']);
  const path = toText(row['path'], `${where}.path`);
  return {
    name: row['name'] === undefined ? basename(path) : toText(row['name'], `${where}.name`),
    path,
    env: toEnv(row['env'], `${where}.env`),
    reader: row['reader'] === undefined ? '' : toText(row['reader'], `${where}.reader`),
    kind: toKind(row['kind'], `${where}.kind`),
    slot: toSlot(row['slot'], `${where}.slot`),
    seconds: toNumber(row['seconds'] ?? usualSeconds, `${where}.seconds`, [1, 60]),
  };
};

/** Another program of this machine; an address anywhere else would take people's numbers over the network. */
const toLocalReader = (value: unknown, where: string): LocalReaderSetting | null => {
  if (value === undefined || value === null) return null;
  const row = toRow(value, where, ['url', 'kind']);
  const url = toText(row['url'], `${where}.url`);
  const should = 'an http address of this machine by number, such as http://127.0.0.1:8000/';
  if (!URL.canParse(url)) return wrong(`${where}.url`, should);
  const { protocol, hostname, username, password } = new URL(url);
  const isHere = /^127\.\d+\.\d+\.\d+$/.test(hostname) || hostname === '[::1]';
  if (protocol !== 'http:' || !isHere || username || password) return wrong(`${where}.url`, should);
  return { url, kind: row['kind'] === undefined ? 'chip' : toKind(row['kind'], `${where}.kind`) };
};

/** Reads and checks what stands in config.json; throws one sentence about the first field that is wrong. */
export const toConfig = (value: unknown): Config => {
  const row = toRow(value, 'the file', ['origins', 'readers', 'modules', 'local_reader', 'sam', 'port']);
  return {
    origins: toList(row['origins'], 'origins', toOrigin),
    readers: toList(row['readers'], 'readers', toReader),
    modules: toList(row['modules'], 'modules', toModule),
    local_reader: toLocalReader(row['local_reader'], 'local_reader'),
    sam: row['sam'] === undefined || row['sam'] === null ? null : toText(row['sam'], 'sam'),
    port: toNumber(row['port'] ?? agentPort, 'port', [1, 65535]),
  };
};

const readFile = (file: string): unknown => {
  if (!existsSync(file)) return { origins: [], readers: [], modules: [], local_reader: null, sam: null };
  try {
    // Editors on Windows put a mark before the text.
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new Error(`The file ${file} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
};

/**
 * The sites that may use the agent, as config.json has them at this moment: another start of the agent may add
 * one while this one runs. A file that became wrong changes nothing.
 */
export const watchOrigins = (folder: string, config: Config): (() => readonly string[]) => {
  const file = join(folder, 'config.json');
  let { origins } = config;
  let seen = changedAt(file);
  return () => {
    const at = changedAt(file);
    if (at === seen) return origins;
    seen = at;
    try {
      origins = toConfig(readFile(file)).origins;
    } catch {
      // Whoever wrote it is told at the next start.
    }
    return origins;
  };
};

const changedAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/**
 * Opens the folder's config.json, adding the origins that are not in it yet; the file is written only then.
 * Throws one sentence when there is something wrong with it, or when no site would be allowed.
 */
export const openConfig = (folder: string, origins: readonly string[]): Config => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'config.json');
  const found = readFile(file);
  const config = toConfig(found);
  const fresh = origins
    .map((each) => toOrigin(each, '--origin'))
    .filter((each) => !config.origins.includes(each));
  config.origins.push(...new Set(fresh));
  if (config.origins.length === 0)
    throw new Error(
      'No site may use the agent yet: start it once with --origin and the address of the portal.',
    );
  if (fresh.length > 0 || !existsSync(file)) {
    const whole = { ...(found as Row), origins: config.origins, port: config.port };
    writeFileSync(file, `${JSON.stringify(whole, null, 2)}\n`, { mode: 0o600 });
  }
  return config;
};
