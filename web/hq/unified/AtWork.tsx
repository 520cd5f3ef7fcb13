import { Button } from '@mantine/core';
import type { UnifiedGrantView } from '../../../src/services/contract.ts';
import { Panel } from '../../ui/Panel.tsx';
import { useWords } from '../../words.tsx';
import classes from '../Hq.module.css';
import { Progress } from './Progress.tsx';

type Props = { order: UnifiedGrantView; name: string; onStop: () => void };

/** The order at work, in place of the form for a new one: one at a time. */
export const AtWork = ({ order, name, onStop }: Props) => {
  const { t } = useWords();
  return (
    <Panel title={t('hq.unified.working', { name })}>
      <div className={classes['stack']}>
        <Progress key={order.unified_grant_id} order={order} name={name} />
        <p className={classes['hint']}>{t('hq.unified.one_at_a_time')}</p>
        <div className={classes['acts']}>
          <Button variant="default" onClick={onStop}>
            {t('hq.unified.stop')}
          </Button>
        </div>
      </div>
    </Panel>
  );
};
