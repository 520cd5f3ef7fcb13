import type { InstitutionView } from '../../../src/headquarters/contract.ts';
import { useSession } from '../../session/session.ts';
import { useWords } from '../../words.tsx';
import { Facts } from '../Facts.tsx';
import { useSiteKind } from '../words.ts';
import { InstitutionBadge } from './InstitutionBadge.tsx';
import { stateOf } from './institution-state.ts';

export const InstitutionFacts = ({ institution }: { institution: InstitutionView }) => {
  const { t } = useWords();
  const { today } = useSession();
  const kindOf = useSiteKind();
  const { contract_starts_on: from, contract_ends_on: until } = institution;
  return (
    <Facts
      facts={[
        [t('hq.institution.full_name'), institution.full_name],
        [t('hq.institution.short_name'), institution.short_name],
        [
          t('hq.institution.kind'),
          institution.is_test
            ? `${kindOf(institution.kind)} (${t('hq.institution.test_site')})`
            : kindOf(institution.kind),
        ],
        [t('hq.institution.place'), `${institution.county}${institution.township}`],
        [t('hq.institution.contract'), until ? t('hq.days', { from, until }) : t('hq.days_open', { from })],
        [
          t('hq.institution.state'),
          <>
            <InstitutionBadge state={stateOf(institution, today)} />
            {institution.suspended_at && institution.suspended_why && (
              <>
                {' '}
                {t('hq.institution.suspended_since', {
                  at: institution.suspended_at,
                  why: institution.suspended_why,
                })}
              </>
            )}
          </>,
        ],
      ]}
    />
  );
};
