import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Dialog } from '../ui/Dialog.tsx';
import { useWords } from '../words.tsx';
import classes from './Counter.module.css';
import { counts } from './confirming.ts';
import { linesOf } from './verdict.ts';

/** 網頁訊息: the arrival notice of R107. */
export const ArrivalNotice = ({ onDismiss }: { onDismiss: () => void }) => {
  const { t } = useWords();
  return (
    <Dialog
      title={t('counter.notice_title')}
      onClose={onDismiss}
      actions={
        <>
          <Button data-autofocus onClick={onDismiss}>
            {t('common.confirm')}
          </Button>
          <Button variant="default" renderRoot={(props) => <Link to="/masks/stock" {...props} />}>
            {t('counter.notice_go')}
          </Button>
        </>
      }
    >
      <p>{t('counter.notice')}</p>
    </Dialog>
  );
};

type ConfirmProps = {
  quantities: Record<string, number>;
  items: readonly string[];
  amount: number;
  onConfirm: () => void;
  onCancel: () => void;
};

/** 購買訊息: Enter is 確定, Esc is 取消; a key held down or bounced is neither (R101, W13). */
export const ConfirmDialog = ({ quantities, items, amount, onConfirm, onCancel }: ConfirmProps) => {
  const { t } = useWords();
  const openedAt = useRef(Number.POSITIVE_INFINITY);
  useEffect(() => {
    openedAt.current = performance.now();
  }, []);
  const press = () => {
    if (counts(performance.now() - openedAt.current)) onConfirm();
  };
  return (
    <Dialog
      title={t('counter.dialog_title')}
      onClose={onCancel}
      actions={
        <>
          <Button data-autofocus onClick={press}>
            {t('common.confirm')}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        </>
      }
    >
      <p className={classes['question']}>{t('counter.dialog')}</p>
      <p>
        {linesOf(t, quantities, items)} {t('counter.total', { amount })}
      </p>
    </Dialog>
  );
};
