/** Whole pieces by item, or by day: how quantities travel between rules, rows and the wire. */
export type Counts = Record<string, number>;

/** The same counts always give the same text, whatever the order in which they were written. */
export const canonicalCounts = (counts: Counts): string =>
  JSON.stringify(
    Object.entries(counts)
      .filter(([, n]) => n !== 0)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

export const sumOf = (counts: Counts): number => Object.values(counts).reduce((sum, n) => sum + n, 0);

export const sameCounts = (a: Counts, b: Counts): boolean => canonicalCounts(a) === canonicalCounts(b);

/** The sum of several counts, item by item. */
export const addCounts = (all: readonly Counts[]): Counts => {
  const total: Counts = {};
  for (const counts of all) for (const [key, n] of Object.entries(counts)) total[key] = (total[key] ?? 0) + n;
  return total;
};
