import type { Client, Reader, ReaderStatusFlags } from 'pcsc-mini';
import type { Config, ReaderSetting } from './config.ts';
import { type Fault, fault, within } from './fault.ts';
import type { Health } from './health.ts';
import type { NhiCard } from './nhi-card.ts';
import { type Library, NoConnectionLeft, readCard } from './pcsc-read.ts';

type Place = {
  reader: Reader;
  setting: ReaderSetting;
  present: boolean;
  /** a card that does not talk: upside down, or broken */
  mute: boolean;
  /** changes with the card: ATR and the count of insertions where the system tells one */
  card: string;
  /** the card that said it is no 健保卡; asked again only when another is there */
  otherCard: string | undefined;
  /** a read that nobody waits for any more has not come back: another program keeps the card, or the driver hangs */
  stuck: Promise<unknown> | undefined;
};

export type PcscReader = {
  id: string;
  setting: ReaderSetting;
  present: boolean;
  knownOther: boolean;
};
export type Pcsc = {
  isUp: () => boolean;
  readers: () => PcscReader[];
  /** Reads the 健保卡 in that reader. */
  read: (id: string) => Promise<{ ok: true; card: NhiCard } | Fault>;
  /** Whether a thread waits for a card and would keep the program from ending by itself. */
  isStuck: () => boolean;
};

const retryMs = 1_000;
/** How long another program may hold the card in a transaction before we say so. */
const busyMs = 3_000;
const readMs = 8_000;
const emptyCode = 16;
const presentCode = 32;
const exclusiveCode = 128;
const muteCode = 512;

/** The setting whose name begins this reader's, the longest first; none: a 晶片讀卡機. */
const settingOf = (name: string, settings: readonly ReaderSetting[]): ReaderSetting => {
  const fitting = settings.filter((each) => name.startsWith(each.name));
  const [best] = fitting.sort((a, b) => b.name.length - a.name.length);
  return { name, kind: best?.kind ?? 'chip', slot: best?.slot ?? null };
};

const codesOf = (status: ReaderStatusFlags) => {
  const has = (code: number): boolean => (status.raw & code) !== 0;
  return {
    present: has(presentCode) && !has(emptyCode),
    busy: has(exclusiveCode),
    mute: has(muteCode),
    insertions: status.raw >>> 16,
  };
};

/**
 * Keeps in touch with the smart card service of the system and the readers it knows. When the service goes
 * away it asks for it again every second, so that readers are back as soon as the service is.
 */
export const openPcsc = async (config: Config, health: Health): Promise<Pcsc> => {
  const library: Library | undefined = await import('pcsc-mini').catch(() => undefined);
  const places = new Map<string, Place>();
  let client: Client | undefined;
  /** Those that lost the service. The library ends the program when one of them is tidied away, so none is. */
  const lost: Client[] = [];
  let timer: NodeJS.Timeout | undefined;
  /** Windows runs the service only while there is a reader: no service then means no reader. */
  let sleeps = false;

  const watch = (reader: Reader): void => {
    const id = reader.name();
    const setting = settingOf(id, config.readers);
    const place: Place = {
      ...{ reader, setting, present: false, mute: false, card: '' },
      ...{ otherCard: undefined, stuck: undefined },
    };
    places.set(id, place);
    const { kind, slot } = setting;
    health.put(id, { name: id, kind, slot, way: 'pcsc', state: 'empty' });
    reader.on('change', (status, atr) => {
      const { present, busy, mute, insertions } = codesOf(status);
      const card = present ? `${insertions}:${Buffer.from(atr).toString('hex')}` : '';
      if (card !== place.card) place.otherCard = undefined;
      Object.assign(place, { present, mute, card });
      health.setState(id, busy ? 'busy' : present ? 'card' : 'empty');
    });
    reader.on('disconnect', () => {
      places.delete(id);
      health.setState(id, 'gone');
    });
  };

  const lose = (): void => {
    const gone = client;
    client = undefined;
    try {
      gone?.stop();
    } catch {
      // It is gone either way.
    }
    if (gone) lost.push(gone);
    for (const id of places.keys()) health.setState(id, 'gone');
    places.clear();
    health.note();
    timer = setTimeout(connect, retryMs).unref();
  };
  const connect = (): void => {
    clearTimeout(timer);
    if (!library || client) return;
    const fresh = new library.Client();
    fresh.on('reader', watch);
    fresh.on('error', () => {
      if (client === fresh) lose();
    });
    try {
      fresh.start();
      client = fresh;
      health.note();
    } catch {
      sleeps = process.platform === 'win32';
      timer = setTimeout(connect, retryMs).unref();
    }
  };
  connect();

  const read = async (id: string): Promise<{ ok: true; card: NhiCard } | Fault> => {
    const place = places.get(id);
    if (!place || !library) return fault('no_reader');
    // It gives no sign at all: upside down, most often.
    if (place.mute) return fault('unknown_card');
    if (place.stuck && (await within(busyMs, place.stuck)) === 'late') return fault('reader_busy');
    const { card: inside } = place;
    let late = false;
    let begun = (): void => undefined;
    const isBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const reading = readCard(place.reader, {
      library,
      isInside: () => place.present && place.card === inside && places.get(id) === place,
      isLate: () => late,
      begun,
      retried: () => health.count(id, 'retries'),
    }).catch((error: unknown) => {
      if (!(error instanceof NoConnectionLeft)) throw error;
      if (client) lose();
      return fault('read_failed');
    });
    const begins = await within(busyMs, Promise.race([isBegun, reading]));
    const answer = begins === 'late' ? 'late' : await within(readMs, reading);
    if (answer === 'late') {
      late = true;
      // Our command waits with whoever holds the card, and a thread of ours with it: one is enough.
      place.stuck = reading.finally(() => {
        place.stuck = undefined;
      });
      return fault(begins === 'late' ? 'reader_busy' : 'time_out');
    }
    if ('code' in answer) return !library || !client ? fault('no_service') : answer;
    if (answer.kind === 'card') {
      health.sawCard(id, 'nhi');
      return { ok: true, card: answer.card };
    }
    if (answer.kind === 'other_card') {
      place.otherCard = inside;
      health.sawCard(id, 'unknown');
      return fault('unknown_card');
    }
    return fault('read_failed');
  };

  return {
    isUp: () => client !== undefined || sleeps,
    readers: () =>
      [...places].map(([id, { setting, present, otherCard }]) => ({
        ...{ id, setting, present },
        knownOther: present && otherCard !== undefined,
      })),
    read,
    isStuck: () => [...places.values()].some(({ stuck }) => stuck !== undefined),
  };
};
