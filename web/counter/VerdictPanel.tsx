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
  const { tone, text, more } = verdict;
  const { size, clauses } = fitOf(text, more ? 1 : 0);
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
          {more && <p className={classes['more']}>{more}</p>}
        </div>
      </div>
    </section>
  );
};
