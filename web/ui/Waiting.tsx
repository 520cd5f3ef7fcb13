import { Button } from '@mantine/core';
import { isUnanswered } from '../session/ask.ts';
import { sayFailure, useWords } from '../words.tsx';
import { Notice } from './Notice.tsx';
import classes from './Waiting.module.css';

type Props = { error: Error | null; onRetry: () => void };

/** In place of data that is not there yet, or could not be had. */
export const Waiting = ({ error, onRetry }: Props) => {
  const { t } = useWords();
  if (!error) return <p className={classes['loading']}>{t('common.loading')}</p>;
  return (
    <div className={classes['failed']}>
      <Notice tone="attention">
        {isUnanswered(error) ? sayFailure(t, error.reply) : t('common.no_answer')}
      </Notice>
      <Button variant="default" onClick={onRetry}>
        {t('common.retry')}
      </Button>
    </div>
  );
};
