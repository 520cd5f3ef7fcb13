import type { Db } from '../../db/tables.ts';
import { generateNation } from './nation.ts';
import { createMissingSites, lockSiteLists, type Site } from './queries.ts';
import { testSiteCode } from './test-site.ts';

/** Rows per statement. */
const batchSize = 1_000;

/** The two sites of the manual's pictures (R077, X17, X18). */
export const seedSites: readonly Site[] = [
  {
    code: testSiteCode,
    full_name: '臺北虛擬診所',
    // with 台, as the manual's screenshot has it, and not the first five characters of the name
    short_name: '台北虛擬診',
    kind: 'clinic',
    county: '臺北市',
    township: '',
    address: '',
    phone: '',
    longitude: null,
    latitude: null,
    is_test: true,
    // not by its kind: clinics have no share; it has an allotment line of its own
    allotted: false,
    check_digit_ok: false,
  },
  {
    code: '5931102274',
    full_name: '淡水藥局',
    short_name: '淡水藥局',
    kind: 'pharmacy',
    county: '新北市',
    township: '淡水區',
    address: '新北市淡水區',
    phone: '',
    longitude: 121.446,
    latitude: 25.175,
    is_test: false,
    allotted: true,
    check_digit_ok: true,
  },
];

export type SeedOptions = {
  /** sellers in all, the two seed sites among them; up to `mostSites` */
  sites: number;
  /** of the random numbers, 32 bits */
  seed: number;
  now: Date;
};

/**
 * Creates the two seed sites and a fictional country around them. What is there already, real or made up, is
 * left alone: a second run creates nothing, and a real list that was imported keeps its names. The test
 * site's allotment line is the stock module's to write. Throws a RangeError above `mostSites`.
 */
export const seedNation = async (
  db: Db,
  { sites, seed, now }: SeedOptions,
): Promise<{ created: number; existing: number }> => {
  const all = [...seedSites, ...generateNation(Math.max(0, sites - seedSites.length), seed)];
  const created = await db.transaction().execute(async (tx) => {
    await lockSiteLists(tx);
    let count = 0;
    for (let start = 0; start < all.length; start += batchSize)
      count += await createMissingSites(tx, all.slice(start, start + batchSize), now);
    return count;
  });
  return { created, existing: all.length - created };
};
