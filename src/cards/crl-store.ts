import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Crl, readCrl } from './crl.ts';
import { fetchLimited } from './fetch-limited.ts';
import { tellOnce } from './told-once.ts';
import type { PinnedAuthority } from './types.ts';

/** How long a CRL still counts after its nextUpdate, unless the deployment says otherwise: a day. */
export const CRL_GRACE_MS = 24 * 3_600_000;
/** Clocks differ: something may be dated this much ahead of ours. */
export const CLOCK_SKEW_MS = 5 * 60_000;
/** A CRL is fetched again after a quarter of its life, within these bounds. */
const REFRESH_MS = { least: 60_000, most: 3_600_000 };
/** When fetching failed, nobody tries again before this. */
const RETRY_MS = 30_000;
const PATIENCE_MS = 30_000;
/** A log-in waits no longer than this for a CRL; the download goes on. */
const WAIT_MS = 8_000;
const MAX_BYTES = 32 * 1024 * 1024;

export type Standing = 'good' | 'revoked' | 'unknown';

export type CrlStore = {
  /** Whether a certificate of this CA is on its list; `unknown` when there is none that still counts. */
  standingOf: (serial: string) => Promise<Standing>;
  /** Whether the list at hand has not run out yet. Asks nobody. */
  isCurrent: () => Promise<boolean>;
  /** Whether the list at hand, however old, names the certificate. Asks nobody. */
  lists: (serial: string) => boolean;
  /** Fetches when it is time to, or in any case. Never rejects: trouble is told to `onTrouble`. */
  refresh: (when: 'due' | 'now') => Promise<void>;
};

type Held = { crl: Crl; fetchedAt: Date | undefined; tag: string | undefined };
type Given = {
  authority: PinnedAuthority;
  /** kept there across restarts */
  folder: string | undefined;
  real: () => Date;
  onTrouble: (sentence: string) => void;
  graceMs: number;
  ending: AbortSignal;
};

/** The CRL of one CA: from the folder, then over the network, always checked, never an older one for a newer. */
export const createCrlStore = ({ authority, folder, real, onTrouble, graceMs, ending }: Given): CrlStore => {
  const { crlUrl, certificate } = authority;
  let held: Held | undefined;
  let triedAt: number | undefined;
  let fetching: Promise<void> | undefined;
  let restored: Promise<void> | undefined;

  const file = folder && join(folder, `${createHash('sha256').update(certificate.der).digest('hex')}.crl`);

  const told = tellOnce((about, reason) => {
    if (!ending.aborted) onTrouble(`${about}: no new CRL, ${reason}.`);
  });

  const take = async (bytes: Buffer, more: Omit<Held, 'crl'>): Promise<void> => {
    const crl = await readCrl(bytes, certificate);
    if (crl.thisUpdate.getTime() > real().getTime() + CLOCK_SKEW_MS) throw new Error('a CRL of the future');
    if (held && isOlder(crl, held.crl)) throw new Error('an older CRL than the one at hand');
    held = { crl, ...more };
  };

  const restore = async (): Promise<void> => {
    const bytes = file ? await readFile(file).catch(() => undefined) : undefined;
    if (bytes) await take(bytes, { fetchedAt: undefined, tag: undefined }).catch(() => undefined);
  };

  /** The folder is read once, when somebody first asks. */
  const ready = (): Promise<void> => {
    restored ??= restore();
    return restored;
  };

  const fetchNow = async (): Promise<void> => {
    if (crlUrl === undefined) return;
    triedAt = real().getTime();
    try {
      const headers = held?.tag ? { 'if-none-match': held.tag } : {};
      const limits = { patienceMs: PATIENCE_MS, limit: MAX_BYTES, ending };
      const answer = await fetchLimited(crlUrl, { headers, ...limits });
      if (answer.status === 304 && held) held = { ...held, fetchedAt: real() };
      else if (answer.status !== 200) throw new Error(`${crlUrl} answered ${answer.status}`);
      else {
        await take(answer.bytes, { fetchedAt: real(), tag: answer.tag });
        await keep(file, folder, answer.bytes);
      }
      told.over(describe(authority));
    } catch (error) {
      told.trouble(describe(authority), error instanceof Error ? error.message : 'no reason');
    }
  };

  const refresh = async (when: 'due' | 'now'): Promise<void> => {
    await ready();
    const now = real().getTime();
    const isDue = !held || now >= dueAt(held);
    const mayTry = triedAt === undefined || now >= triedAt + RETRY_MS || now < triedAt;
    if (when === 'due' && !(isDue && mayTry)) return;
    fetching ??= fetchNow().finally(() => {
      fetching = undefined;
    });
    await fetching;
  };

  const isFresh = (allowanceMs: number): boolean =>
    held !== undefined && real().getTime() <= held.crl.nextUpdate.getTime() + allowanceMs;

  return {
    refresh,
    isCurrent: async () => {
      await ready();
      return isFresh(0);
    },
    lists: (serial) => held?.crl.revoked.has(serial) ?? false,
    standingOf: async (serial) => {
      await ready();
      const coming = isFresh(0) ? undefined : refresh('due');
      if (!isFresh(graceMs)) await Promise.race([coming, sleep(WAIT_MS, undefined, { ref: false })]);
      if (!held || !isFresh(graceMs)) return 'unknown';
      return held.crl.revoked.has(serial) ? 'revoked' : 'good';
    },
  };
};

/** Names a CA in a sentence for whoever runs the server. */
export const describe = ({ family, generation }: PinnedAuthority): string =>
  family === 'HCA' ? `HCA, generation ${generation}` : family;

const isOlder = (crl: Crl, held: Crl): boolean =>
  crl.number === undefined || held.number === undefined
    ? crl.thisUpdate < held.thisUpdate || (crl.number === undefined && held.number !== undefined)
    : crl.number < held.number;

/** A CRL out of the folder is due at once. */
const dueAt = ({ crl, fetchedAt }: Held): number => {
  if (!fetchedAt) return 0;
  const quarter = (crl.nextUpdate.getTime() - crl.thisUpdate.getTime()) / 4;
  return fetchedAt.getTime() + Math.min(Math.max(quarter, REFRESH_MS.least), REFRESH_MS.most);
};

/** Never leaves half a file: a restart in the middle finds the one before. */
const keep = async (file: string | undefined, folder: string | undefined, bytes: Buffer): Promise<void> => {
  if (!file || !folder) return;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const next = `${file}.${process.pid}`;
  await writeFile(next, bytes, { mode: 0o600 });
  await rename(next, file);
};
