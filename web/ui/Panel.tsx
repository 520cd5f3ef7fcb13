import { type ReactNode, useId } from 'react';
import classes from './Panel.module.css';

type Props = { title?: ReactNode; label?: string; aside?: ReactNode; dense?: boolean; children: ReactNode };

/** A part of a screen: a thin box, a heading, something small at its right. */
export const Panel = ({ title, label, aside, dense, children }: Props) => {
  const id = useId();
  return (
    <section
      className={classes['panel']}
      data-dense={dense || undefined}
      aria-label={label}
      aria-labelledby={title ? id : undefined}
    >
      {title && (
        <div className={classes['head']}>
          <h2 id={id} className={classes['title']}>
            {title}
          </h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
};
