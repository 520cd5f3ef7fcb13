/** Numbers from 0 up to, not including, 1; the same seed always gives the same ones. Not for secrets. */
export type Random = () => number;

/** The generator mulberry32 (public domain): small, fast, good enough for made-up data. `seed`: 32 bits. */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** One of many independent generators of a seed, for data that is wanted by its number. */
export const createRandomOf = (seed: number, index: number): Random =>
  createRandom(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));

export const pick = <T>(random: Random, from: readonly [T, ...T[]]): T =>
  from[Math.floor(random() * from.length)] ?? from[0];

/**
 * The place of `index` when the numbers below `size` are shuffled by a seed: different indices below `size`
 * get different places, without a table. `stride` and `size` have no common factor; their product is exact.
 */
export const shuffled = (index: number, size: number, stride: number, seed: number): number =>
  ((index % size) * stride + Math.floor(createRandom(seed)() * size)) % size;
