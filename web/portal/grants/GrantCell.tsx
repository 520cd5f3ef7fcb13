import { Button } from '@mantine/core';
import type { GrantList, GrantView } from '../../../src/services/contract.ts';
import { Badge } from '../../ui/Badge.tsx';
import { useWords } from '../../words.tsx';
import classes from '../Portal.module.css';
import { useServiceName } from '../service-name.ts';
import cells from './Grants.module.css';

export type GrantUser = GrantList['users'][number];
export type GrantService = GrantList['services'][number];

export const grantOf = (user: GrantUser, { code }: GrantService): GrantView | undefined =>
  user.grants.find(({ service }) => service === code);

/** 「有效」, or why not, in two words: what the list shows, sorts and writes to a file. */
export const useGrantState = () => {
  const { t } = useWords();
  return (grant: GrantView | undefined): string => {
    if (!grant) return '';
    return grant.idle_because ? t(`portal.grants.idle.${grant.idle_because}`) : t('portal.grants.works');
  };
};

/** Some reasons pass by themselves, some ask for an act, some are final. */
const toneOf = {
  pending: 'progress',
  not_open: 'progress',
  user: 'attention',
  application: 'attention',
  profession: 'attention',
  expired: 'over',
  ended: 'over',
} as const;

type Props = { user: GrantUser; service: GrantService; onOpen: () => void };

/** Where a user and a service meet: the grant with its state, or the button that gives it. */
export const GrantCell = ({ user, service, onOpen }: Props) => {
  const { t } = useWords();
  const nameOf = useServiceName();
  const stateOf = useGrantState();
  const grant = grantOf(user, service);
  const named = { name: user.display_name, service: nameOf(service) };
  if (!grant)
    return (
      <Button
        size="compact-sm"
        variant="subtle"
        px={4}
        aria-label={t('portal.grants.grant_name', named)}
        onClick={onOpen}
      >
        {`＋${t('portal.grants.grant')}`}
      </Button>
    );
  const state = stateOf(grant);
  return (
    <button
      type="button"
      className={cells['cell']}
      aria-label={t('portal.grants.change_name', { ...named, state })}
      onClick={onOpen}
    >
      <Badge tone={grant.idle_because ? toneOf[grant.idle_because] : 'allowed'}>{state}</Badge>
      {grant.ends_on && (
        <span className={classes['more']}>{t('portal.grants.until', { day: grant.ends_on })}</span>
      )}
    </button>
  );
};
