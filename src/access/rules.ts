/** Roles of a log-in until the portal's own chain of appointments decides them, with what each may do. */
const everyone = ['session:view:own', 'session:end:own'] as const;
const counter = [
  'sale:check:own-site',
  'sale:make:own-site',
  'sale:void:own-site',
  'sale:list:own-site',
  'stock:view:own-site',
  'stock:confirm:own-site',
] as const;
const correction = ['stock:correct:own-site'] as const;

export type Role = 'user' | 'manager';
export type Permission = (typeof everyone | typeof counter | typeof correction)[number];

export const permissionsOf: Record<Role, readonly Permission[]> = {
  user: [...everyone, ...counter],
  manager: [...everyone, ...counter, ...correction],
};

/** Every permission that some role can hold; a route that asks for another stops the server at boot. */
export const knownPermissions: ReadonlySet<string> = new Set([...everyone, ...counter, ...correction]);

/** How failures slow down what they are counted for: after `free` of them, 1, 2, 4 … up to `mostSeconds`. */
export type SlowDown = { free: number; mostSeconds: number };

/**
 * Per account from one address, per account from anywhere, per address. The two wide ones are mild, so that
 * nobody can keep a pharmacy out by guessing at its account or from its address.
 */
export const slowDowns = {
  account_at_address: { free: 4, mostSeconds: 60 },
  account: { free: 30, mostSeconds: 10 },
  address: { free: 60, mostSeconds: 30 },
} as const satisfies Record<string, SlowDown>;

/** Failures older than this are forgotten, in seconds. */
export const failuresLastSeconds = 15 * 60;

/** Whole seconds still to wait after `failures`, the last of them `secondsAgo`. */
export const secondsToWait = (slowDown: SlowDown, failures: number, secondsAgo: number): number => {
  if (failures <= slowDown.free || secondsAgo >= failuresLastSeconds) return 0;
  const pause = Math.min(2 ** Math.min(failures - slowDown.free - 1, 20), slowDown.mostSeconds);
  return Math.max(Math.ceil(pause - secondsAgo), 0);
};
