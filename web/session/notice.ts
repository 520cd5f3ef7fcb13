import type { CounterView } from '../../src/rationing/contract.ts';

const seenKey = 'evenhand.notice-seen';

/** Whether the arrival notice comes up on this entry: each time, or once per log-in and day (X11). */
export const isNoticeDue = (notice: CounterView['arrival_notice'], today: string): boolean =>
  notice === 'every_entry' || (notice === 'once_per_log_in' && sessionStorage.getItem(seenKey) !== today);

export const rememberNotice = (today: string): void => sessionStorage.setItem(seenKey, today);

/** A new log-in is told anew. */
export const forgetNotice = (): void => sessionStorage.removeItem(seenKey);
