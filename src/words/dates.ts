/**
 * Dates as people read them: ROC in zh-TW (109/02/04), ISO in English (R082, look of the screens).
 * Plain string arithmetic, so that browsers without Temporal show the same as the server.
 */
const weekdaysZh = ['週日', '週一', '週二', '週三', '週四', '週五', '週六'] as const;
const weekdaysEn = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
export type Language = 'zh-TW' | 'en';

/** `2020-02-04` → `109/02/04`, or itself in English. Years before 1912 stay ISO in both. */
export const showDate = (day: string, language: Language): string => {
  const rocYear = Number(day.slice(0, 4)) - 1911;
  return language === 'en' || rocYear < 1 ? day : `${rocYear}/${day.slice(5, 7)}/${day.slice(8, 10)}`;
};

export const showWeekday = (day: string, language: Language): string => {
  const index = new Date(`${day}T00:00:00Z`).getUTCDay();
  return (language === 'en' ? weekdaysEn : weekdaysZh)[index] ?? '';
};

/** `109/02/11(週二)`, `2020-02-11 (Tue)`. */
export const showDateWithWeekday = (day: string, language: Language): string =>
  `${showDate(day, language)}${language === 'en' ? ' ' : ''}(${showWeekday(day, language)})`;

/** The instant's Taipei minute: `109/02/04 16:26`. Instants arrive with +08:00 from the server. */
export const showMinute = (instant: string, language: Language): string =>
  `${showDate(instant.slice(0, 10), language)} ${instant.slice(11, 16)}`;
