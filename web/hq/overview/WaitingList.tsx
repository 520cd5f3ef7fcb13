import { VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { markOf, wordOf } from '../../ui/tone.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import classes from './Overview.module.css';
import { useWaiting } from './use-waiting.ts';

/** 待辦事項: each a sentence that leads to where it is done. */
export const WaitingList = () => {
  const { t } = useWords();
  const { items, isLoading, error, retry } = useWaiting();
  return (
    <>
      {items.length > 0 && (
        <ul className={classes['waiting']}>
          {items.map(({ id, tone, sentence, why, link }) => (
            <li key={id}>
              <span className={classes['mark']} data-tone={tone}>
                <span aria-hidden="true">{markOf[tone]}</span>
                <VisuallyHidden>{t(wordOf[tone])}</VisuallyHidden>
              </span>
              <div>
                <Link {...link}>{sentence}</Link>
                {why && <p>{why}</p>}
              </div>
            </li>
          ))}
        </ul>
      )}
      {(isLoading || error) && <Waiting error={error} onRetry={retry} />}
      {!isLoading && !error && items.length === 0 && <p>{t('hq.overview.waiting_none')}</p>}
    </>
  );
};
