import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildWebIfStale } from './build-web.ts';

type Chunk = { file: string; imports?: string[]; css?: string[] };

/** First visit of the counter, log-in to purchase screen, gzipped, in bytes. */
const budget = { js: 240 * 1024, css: 40 * 1024 };
/** What such a visit loads: the application's start and the purchase screen. */
const visited = ['index.html', 'counter/CounterPage.tsx'];

const dist = resolve(import.meta.dirname, '../web/dist');

if (import.meta.main) {
  await buildWebIfStale();
  process.exitCode = judge(weighFirstVisit());
}

/** Bytes over the wire of a first visit, by kind. */
function weighFirstVisit(): { js: number; css: number } {
  const manifest = readManifest();
  const chunks = new Set<Chunk>();
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`The build has no chunk "${key}": tell scripts/web-budget.ts where it went.`);
    if (chunks.has(chunk)) return;
    chunks.add(chunk);
    for (const each of chunk.imports ?? []) visit(each);
  };
  for (const key of visited) visit(key);
  const files = new Set([...chunks].flatMap(({ file, css = [] }) => [file, ...css]));
  const weigh = (ending: string): number =>
    [...files].filter((file) => file.endsWith(ending)).reduce((sum, file) => sum + gzippedSize(file), 0);
  return { js: weigh('.js'), css: weigh('.css') };
}

function readManifest(): Record<string, Chunk> {
  const path = join(dist, '.vite/manifest.json');
  if (!existsSync(path)) throw new Error('The web pages are not built yet: run "npm run prepare" first.');
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, Chunk>;
}

function gzippedSize(file: string): number {
  return gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
}

function judge(weight: { js: number; css: number }): number {
  const say = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
  const line = `first visit of the counter: ${say(weight.js)} of JavaScript, ${say(weight.css)} of CSS, gzipped`;
  const over = weight.js > budget.js || weight.css > budget.css;
  const allowed = `${say(budget.js)} and ${say(budget.css)}`;
  if (over) process.stderr.write(`The web is over its budget of ${allowed}: ${line}.\n`);
  else process.stdout.write(`${line} (budget ${allowed})\n`);
  return over ? 1 : 0;
}
