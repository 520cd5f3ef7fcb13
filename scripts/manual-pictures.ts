import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { cardScenes } from './manual/card-scenes.ts';
import { counterScenes } from './manual/counter-scenes.ts';
import { hqScenes } from './manual/hq-scenes.ts';
import { portalScenes } from './manual/portal-scenes.ts';
import { type Program, startProgram } from './manual/program.ts';
import { lookAlike, shrinkPng } from './manual/small-png.ts';
import { stockScenes } from './manual/stock-scenes.ts';
import type { Studio } from './manual/studio.ts';
import { describeMissing, findChromium, listMissingParts } from './system-parts.ts';

/**
 * `npm run manual-pictures`: takes every picture of docs/manual from the real program, on the manual's own
 * day 109/02/04. The scenes follow the manual and each other: what one sells, the next finds sold.
 */
const folder = resolve(import.meta.dirname, '../docs/manual/pictures');
const day = '2020-02-04';
const mostBytes = 150_000;

/** Debian's Chromium under root, without asking any other machine for anything. */
const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-lcd-text',
  '--font-render-hinting=none',
];

/** Ctrl-C ends the scenes, not us: the server and its folder are still to be removed. */
const interrupted = Promise.withResolvers<never>();
interrupted.promise.catch(() => undefined);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => interrupted.reject(new Error('Interrupted: no picture was changed.')));

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = say(1, error instanceof Error ? error.message : String(error));
}

async function main(): Promise<number> {
  const missing = listMissingParts();
  if (missing.length > 0) return say(1, describeMissing(missing));
  const taken = new Map<string, Buffer>();
  await takeAll(taken);
  const large = [...taken].filter(([, bytes]) => bytes.length > mostBytes);
  for (const [name, bytes] of large) say(1, `${name}.png has ${bytes.length} bytes, more than ${mostBytes}.`);
  if (large.length > 0) return 1;
  for (const name of taken.keys()) mkdirSync(dirname(join(folder, name)), { recursive: true });
  for (const file of globSync('**/*.png', { cwd: folder }))
    if (!taken.has(file.slice(0, -4))) rmSync(join(folder, file));
  // A picture that looks as before stays as it is, so that only what changed is there to commit.
  const changed = [...taken].filter(([name, bytes]) => !isAsBefore(join(folder, `${name}.png`), bytes));
  for (const [name, bytes] of changed) writeFileSync(join(folder, `${name}.png`), bytes);
  return say(0, `${taken.size} pictures in docs/manual/pictures, ${changed.length} of them changed.`);
}

function isAsBefore(path: string, bytes: Buffer): boolean {
  return existsSync(path) && lookAlike(readFileSync(path), bytes);
}

/** Nothing is written before every scene has gone well. */
async function takeAll(taken: Map<string, Buffer>): Promise<void> {
  const program = await startProgram(day);
  try {
    const browser = await chromium.launch({
      executablePath: findChromium() ?? '',
      args: browserFlags,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    try {
      await Promise.race([play(program, browser, taken), interrupted.promise]);
    } finally {
      await browser.close();
    }
  } finally {
    await program.stop();
  }
}

async function play(program: Program, browser: Browser, taken: Map<string, Buffer>): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    deviceScaleFactor: 1,
    locale: 'zh-TW',
    timezoneId: 'Asia/Taipei',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const take: Studio['take'] = async (name, of = page) => {
    // Between menu and screen, where nothing answers to it: a pointer left behind would underline a link.
    await page.mouse.move(222, 400);
    taken.set(name, shrinkPng(await of.screenshot({ animations: 'disabled' })));
  };
  try {
    for (const scene of [...counterScenes, ...stockScenes, ...portalScenes, ...hqScenes, ...cardScenes])
      await scene({ program, context, page, take });
  } catch (cause) {
    if (page.isClosed()) throw cause;
    const path = join(tmpdir(), 'evenhand-manual-failed.png');
    await page.screenshot({ path });
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`A scene did not go as the manual tells it; ${path} shows the screen.\n${reason}`, {
      cause,
    });
  }
}

function say(code: number, text: string): number {
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  return code;
}
