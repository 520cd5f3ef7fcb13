/** The zone of every day in the system (R121). */
export const taipei = 'Asia/Taipei';

/** One moment of business time: what rules and rows are told of "now". */
export type Now = {
  at: Date;
  /** Taipei calendar day, ISO */
  day: string;
  /** Taipei time of day, `HH:MM` */
  time: string;
  /** ISO instant with the Taipei offset */
  iso: string;
};

/** Business time for days and rows; real time for sessions, tokens and slow-downs. */
export type Clock = { now(): Now; real(): Date };

const nowFrom = (moment: Temporal.ZonedDateTime): Now => ({
  at: new Date(moment.epochMilliseconds),
  day: moment.toPlainDate().toString(),
  time: moment.toPlainTime().toString({ smallestUnit: 'minute' }),
  iso: moment.toString({ smallestUnit: 'second', timeZoneName: 'never' }),
});

/** `now` for a given instant, for rows read back and for tests. */
export const nowAt = (at: Date): Now =>
  nowFrom(Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(taipei));

/** An instant as the API says it: `2020-02-04T16:26:00+08:00`. */
export const isoInstant = (at: Date | number): string => nowAt(new Date(at)).iso;

/** Is this text an ISO day that exists? */
export const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
};

/** Adds whole days to an ISO day. */
export const addDays = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString();

/** The later of two ISO days. */
export const laterDay = (a: string, b: string): string => (Temporal.PlainDate.compare(a, b) < 0 ? b : a);

/** Whole days from one ISO day to another. */
export const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(to, { largestUnit: 'day' }).days;

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (day: string): number => Temporal.PlainDate.from(day).dayOfWeek;

/**
 * The system's clock. `today` shifts business time by whole days, so that `--today 2020-02-04` is that
 * Taipei day at the present time of day and runs on from there; real time is never shifted.
 */
export const createClock = (today?: string): Clock => {
  const shift = today ? daysBetween(nowAt(new Date()).day, today) : 0;
  return {
    now: () => nowFrom(Temporal.Now.zonedDateTimeISO(taipei).add({ days: shift })),
    real: () => new Date(),
  };
};
