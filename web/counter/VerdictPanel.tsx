import { VisuallyHidden } from '@mantine/core';
import { PublicLink } from '../frame/PublicLink.tsx';
import { markOf, wordOf } from '../ui/tone.ts';
import { useWords } from '../words.tsx';
import classes from './VerdictPanel.module.css';
import type { Verdict } from './verdict.ts';
import { clausesOf, fitOf } from './verdict-fit.ts';

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

const roles = ['status', 'alert'] as const;

/**
 * The result, readable from a metre away, and read out as it comes: two regions that are always there, since
 * screen readers miss what comes together with its region.
 */
export const VerdictPanel = ({ verdict, id }: { verdict: Verdict; id: string }) => {
  const { t } = useWords();
  const { tone } = verdict;
  const speaker = tone === 'refused' ? 'alert' : 'status';
  return (
    <section className={classes['panel']} data-tone={tone} aria-label={t('counter.verdict')}>
      <div id={id}>
        {roles.map((role) => (
          <div key={role} role={role}>
            {role === speaker && <Said key={verdict.text} {...verdict} />}
          </div>
        ))}
      </div>
    </section>
  );
};

const Said = ({ tone, text, more, link, cardRead }: Verdict) => {
  const { t } = useWords();
  const { size, clauses } = fitOf(text, more || link ? 1 : 0);
  const isPlain = tone === undefined;
  return (
    <div className={classes['said']}>
      {tone && (
        <>
          <span aria-hidden="true" className={classes['mark']} data-size={size}>
            {markOf[tone]}
          </span>
          <VisuallyHidden>{t(wordOf[tone])}</VisuallyHidden>
        </>
      )}
      <div>
        <p className={classes['text']} data-size={isPlain ? 'plain' : size}>
          <Clauses clauses={isPlain ? clausesOf(text) : clauses} />
        </p>
        {(more || link) && (
          <p className={classes['more']}>
            {link && (
              <PublicLink to={link.to} apart>
                {link.text}
              </PublicLink>
            )}
            {more && <span>{more}</span>}
          </p>
        )}
        {cardRead && <p className={classes['read']}>{t('counter.card_read')}</p>}
      </div>
    </div>
  );
};
