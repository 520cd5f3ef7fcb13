import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { buildAgentIfStale } from './build-agent.ts';
import { hashSources } from './hash-sources.ts';

const root = resolve(import.meta.dirname, '..');
const dist = join(root, 'web/dist');
const stamp = join(dist, '.built-from');
const sources = [
  'web/**/*.{ts,tsx,css,html}',
  'agent/protocol.ts',
  'src/words/*.ts',
  'vite.config.ts',
  'package-lock.json',
];

if (import.meta.main) {
  await buildWebIfStale();
  await buildAgentIfStale();
}

/**
 * Builds the web application to `web/dist` unless the last build was of the very same sources. Prints one
 * line when it builds. The new build is made beside the old one and takes its place at the end, so that a
 * server that reads the folder meanwhile never finds half of it.
 */
export async function buildWebIfStale(): Promise<void> {
  const wanted = hashSources(root, sources, ['web/dist/**']);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const vite = await import('vite').catch(() => undefined);
  if (!vite) {
    if (existsSync(dist)) return say('web: vite is not installed; the pages stay as they were last built');
    throw new Error(
      'The web pages are not built and vite is not installed: run "npm ci" without --omit=dev.',
    );
  }
  const begun = performance.now();
  const fresh = join(root, `node_modules/.web-build-${process.pid}`);
  await vite.build({ configFile: join(root, 'vite.config.ts'), logLevel: 'error', build: { outDir: fresh } });
  compressAssets(join(fresh, 'assets'));
  writeFileSync(join(fresh, '.built-from'), wanted);
  rmSync(dist, { recursive: true, force: true });
  renameSync(fresh, dist);
  say(`web: built in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}

/** Lays `.br` and `.gz` beside each asset once, so that the server never compresses while a queue waits. */
function compressAssets(folder: string): void {
  for (const file of globSync('*.{js,css,svg}', { cwd: folder })) {
    const bytes = readFileSync(join(folder, file));
    writeFileSync(join(folder, `${file}.br`), brotliCompressSync(bytes));
    writeFileSync(join(folder, `${file}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
