import { showDate } from '../../src/words/index.ts';
import { understandDay } from '../ui/day.ts';
import { useWords } from '../words.tsx';

export type TypedDays = { starts_on: string; ends_on: string };

/** First and last day of an appointment or a grant as they stand in a form, and what is wrong with them. */
export const useDays = () => {
  const { t, language } = useWords();
  return {
    show: (day: string | null): string => (day === null ? '' : showDate(day, language)),
    /** ISO days of what `faults` found nothing wrong with. */
    read: ({ starts_on, ends_on }: TypedDays) => ({
      starts_on: understandDay(starts_on) ?? '',
      ends_on: ends_on.trim() === '' ? null : (understandDay(ends_on) ?? ''),
    }),
    faults: ({ starts_on, ends_on }: TypedDays): Partial<TypedDays> => ({
      ...(understandDay(starts_on) === undefined && { starts_on: t('ui.day_malformed') }),
      ...(ends_on.trim() !== '' &&
        understandDay(ends_on) === undefined && { ends_on: t('ui.day_malformed') }),
    }),
  };
};
