import { Link } from '@tanstack/react-router';
import type { Answer } from '../../api.ts';
import { may, useSession } from '../../session/session.ts';
import { Notice } from '../../ui/Notice.tsx';
import { useWords } from '../../words.tsx';
import classes from './Settings.module.css';

/** Who has 一般登入 and no other way in: as long as there is anybody, the server takes no end date. */
export const WithoutWay = ({ of }: { of: Answer<'viewPasswordLogIn'>['without_another_way'] }) => {
  const { t } = useWords();
  const session = useSession();
  if (of.hq.length === 0 && of.institutions_total === 0)
    return <Notice tone="allowed">{t('hq.settings.without_none')}</Notice>;
  const maySee = may(session, 'institution:view:any');
  return (
    <section aria-label={t('hq.settings.without')} className={classes['without']}>
      <Notice tone="attention">{t('hq.settings.without_why')}</Notice>
      {of.hq.length > 0 && (
        <>
          <h3>{t('hq.settings.without_hq', { n: of.hq.length })}</h3>
          <ul className={classes['names']}>
            {of.hq.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      )}
      {of.institutions_total > 0 && (
        <>
          <h3>
            {t('hq.settings.without_institutions', {
              total: of.institutions_total,
              shown: of.institutions.length,
            })}
          </h3>
          <ul className={classes['names']}>
            {of.institutions.map(({ code, short_name }) => (
              <li key={code}>
                {maySee ? (
                  <Link to="/hq/institutions/$code" params={{ code }}>
                    {code} {short_name}
                  </Link>
                ) : (
                  `${code} ${short_name}`
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};
