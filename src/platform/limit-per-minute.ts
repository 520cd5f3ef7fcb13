/** Answers the whole seconds to wait before one more, 0 when it may go ahead (and is counted). */
export type Limit = (accountId: string, at: Date) => number;

const minute = 60_000;

/**
 * So many typed checks per clerk in any minute, on each server: the screen tells where a person bought, and
 * a number can be typed by anyone (design of security). A queue at a counter comes to about a dozen a
 * minute; a search through numbers would want thousands.
 */
export const limitPerMinute = (most: number): Limit => {
  const recent = new Map<string, number[]>();
  let swept = 0;

  const sweep = (now: number): void => {
    if (now - swept < minute) return;
    swept = now;
    for (const [account, times] of recent) if ((times.at(-1) ?? 0) <= now - minute) recent.delete(account);
  };

  return (accountId, at) => {
    const now = at.getTime();
    sweep(now);
    const times = (recent.get(accountId) ?? []).filter((each) => each > now - minute);
    const [oldest] = times;
    if (times.length >= most && oldest !== undefined) return Math.ceil((oldest + minute - now) / 1000);
    recent.set(accountId, [...times, now]);
    return 0;
  };
};
