import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import type { TestContext } from 'node:test';
import type { SiteProblem } from './problems.ts';
import { type ListedSite, readSites } from './read-sites.ts';

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

/** All that a list says and all that is wrong with it. */
export const readAll = async (
  content: string | Uint8Array,
  chunkSize?: number,
): Promise<{ sites: ListedSite[]; problems: SiteProblem[] }> => {
  const [sites, problems]: [ListedSite[], SiteProblem[]] = [[], []];
  for await (const reading of readSites(inChunks(content, chunkSize))) {
    if (reading.site) sites.push(reading.site);
    problems.push(...reading.problems);
  }
  return { sites, problems };
};

/** `line column code` of every problem: what a clerk is told, short. */
export const told = async (content: string | Uint8Array): Promise<string[]> =>
  (await readAll(content)).problems.map(({ line, column, code }) => `${line} ${column} ${code}`);
