import type { CounterDesk } from './use-counter.ts';

/** Under 01 only the card says who it is, as long as something here can read it; 02 is for typing (R087, R088). */
export const isLocked = ({ counter: { entry }, reader }: CounterDesk): boolean =>
  entry.kind === '01' && (entry.from_card || reader.state === 'there');
