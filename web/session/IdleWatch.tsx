import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { call } from '../api.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { useWords } from '../words.tsx';
import { lastHeard } from './activity.ts';
import { ask, logInGate } from './ask.ts';
import { type Idle, idleAt } from './idle.ts';
import { useSession } from './session.ts';
import { useLeave } from './use-leave.ts';

/** Warns before an idle session ends; after its end the log-in dialog leads back to the same work (R047). */
export const IdleWatch = () => {
  const { idle_minutes } = useSession();
  const [idle, setIdle] = useState<Idle>({ state: 'busy' });
  useEffect(() => {
    const look = () => {
      const now = idleAt(Date.now(), lastHeard(), idle_minutes);
      setIdle((old) => (old.state === 'busy' && now.state === 'busy' ? old : now));
    };
    const timer = setInterval(look, 1_000);
    return () => clearInterval(timer);
  }, [idle_minutes]);
  const { state } = idle;
  useEffect(() => {
    // Its refusal shuts the gate, over which the log-in dialog stands.
    if (state === 'over' && !logInGate.isShut()) void ask('viewSession', {});
  }, [state]);
  return idle.state === 'warning' && !logInGate.isShut() ? <IdleDialog leftMs={idle.leftMs} /> : null;
};

const IdleDialog = ({ leftMs }: { leftMs: number }) => {
  const { t } = useWords();
  const { leave, failed } = useLeave();
  useReturnFocus();
  const seconds = Math.ceil(leftMs / 1_000);
  const left = t('idle.left', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
  // Any answer to a living session counts as work and closes this dialog.
  const stay = () => void call('viewSession', {});
  return (
    <Dialog
      title={t('idle.title')}
      onClose={stay}
      actions={
        <>
          <Button data-autofocus onClick={stay}>
            {t('idle.stay')}
          </Button>
          <Button variant="default" onClick={() => void leave()}>
            {t('frame.log_out')}
          </Button>
        </>
      }
    >
      <p>{t('idle.text', { left })}</p>
      <p>{t('idle.saved')}</p>
      {failed && <Notice tone="attention">{t('frame.no_connection')}</Notice>}
    </Dialog>
  );
};
