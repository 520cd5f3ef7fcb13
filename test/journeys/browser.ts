import { after } from 'node:test';
import pg from 'pg';
import { type Browser, type BrowserContextOptions, chromium, type LaunchOptions } from 'playwright-core';
import { agentAddress } from '../../agent/protocol.ts';
import { buildWebIfStale } from '../../scripts/build-web.ts';
import { findChromium } from '../../scripts/system-parts.ts';

/** The counter's screen, as look.md draws it. Nothing moves, so that a picture never shows half a fade. */
export const theLook = {
  viewport: { width: 1366, height: 768 },
  locale: 'zh-TW',
  timezoneId: 'Asia/Taipei',
  reducedMotion: 'reduce',
} as const satisfies BrowserContextOptions;

const noAgent = `MAP ${new URL(agentAddress).host} ~NOTFOUND`;

/**
 * Without these Chromium looks up its maker's hosts at every start. No page meets a card agent that happens to
 * run on this machine, or that of another test; `flagsWithAgent` are for those who bring one.
 */
export const quietFlags = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--host-resolver-rules=MAP localhost 127.0.0.1, ${noAgent}`,
];
export const flagsWithAgent = quietFlags.map((flag) => flag.replace(`, ${noAgent}`, ''));

export const chromiumPath = (): string => {
  const path = findChromium();
  if (!path) throw new Error('Chromium is missing on this machine: run "npm run setup" first.');
  return path;
};

export const launchOptions = (args = quietFlags): LaunchOptions => ({ executablePath: chromiumPath(), args });

let launched: Promise<Browser> | undefined;
let flags = quietFlags;

/** The pages of this test file meet the card agent of this machine. To be said before the first page opens. */
export const meetAgent = (): void => {
  if (launched) throw new Error('Chromium runs already: call meetAgent before the first page opens.');
  flags = flagsWithAgent;
};

/** How long a page may take for what it is waited for, on a machine that has much else to do. */
export const patienceMs = 10_000;

/** The one Chromium of this test file. */
export const openBrowser = (): Promise<Browser> => {
  launched ??= chromium.launch(launchOptions(flags));
  return launched;
};

after(async () => {
  await (await launched)?.close();
});

let built: Promise<void> | undefined;

/** Builds the pages unless they are built; of two test files that start at once, one builds and one waits. */
export const ensureBuilt = (): Promise<void> => {
  built ??= buildAlone();
  return built;
};

const buildAlone = async (): Promise<void> => {
  const client = new pg.Client({ connectionString: process.env['EVENHAND_TEST_DATABASE_URL'] });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(hashtextextended('evenhand web build', 0))`);
    await buildWebIfStale();
  } finally {
    await client.end();
  }
};
