import { showDateWithWeekday } from '../../../src/words/index.ts';
import { useServiceName } from '../../portal/service-name.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { understandDay } from '../../ui/day.ts';
import { useWords } from '../../words.tsx';
import type { Narrowing } from './eligibility.ts';
import type { Service, useServiceForm } from './use-service-form.ts';

type Props = { service: Service; edit: ReturnType<typeof useServiceForm> };

/** Before a change that takes a service from somebody: whom, and from when. */
export const LossDialog = ({ service, edit }: Props) => {
  const { t, language } = useWords();
  const nameOf = useServiceName();
  const comma = t('common.list_comma');
  const { applications, grants } = service;
  const endedOn = understandDay(edit.form.values.ended_on);
  const inWords = ({ site_kind, professions }: Narrowing): string => {
    const kind = t(`hq.site_kind.${site_kind}`);
    if (professions === 'all') return t('hq.services.loses_kind', { kind });
    const list = professions.map((each) => t(`ui.profession.${each}`)).join(comma);
    return t('hq.services.loses_professions', { kind, list });
  };
  return (
    <ConfirmDialog
      title={t('hq.services.save_title')}
      what={nameOf(service)}
      follows={[
        ...(edit.ends && endedOn
          ? [
              t('hq.services.save_follows_ended', {
                day: showDateWithWeekday(endedOn, language),
                applications,
                grants,
              }),
            ]
          : []),
        ...(edit.narrowings.length > 0
          ? [
              t('hq.services.save_follows_narrower', {
                list: edit.narrowings.map(inWords).join(comma),
              }),
              t('hq.services.narrower'),
            ]
          : []),
      ]}
      act={t('hq.services.save_confirm')}
      send={edit.send}
      onDone={edit.took}
      onClose={edit.close}
    />
  );
};
