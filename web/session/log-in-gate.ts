/**
 * Where requests wait while the session has expired. The log-in dialog opens it again and they go on, so
 * that nothing typed and nothing asked is lost; `giveUp` lets them end as refused.
 */
export type LogInGate = {
  /** Shuts the gate and waits at it; true when somebody has logged in again. */
  wait: () => Promise<boolean>;
  pass: () => void;
  giveUp: () => void;
  isShut: () => boolean;
  subscribe: (onChange: () => void) => () => void;
};

export const createLogInGate = (): LogInGate => {
  const listeners = new Set<() => void>();
  let waiting: ((passed: boolean) => void)[] = [];
  const tell = () => {
    for (const each of listeners) each();
  };
  const open = (passed: boolean) => {
    const released = waiting;
    waiting = [];
    tell();
    for (const each of released) each(passed);
  };
  return {
    wait: () =>
      new Promise((resolve) => {
        waiting = [...waiting, resolve];
        tell();
      }),
    pass: () => open(true),
    giveUp: () => open(false),
    isShut: () => waiting.length > 0,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
};
