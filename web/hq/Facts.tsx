import type { ReactNode } from 'react';
import classes from './Hq.module.css';

/** What is known of one thing, name and value. */
export const Facts = ({ facts }: { facts: readonly [name: string, value: ReactNode][] }) => (
  <dl className={classes['facts']}>
    {facts.map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
