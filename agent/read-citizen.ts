import type { Config } from './config.ts';
import { type Fault, fault } from './fault.ts';
import type { Health } from './health.ts';
import { askLocalReader } from './local-reader.ts';
import type { Pcsc, PcscReader } from './pcsc.ts';
import type { ReaderKind } from './protocol.ts';

export type Citizen = { ok: true; reader: ReaderKind; number: string; birth_date: string };
type Parts = { config: Config; health: Health; pcsc: Pcsc };

/** How long readers may take to show themselves after the service is there. */
const appearMs = 500;
export const localReaderId = 'local reader';

const readFromProgram = async ({ config, health }: Parts, forLogIn: boolean): Promise<Citizen | Fault> => {
  const local = config.local_reader;
  if (!local) return fault('no_reader');
  if (forLogIn && local.kind !== 'nhi') return fault('wrong_reader');
  const found = await askLocalReader(local.url);
  if (found.ok) {
    health.setState(localReaderId, 'card');
    health.count(localReaderId, 'reads');
    health.sawCard(localReaderId, 'nhi');
    return { ok: true, reader: local.kind, ...found.card };
  }
  health.setState(localReaderId, found.code === 'no_service' ? 'gone' : 'empty');
  if (found.code !== 'no_card') health.count(localReaderId, 'failures');
  return found;
};

const readersWithin = async ({ health, pcsc }: Parts): Promise<PcscReader[]> => {
  if (pcsc.readers().length === 0)
    await health.whenChanged(health.seen(), appearMs, AbortSignal.timeout(appearMs));
  return pcsc.readers();
};

/** The readers that may hold the card, or why there is none. */
const findReaders = (readers: readonly PcscReader[], forLogIn: boolean): PcscReader[] | Fault => {
  const open = readers.filter(({ setting }) => setting.slot !== 'staff');
  const fitting = forLogIn ? open.filter(({ setting }) => setting.kind === 'nhi') : open;
  const filled = fitting.filter(({ present }) => present);
  if (filled.length > 0) return filled;
  if (readers.length === 0) return fault('no_reader');
  const elsewhere = open.some(({ present }) => present);
  return fault(forLogIn && (elsewhere || fitting.length === 0) ? 'wrong_reader' : 'no_card');
};

/**
 * Reads the 健保卡 that is in a reader of this machine, whichever it is; to log in, a 健保讀卡機 only. Two of
 * them are a refusal, since nobody could tell whose turn it is; other cards beside it are none.
 */
export const readCitizen = async (parts: Parts, forLogIn: boolean): Promise<Citizen | Fault> => {
  const { config, health, pcsc } = parts;
  if (config.local_reader) return readFromProgram(parts, forLogIn);
  if (!pcsc.isUp()) return fault('no_service');
  const readers = findReaders(await readersWithin(parts), forLogIn);
  if ('code' in readers) return readers;
  const found: Citizen[] = [];
  const faults: Fault[] = [];
  for (const { id, setting, knownOther } of readers) {
    if (knownOther) continue;
    const answer = await pcsc.read(id);
    if (answer.ok || answer.code !== 'unknown_card') health.count(id, answer.ok ? 'reads' : 'failures');
    if (!answer.ok) faults.push(answer);
    else {
      const { number, birth_date } = answer.card;
      found.push({ ok: true, reader: setting.kind, number, birth_date });
    }
  }
  const [first, second] = found;
  if (second) return fault('several_cards');
  return first ?? faults.find(({ code }) => code !== 'unknown_card') ?? fault('unknown_card');
};
