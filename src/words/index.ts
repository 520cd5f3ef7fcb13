import { createInstance, type i18n } from 'i18next';
import { type Language, showDate, showDateWithWeekday, showMinute, showWeekday } from './dates.ts';
import { hq as hqEn } from './en.hq.ts';
import { pages as pagesEn } from './en.pages.ts';
import { portal as portalEn } from './en.portal.ts';
import { refusals as refusalsEn } from './en.refusals.ts';
import { screens as screensEn } from './en.screens.ts';
import { hq as hqZh } from './zh-TW.hq.ts';
import { pages as pagesZh } from './zh-TW.pages.ts';
import { portal as portalZh } from './zh-TW.portal.ts';
import { refusals as refusalsZh } from './zh-TW.refusals.ts';
import { screens as screensZh } from './zh-TW.screens.ts';

export * from './dates.ts';
export type RefusalCode = keyof typeof refusalsZh;

/**
 * The one catalogue: every word that a person reads, on screen or in an answer of the API. A function, since
 * a bundler must keep a constant that spreads another module, and the browser takes one language at a time.
 */
export const catalogue = () => ({
  'zh-TW': { translation: { refusal: refusalsZh, ...screensZh, portal: portalZh, hq: hqZh, pages: pagesZh } },
  en: { translation: { refusal: refusalsEn, ...screensEn, portal: portalEn, hq: hqEn, pages: pagesEn } },
});

const named = (lng: string | undefined): Language => (lng === 'en' ? 'en' : 'zh-TW');

/** An English name that stands within a sentence: 'Medical staff card' begins small, 'NHI card' does not. */
const inSentence = (name: string): string => name.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase());

/**
 * Teaches an instance the formats of the catalogue: `day` (109/02/11(週二)), `date` (109/02/11), `minute`,
 * `weekday`, and `item`, `parity`, `document`, `reader`, `card`, which look their value up in the catalogue.
 */
export const addFormats = (words: i18n): i18n => {
  const formats: Record<string, (value: string, language: Language) => string> = {
    day: showDateWithWeekday,
    date: showDate,
    minute: showMinute,
    weekday: showWeekday,
    item: (value, lng) => words.t(`item.${value}`, { lng }),
    parity: (value, lng) => words.t(`parity.${value}`, { lng }),
    document: (value, lng) => words.t(`document.${value}`, { lng }),
    reader: (value, lng) => words.t(`reader.${value}`, { lng }),
    card: (value, lng) => inSentence(words.t(`log_in.card.${value}`, { lng })),
  };
  for (const [name, format] of Object.entries(formats))
    words.services.formatter?.add(name, (value, lng) => format(String(value), named(lng)));
  return words;
};

/** An i18next instance on the whole catalogue. The browser, which loads a language at a time, has its own. */
export const createWords = (language: Language): i18n => {
  const words = createInstance();
  words.init({
    lng: language,
    fallbackLng: 'zh-TW',
    resources: catalogue(),
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return addFormats(words);
};
