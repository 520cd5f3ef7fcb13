import type { ReactNode } from 'react';
import classes from './Badge.module.css';
import { markOf, type Tone } from './tone.ts';

type BadgeTone = Tone | 'over';
const shapeOf = (tone: BadgeTone): string => (tone === 'over' ? '○' : markOf[tone]);

/** A state with colour, shape and word. `over`: was once, counts no longer. */
export const Badge = ({ tone, children }: { tone: BadgeTone; children: ReactNode }) => (
  <span className={classes['badge']} data-tone={tone}>
    <span aria-hidden="true">{shapeOf(tone)}</span>
    {children}
  </span>
);
