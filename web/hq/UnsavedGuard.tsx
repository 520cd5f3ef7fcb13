import { Button } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { Dialog } from '../ui/Dialog.tsx';
import { useReturnFocus } from '../ui/use-return-focus.ts';
import { useWords } from '../words.tsx';

/**
 * While `dirty`, whoever leaves the screen is asked first; the browser asks by itself when its window closes.
 * The way to the log-in page is free: the session is over, and nothing could be saved any more.
 */
export const UnsavedGuard = ({ dirty }: { dirty: boolean }) => {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      dirty && next.pathname !== '/login' && next.pathname !== current.pathname,
    enableBeforeUnload: dirty,
    withResolver: true,
  });
  return status === 'blocked' ? <Question onLeave={proceed} onStay={reset} /> : null;
};

const Question = ({ onLeave, onStay }: { onLeave: () => void; onStay: () => void }) => {
  const { t } = useWords();
  useReturnFocus();
  return (
    <Dialog
      title={t('hq.unsaved_title')}
      onClose={onStay}
      actions={
        <>
          <Button data-autofocus onClick={onStay}>
            {t('hq.unsaved_stay')}
          </Button>
          <Button variant="default" onClick={onLeave}>
            {t('hq.unsaved_leave')}
          </Button>
        </>
      }
    >
      <p>{t('hq.unsaved')}</p>
    </Dialog>
  );
};
