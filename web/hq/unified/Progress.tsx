import { useEffect, useState } from 'react';
import type { UnifiedGrantView } from '../../../src/services/contract.ts';
import { useWords } from '../../words.tsx';
import { keepSample, minutesLeft, type Sample } from './time-left.ts';
import classes from './Unified.module.css';

type Props = { order: UnifiedGrantView; name: string };

/** How far the background work is: bar, count, what came of it, time left. */
export const Progress = ({ order, name }: Props) => {
  const { t } = useWords();
  const [samples, setSamples] = useState<Sample[]>([]);
  const { sites_done: done, sites_total: total, state } = order;
  useEffect(() => setSamples((known) => keepSample(known, { at: Date.now(), done })), [done]);
  const left = minutesLeft(samples, total);
  const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
  const time = (): string => {
    if (state === 'waiting') return t('hq.unified.waiting');
    if (left === undefined) return t('hq.unified.left_unknown');
    return left === 0 ? t('hq.unified.left_short') : t('hq.unified.left', { minutes: left });
  };
  return (
    <div className={classes['progress']}>
      <progress
        className={classes['bar']}
        aria-label={t('hq.unified.progress_name', { name })}
        max={Math.max(total, 1)}
        value={done}
      />
      <p className={classes['counts']}>
        <strong>{t('hq.unified.progress', { done, total, percent })}</strong>
        <span>{t('hq.unified.result', { applications: order.applications, grants: order.grants })}</span>
        <span className={classes['left']}>{time()}</span>
      </p>
    </div>
  );
};
