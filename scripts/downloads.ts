import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { footer, type Numbers, toPage } from './downloads/document.ts';
import { readPageNumbers } from './downloads/page-numbers.ts';
import {
  hashOf,
  listSources,
  type Manifest,
  manifestFile,
  readManifest,
  root,
  type Source,
  sha256,
} from './downloads/sources.ts';
import { findChromium } from './system-parts.ts';

/**
 * Makes the documents of 下載專區 from their Markdown: those that have changed, or with `--all` every one.
 * Each is printed twice, since the table of contents can name its pages only when they are there.
 */
const folder = join(root, 'downloads');

try {
  await makeDownloads(process.argv.includes('--all'));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

async function makeDownloads(all: boolean): Promise<void> {
  const known = existsSync(manifestFile) ? readManifest() : {};
  const sources = listSources();
  const isMade = (source: Source): boolean =>
    !all && known[source.pdf]?.from === hashOf(source) && existsSync(join(folder, source.pdf));
  const wanted = sources.filter((source) => !isMade(source));
  const executablePath = findChromium();
  if (!executablePath) throw new Error('Chromium is missing on this machine: run "npm run setup" first.');
  const browser = await chromium.launch({ executablePath });
  try {
    for (const source of wanted) {
      writeFileSync(join(folder, source.pdf), await print(browser, source));
      process.stdout.write(`${source.pdf}\n`);
    }
  } finally {
    await browser.close();
  }
  const manifest: Manifest = Object.fromEntries(
    sources.map((source) => [
      source.pdf,
      { from: hashOf(source), pdf: sha256(readFileSync(join(folder, source.pdf))) },
    ]),
  );
  writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
  for (const name of readdirSync(folder))
    if (name.endsWith('.pdf') && !(name in manifest)) rmSync(join(folder, name));
}

async function print(browser: Browser, source: Source): Promise<Buffer> {
  const page = await browser.newPage();
  const pass = async (numbers: Numbers): Promise<Buffer> => {
    const { title, page: html } = toPage(source, numbers);
    await page.setContent(html, { waitUntil: 'load' });
    return page.pdf({
      format: 'A4',
      preferCSSPageSize: true,
      printBackground: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: footer(title),
      tagged: true,
      outline: true,
    });
  };
  try {
    return await pass(readPageNumbers(await pass(new Map())));
  } finally {
    await page.close();
  }
}
