import { after } from 'node:test';
import pg from 'pg';
import { type Browser, type BrowserContextOptions, chromium, type LaunchOptions } from 'playwright-core';
import { buildWebIfStale } from '../../scripts/build-web.ts';
import { findChromium } from '../../scripts/system-parts.ts';

/** The counter's screen, as look.md draws it. Nothing moves, so that a picture never shows half a fade. */
export const theLook = {
  viewport: { width: 1366, height: 768 },
  locale: 'zh-TW',
  timezoneId: 'Asia/Taipei',
  reducedMotion: 'reduce',
} as const satisfies BrowserContextOptions;

/** Without these Chromium looks up its maker's hosts at every start. */
export const quietFlags = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP localhost 127.0.0.1',
];

export const chromiumPath = (): string => {
  const path = findChromium();
  if (!path) throw new Error('Chromium is missing on this machine: run "npm run setup" first.');
  return path;
};

export const launchOptions = (): LaunchOptions => ({ executablePath: chromiumPath(), args: quietFlags });

let launched: Promise<Browser> | undefined;

/** How long a page may take for what it is waited for, on a machine that has much else to do. */
export const patienceMs = 10_000;

/** The one Chromium of this test file. */
export const openBrowser = (): Promise<Browser> => {
  launched ??= chromium.launch(launchOptions());
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
