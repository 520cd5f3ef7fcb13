const dayMs = 24 * 60 * 60 * 1000;

/** Milliseconds from an instant of the server (`2020-02-04T16:26:00+08:00`) to the next Taipei midnight. */
export const untilMidnight = (instant: string): number => {
  const [hours = 0, minutes = 0, seconds = 0] = instant.slice(11, 23).split(/[:+Z]/).map(Number);
  return dayMs - ((hours * 60 + minutes) * 60 + seconds) * 1000;
};

/** The day after an ISO day. */
export const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);

/**
 * The Taipei day `elapsedMs` after the server said what time it was. The computer's own clock may be
 * wrong; only how much time went by is asked of it.
 */
export const taipeiDay = (instant: string, elapsedMs: number): string => {
  let day = instant.slice(0, 10);
  for (let left = elapsedMs - untilMidnight(instant); left >= 0; left -= dayMs) day = dayAfter(day);
  return day;
};
