import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of contents, not of times: a fresh clone dates every file anew. Tests are no part of what is built. */
export function hashSources(root: string, sources: readonly string[], exclude: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of globSync(sources, { cwd: root, exclude }).sort())
    if (!file.endsWith('.test.ts'))
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(root, file)))
        .update('\0');
  return hash.digest('hex');
}
