import { type Fault, fault } from './fault.ts';
import { isRocDay } from './nhi-card.ts';

/** What other programs that read 健保卡 give at `GET /`, of which we take only what a statement needs. */
export type LocalCard = { number: string; birth_date: string };

const patienceMs = 3_000;
const mostBytes = 64 * 1024;
const taipeiMs = 8 * 60 * 60 * 1000;

const toRoc = (year: number, month: number, day: number): string =>
  `${String(year - 1911).padStart(3, '0')}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;

/** The services write the day in three ways, depending on their age: text, parts, or ms since 1970 in Taipei. */
const readBirthDate = (card: Record<string, unknown>): string | undefined => {
  const { birth_date: day, birth_date_timestamp: ms } = card;
  const parts = typeof day === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) : null;
  if (parts) return toRoc(Number(parts[1]), Number(parts[2]), Number(parts[3]));
  if (typeof day === 'object' && day !== null && 'year' in day && 'month' in day && 'day' in day)
    return toRoc(Number(day.year), Number(day.month), Number(day.day));
  if (typeof ms !== 'number' || !Number.isFinite(ms)) return undefined;
  const date = new Date(ms + taipeiMs);
  return toRoc(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
};

const toCard = (value: unknown): LocalCard | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const card = value as Record<string, unknown>;
  const number = typeof card['id_no'] === 'string' ? card['id_no'].trim().toUpperCase() : '';
  const birth_date = readBirthDate(card);
  const isWhole = /^[A-Z][A-Z\d]\d{8}$/.test(number) && birth_date !== undefined && isRocDay(birth_date);
  return isWhole ? { number, birth_date } : undefined;
};

/** Takes the one card out of what such a program answered. */
export const readLocalAnswer = (text: string): { ok: true; card: LocalCard } | Fault => {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return fault('read_failed');
  }
  if (!Array.isArray(found)) return fault('read_failed');
  if (found.length === 0) return fault('no_card');
  if (found.length > 1) return fault('several_cards');
  const card = toCard(found[0]);
  return card ? { ok: true, card } : fault('read_failed');
};

/** The body, unless it is longer than any answer with a card in it. */
const take = async (response: Response): Promise<string | undefined> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > mostBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
};

/** Asks a program of this machine for the 健保卡 in its reader. `no_service`: it does not run. */
export const askLocalReader = async (url: string): Promise<{ ok: true; card: LocalCard } | Fault> => {
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const response = await fetch(url, { redirect: 'error', signal });
    const text = response.ok ? await take(response) : undefined;
    return text === undefined ? fault('read_failed') : readLocalAnswer(text);
  } catch {
    return fault(signal.aborted ? 'time_out' : 'no_service');
  }
};
