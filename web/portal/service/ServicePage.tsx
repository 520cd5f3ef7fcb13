import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { Answer } from '../../api.ts';
import { linkTo, ownPlace } from '../../places.ts';
import { may, useSession } from '../../session/session.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ServiceStateBadge } from '../../ui/StateBadge.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import classes from '../Portal.module.css';
import { serviceQuery } from '../portal-queries.ts';
import { useServiceName } from '../service-name.ts';

type View = Answer<'viewService'>;

/** One service: what it is, when it opens, what is missing for this person and what to do next (X26). */
export const ServicePage = () => {
  const { t } = useWords();
  const { code } = useParams({ from: '/inside/services/$code' });
  const { data, error, refetch } = useQuery(serviceQuery(code));
  if (!data)
    return (
      <Page title={t('frame.service')}>
        <Waiting error={error} onRetry={() => void refetch()} />
      </Page>
    );
  return <Service view={data} />;
};

const Service = ({ view }: { view: View }) => {
  const { t, language } = useWords();
  const nameOf = useServiceName();
  const { service, usable, missing } = view;
  return (
    <Page title={nameOf(service)}>
      <Panel>
        <div className={classes['stack']}>
          <div>
            <ServiceStateBadge state={service.state} />
          </div>
          <p>{language === 'en' ? service.about_en : service.about}</p>
          {service.state === 'building' && service.opens_on && (
            <p>{t('portal.service.opens_on', { day: service.opens_on })}</p>
          )}
          {service.state === 'ended' && service.ended_on && (
            <p>{t('portal.service.ended_on', { day: service.ended_on })}</p>
          )}
          {usable && <Notice tone="allowed">{t('portal.service.usable')}</Notice>}
          {missing && <Missing missing={missing} />}
        </div>
      </Panel>
      {usable && service.operations.length > 0 && (
        <Panel title={t('portal.service.operations')}>
          <ul className={classes['stack']}>
            {service.operations.map(({ name, path }) => (
              <li key={path}>
                {ownPlace(path) ? <Link {...linkTo(path)}>{name}</Link> : <a href={path}>{name}</a>}
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </Page>
  );
};

/** Where what is missing is set right, for those who may. */
const remedies = {
  application: { to: '/manage/services', permission: 'service:apply:own-site' },
  user: { to: '/manage/users', permission: 'user:appoint:own-site' },
  grant: { to: '/manage/grants', permission: 'grant:set:own-site' },
} as const;

const Missing = ({ missing }: { missing: NonNullable<View['missing']> }) => {
  const { t } = useWords();
  const session = useSession();
  const remedy = missing in remedies ? remedies[missing as keyof typeof remedies] : undefined;
  return (
    <>
      <Notice tone="attention">
        <strong>{t('portal.service.missing_title')}</strong> {t(`portal.service.missing.${missing}`)}
      </Notice>
      <p>{t(`portal.service.next.${missing}`)}</p>
      {remedy && may(session, remedy.permission) && (
        <p>
          <Link to={remedy.to}>{t('portal.service.go')}</Link>
        </p>
      )}
    </>
  );
};
