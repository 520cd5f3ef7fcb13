import type { CounterDesk } from './use-counter.ts';

/** Under 01 only the card says who it is; 02 is for typing, with 查驗證件 beside it (R087, R088, C1). */
export const isLocked = ({ counter: { entry } }: CounterDesk): boolean => entry.kind === '01';
