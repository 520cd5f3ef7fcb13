import { chmodSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findRunningPostgres, startEmbeddedPostgres } from '../src/platform/embedded-postgres/index.ts';

/** A folder for everything that tests write, which `clear` removes with the servers still running in it. */
export type Leftovers = { folder: string; clear(): Promise<void> };

/**
 * Tests clean up after themselves, but an interrupted one cannot, and a PostgreSQL that it had started lives
 * on by design. Tests find this folder as their TMPDIR, so that all of it can be found and ended.
 */
export function collectLeftovers(): Leftovers {
  const folder = mkdtempSync(join(tmpdir(), 'evenhand-tests-'));
  chmodSync(folder, 0o755);
  return {
    folder,
    clear: async () => {
      for (const secrets of globSync('**/secrets/postgres.json', { cwd: folder })) {
        await endPostgres(dirname(dirname(join(folder, secrets))));
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function endPostgres(folder: string): Promise<void> {
  if (!findRunningPostgres({ folder })) return;
  const log = { info: (): void => undefined };
  await (await startEmbeddedPostgres({ folder, log })).stop();
}
