/** How long before the end the warning comes, in milliseconds; at most half of a short session. */
const warningMs = 2 * 60_000;

export type Idle = { state: 'busy' } | { state: 'warning'; leftMs: number } | { state: 'over' };

/**
 * What the silence since `heardAt` means for a session that ends after `idleMinutes` (milliseconds of one
 * clock). `over` comes a moment late, so that asking the server then cannot renew what it thinks has ended.
 */
export const idleAt = (now: number, heardAt: number, idleMinutes: number): Idle => {
  const whole = idleMinutes * 60_000;
  const left = whole - (now - heardAt);
  if (left <= -2_000) return { state: 'over' };
  return left <= Math.min(warningMs, whole / 2)
    ? { state: 'warning', leftMs: Math.max(left, 0) }
    : { state: 'busy' };
};
