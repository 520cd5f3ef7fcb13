/** How far the background work was at a moment of this browser, in milliseconds. */
export type Sample = { at: number; done: number };

/** Samples of the last two minutes, and at least the oldest one that can be measured against. */
export const keepSample = (samples: readonly Sample[], next: Sample): Sample[] => {
  const last = samples.at(-1);
  // Fewer done than before: another order, or the same one begun again.
  if (last && next.done < last.done) return [next];
  if (last && next.done === last.done) return [...samples];
  const recent = samples.filter(({ at }) => next.at - at <= 120_000);
  return [...(recent.length > 0 ? recent : samples.slice(-1)), next];
};

/** Whole minutes that are left at the pace of the samples, 0 for less than one; undefined while unknown. */
export const minutesLeft = (samples: readonly Sample[], total: number): number | undefined => {
  const [first] = samples;
  const last = samples.at(-1);
  if (!first || !last || last.done <= first.done || last.at <= first.at) return undefined;
  const perMillisecond = (last.done - first.done) / (last.at - first.at);
  const minutes = (total - last.done) / perMillisecond / 60_000;
  return minutes < 1 ? 0 : Math.round(minutes);
};
