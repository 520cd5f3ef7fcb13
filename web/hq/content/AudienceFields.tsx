import { Checkbox, Radio } from '@mantine/core';
import type { AnnouncementView } from '../../../src/portal/contract.ts';
import { useWords } from '../../words.tsx';
import hq from '../Hq.module.css';
import { type SiteKind, siteKinds } from '../services/eligibility.ts';
import classes from './Content.module.css';

type Audience = AnnouncementView['audience'];
type Props = {
  audience: Audience;
  onAudience: (audience: Audience) => void;
  kinds: readonly SiteKind[];
  onKinds: (kinds: SiteKind[]) => void;
};

/** For whom an announcement is: everybody, or the institutions, or some kinds of them. */
export const AudienceFields = ({ audience, onAudience, kinds, onKinds }: Props) => {
  const { t } = useWords();
  return (
    <>
      <Radio.Group
        size="md"
        label={t('hq.content.fields.audience')}
        value={audience}
        onChange={(value) => onAudience(value === 'institutions' ? 'institutions' : 'public')}
      >
        <div className={hq['choices']}>
          {(['public', 'institutions'] as const).map((each) => (
            <Radio
              key={each}
              value={each}
              label={t(`hq.announcements.to.${each}`)}
              description={t(`hq.announcements.to_hint.${each}`)}
            />
          ))}
        </div>
      </Radio.Group>
      {audience === 'institutions' && (
        <fieldset className={classes['kinds']}>
          <legend>{t('hq.content.fields.site_kinds')}</legend>
          <p className={hq['hint']}>{t('hq.announcements.kinds_hint')}</p>
          <div>
            {siteKinds.map((kind) => (
              <Checkbox
                key={kind}
                size="sm"
                label={t(`hq.site_kind.${kind}`)}
                checked={kinds.includes(kind)}
                onChange={(event) =>
                  onKinds(
                    siteKinds.filter((each) =>
                      each === kind ? event.currentTarget.checked : kinds.includes(each),
                    ),
                  )
                }
              />
            ))}
          </div>
        </fieldset>
      )}
    </>
  );
};
