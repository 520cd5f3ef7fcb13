/** This moment in Taipei as the server writes instants, `2020-02-04T16:26:00+08:00`. */
export const taipeiNow = (now: Date = new Date()): string =>
  `${new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
