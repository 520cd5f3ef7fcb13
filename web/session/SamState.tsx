import { Button } from '@mantine/core';
import { useState } from 'react';
import type { WorkstationState } from '../../src/access/card-contract.ts';
import { showMinute } from '../../src/words/index.ts';
import { useKeptFocus } from '../ui/use-kept-focus.ts';
import { useWords } from '../words.tsx';
import type { NotEntered } from './card-log-in.ts';
import classes from './LogIn.module.css';
import { NotEnteredNotice } from './NotEnteredNotice.tsx';
import { authenticateSam } from './workstation.ts';

type Props = {
  /** undefined: not known yet, or nobody could say; the line keeps its place */
  station: WorkstationState | undefined;
  onChanged: () => void;
};

/** The SAM of this computer in words, and 認證SAM卡 while it is not authenticated (R030). */
export const SamState = ({ station, onChanged }: Props) => {
  const { t, language } = useWords();
  const kept = useKeptFocus<HTMLDivElement>();
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState<NotEntered>();
  const authenticate = async () => {
    if (working) return;
    setFailure(undefined);
    setWorking(true);
    const done = await authenticateSam();
    setWorking(false);
    if ('by' in done) setFailure(done);
    onChanged();
  };
  if (!station) return <div className={classes['sam']} />;
  const { sam, sam_until } = station;
  return (
    <div className={classes['sam']} {...kept}>
      <p className={classes['agent']} role="status" data-ready={sam === 'authenticated' || undefined}>
        <span aria-hidden="true">{sam === 'authenticated' ? '●' : '○'}</span>{' '}
        {sam === 'authenticated' && sam_until !== null
          ? t('log_in.sam_until', { at: showMinute(sam_until, language) })
          : t(`log_in.sam.${sam}`)}
      </p>
      {failure && <NotEnteredNotice why={failure} />}
      {sam !== 'authenticated' && (
        <Button
          variant="default"
          size="compact-md"
          className={classes['small'] ?? ''}
          aria-disabled={working}
          onClick={() => void authenticate()}
        >
          {t(working ? 'log_in.sam_working' : 'log_in.sam_act')}
        </Button>
      )}
    </div>
  );
};
