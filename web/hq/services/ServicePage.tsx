import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { menuGroups } from '../../frame/menu-items.ts';
import { NoSuchPage } from '../../frame/NoSuchPage.tsx';
import { useServiceName } from '../../portal/service-name.ts';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words.tsx';
import { Done } from '../Done.tsx';
import { catalogueQuery } from '../hq-queries.ts';
import { ServiceForm } from './ServiceForm.tsx';

/** One service of the catalogue: who uses it, and everything about it to change. */
export const ServicePage = () => {
  const { t } = useWords();
  const { code } = useParams({ from: '/inside/hq/services/$code' });
  const { data, error, refetch } = useQuery(catalogueQuery);
  const nameOf = useServiceName();
  /** As the menu says it, in the language of the screen. */
  const nameOfOperation = ({ name, path }: { name: string; path: string }): string => {
    const item = menuGroups.flatMap(({ items }) => items).find(({ to }) => to === path);
    return item ? t(item.name) : name;
  };
  const [saved, setSaved] = useState<string>();
  // Each save begins a new form with what the server has now.
  const [round, setRound] = useState(0);
  if (!data)
    return (
      <Page title={t('hq.services.title')}>
        <Waiting error={error} onRetry={() => void refetch()} />
      </Page>
    );
  const service = data.services.find((each) => each.code === code);
  if (!service) return <NoSuchPage />;
  return (
    <Page title={nameOf(service)}>
      <p>
        <Link to="/hq/services">{t('hq.services.back')}</Link>
      </p>
      {saved && <Done>{saved}</Done>}
      <Panel title={t('hq.services.use')}>
        <p>{t('hq.services.use_line', { applications: service.applications, grants: service.grants })}</p>
        <p>
          {service.operations.length === 0
            ? t('hq.services.operations_none')
            : t('hq.services.operations', {
                list: service.operations.map(nameOfOperation).join(t('common.list_comma')),
              })}
        </p>
      </Panel>
      <ServiceForm
        key={`${code} ${round}`}
        service={service}
        leader={data.services.find((each) => each.code === service.implied_by)}
        onBegun={() => setSaved(undefined)}
        onSaved={(sentence) => {
          setSaved(sentence);
          setRound(round + 1);
        }}
      />
    </Page>
  );
};
