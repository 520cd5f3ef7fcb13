import { VisuallyHidden } from '@mantine/core';
import { markOf, wordOf } from '../ui/tone.ts';
import { useWords } from '../words.tsx';
import classes from './VerdictPanel.module.css';
import type { Verdict } from './verdict.ts';
import { fitOf } from './verdict-fit.ts';

/** Each clause in a box of its own; a blank stands between the boxes, since a box would swallow it. */
const Clauses = ({ clauses }: { clauses: string[] }) =>
  clauses.map((clause) =>
    clause === ' ' ? (
      ' '
    ) : (
      <span key={clause} className={classes['clause']}>
        {clause}
      </span>
    ),
  );

/** The result, readable from a metre away, and read out as it comes. */
export const VerdictPanel = ({ verdict, id }: { verdict: Verdict; id: string }) => {
  const { t } = useWords();
  const { tone, text, more, link, cardRead } = verdict;
  const { size, clauses } = fitOf(text, more || link ? 1 : 0);
  return (
    <section className={classes['panel']} data-tone={tone} aria-label={t('counter.verdict')}>
      {/* A new element for each sentence: screen readers then never miss a repeated one. */}
      <div key={text} id={id} role={tone === 'refused' ? 'alert' : 'status'} className={classes['said']}>
        {tone && (
          <>
            <span aria-hidden="true" className={classes['mark']} data-size={size}>
              {markOf[tone]}
            </span>
            <VisuallyHidden>{t(wordOf[tone])}</VisuallyHidden>
          </>
        )}
        <div>
          <p className={classes['text']} data-size={tone ? size : 'plain'}>
            <Clauses clauses={clauses} />
          </p>
          {(more || link) && (
            <p className={classes['more']}>
              {link && (
                <a href={link.href} target="_blank" rel="noreferrer">
                  {link.text}
                </a>
              )}
              {more && <span>{more}</span>}
            </p>
          )}
          {cardRead && <p className={classes['read']}>{t('counter.card_read')}</p>}
        </div>
      </div>
    </section>
  );
};
