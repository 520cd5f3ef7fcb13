import { understandDay } from '../../ui/day.ts';
import type { Say } from '../../words.tsx';

/** What is wrong with a first day that is needed and a last day that is not. */
export const dayFaults = (
  t: Say,
  { starts_on, ends_on }: { starts_on: string; ends_on: string },
): { starts_on?: string; ends_on?: string } => {
  const from = understandDay(starts_on);
  const until = understandDay(ends_on);
  const isLate = from !== undefined && until !== undefined && until < from;
  return {
    ...(!from && {
      starts_on: starts_on.trim()
        ? t('ui.day_malformed')
        : t('ui.missing', { field: t('hq.person.starts_on') }),
    }),
    ...(ends_on.trim() && !until && { ends_on: t('ui.day_malformed') }),
    ...(isLate && { ends_on: t('hq.day_order') }),
  };
};
