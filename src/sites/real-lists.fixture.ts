import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import type { TestContext } from 'node:test';

export type RealList = 'sites_2020.csv' | 'maskdata_2020-03-03.csv';

/**
 * A real list of 2020 from the data beside the project, or undefined and a skipped test where they are
 * absent. In CI absent data fail the test: there nobody reads what was skipped.
 */
export const realList = (t: TestContext, name: RealList): Buffer | undefined => {
  const path = new URL(`../../../shared/data/${name}`, import.meta.url);
  if (existsSync(path)) return readFileSync(path);
  assert.ok(!process.env['CI'], `../shared/data/${name} is absent, and CI must test with it`);
  t.skip(`../shared/data/${name} is absent: the real list was not tried`);
  return undefined;
};

/** Bytes as a stream whose chunks end anywhere, as those of a file do. */
export async function* inChunks(content: string | Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}
