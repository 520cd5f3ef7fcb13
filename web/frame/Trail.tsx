import { Link } from '@tanstack/react-router';
import { useSessionOrNone } from '../session/session.ts';
import { useWords, type Word } from '../words.tsx';
import { PublicLink } from './PublicLink.tsx';
import classes from './Trail.module.css';

/** Where one is, and for which institution. */
export const Trail = ({ words }: { words: Word[] }) => {
  const { t } = useWords();
  const session = useSessionOrNone();
  const site = session?.site;
  return (
    <div className={classes['row']}>
      <nav aria-label={t('frame.trail')}>
        <ol className={classes['trail']}>
          <li>
            {session ? (
              <Link to="/home">{t('frame.home')}</Link>
            ) : (
              <PublicLink to="/">{t('frame.start')}</PublicLink>
            )}
          </li>
          {words.map((word, index) => (
            <li key={word} aria-current={index === words.length - 1 ? 'page' : undefined}>
              {t(word)}
            </li>
          ))}
        </ol>
      </nav>
      {site && (
        <span>
          {t('frame.site', { code: site.code, short_name: site.short_name })}
          {site.is_test && <span className={classes['test']}>{t('frame.test_site')}</span>}
        </span>
      )}
    </div>
  );
};
