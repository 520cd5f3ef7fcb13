import { type Refusal, refuse } from '../platform/errors.ts';

/** YYYYMMDD, ROC 7 digits, ROC 6 digits, ROC with strokes (X12), after normalisation. */
const forms: { pattern: RegExp; offset: number }[] = [
  { pattern: /^(\d{4})(\d{2})(\d{2})$/, offset: 0 },
  { pattern: /^(\d{3})(\d{2})(\d{2})$/, offset: 1911 },
  { pattern: /^(\d{2})(\d{2})(\d{2})$/, offset: 1911 },
  { pattern: /^(\d{1,3})\/(\d{1,2})\/(\d{1,2})$/, offset: 1911 },
];

/** Nobody alive was born before; an older year is a slip of the finger. */
const earliestYear = 1880;

/**
 * A birth date as a clerk types it: 19740503, 0630503, 630503 or 63/05/03, full-width digits too.
 * Answers the ISO day; refuses a day that does not exist, is long past, or lies after `today`.
 */
export const readBirthDate = (typed: string, today: string): string | Refusal => {
  const text = typed.normalize('NFKC').replaceAll(/\s/gu, '');
  for (const { pattern, offset } of forms) {
    const [, year, month, day] = pattern.exec(text) ?? [];
    if (year === undefined) continue;
    // There is no ROC year 0; those born before 民國1年 are typed by the western year.
    if (offset > 0 && Number(year) < 1) break;
    try {
      const date = Temporal.PlainDate.from(
        { year: Number(year) + offset, month: Number(month), day: Number(day) },
        { overflow: 'reject' },
      );
      if (date.year < earliestYear) break;
      if (Temporal.PlainDate.compare(date, today) > 0)
        return refuse('birth_date_in_future', { field: 'birth_date' });
      return date.toString();
    } catch {
      break;
    }
  }
  return refuse('birth_date_malformed', { field: 'birth_date' });
};
