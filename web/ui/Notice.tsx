import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../words.tsx';
import classes from './Notice.module.css';
import { markOf, type Tone, wordOf } from './tone.ts';

/** A sentence with colour, shape and word of its state; read out when it appears. */
export const Notice = ({ tone, children }: { tone: Tone; children: ReactNode }) => {
  const { t } = useWords();
  return (
    <div className={classes['notice']} data-tone={tone} role={tone === 'refused' ? 'alert' : 'status'}>
      <span aria-hidden="true" className={classes['mark']}>
        {markOf[tone]}
      </span>
      <VisuallyHidden>{t(wordOf[tone])}</VisuallyHidden>
      <span>{children}</span>
    </div>
  );
};
