import { createInstance } from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { addFormats, type Language } from '../src/words/index.ts';
import type { hq } from '../src/words/zh-TW.hq.ts';
import type { portal } from '../src/words/zh-TW.portal.ts';
import type { refusals } from '../src/words/zh-TW.refusals.ts';
import { refusals as refusalsZh } from '../src/words/zh-TW.refusals.ts';
import { screens as screensZh } from '../src/words/zh-TW.screens.ts';
import { askInLanguage, type Problem, type Reply } from './api.ts';

type Catalogue = typeof screensZh & { portal: typeof portal; hq: typeof hq };
/** Dotted paths of all words: `counter.buy`. A word that the catalogue lacks does not compile. */
type PathOf<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${PathOf<T[K]>}` }[keyof T &
  string];
export type Word = PathOf<Catalogue> | `refusal.${keyof typeof refusals}`;
export type WordParams = Record<string, string | number>;
/** Words that only some screens use and that come with them: `portal.managers.title` stands in `portal`. */
export type Book = 'portal' | 'hq';
export type Say = (word: Word, params?: WordParams) => string;

const chosenKey = 'evenhand.language';

export const words = createInstance();
words.use(initReactI18next).init({
  lng: 'zh-TW',
  fallbackLng: 'zh-TW',
  resources: { 'zh-TW': { translation: { refusal: refusalsZh, ...screensZh } } },
  interpolation: { escapeValue: false },
  initAsync: false,
  react: { useSuspense: false },
});
addFormats(words);

const books: Record<Book, Record<Language, () => Promise<object>>> = {
  portal: {
    'zh-TW': async () => (await import('../src/words/zh-TW.portal.ts')).portal,
    en: async () => (await import('../src/words/en.portal.ts')).portal,
  },
  hq: {
    'zh-TW': async () => (await import('../src/words/zh-TW.hq.ts')).hq,
    en: async () => (await import('../src/words/en.hq.ts')).hq,
  },
};
const opened = new Set<Book>();

const load = async (book: Book, language: Language): Promise<void> => {
  if (words.getResource(language, 'translation', book) !== undefined) return;
  words.addResourceBundle(language, 'translation', { [book]: await books[book][language]() }, true, false);
};

/** Fetches a book of words in the language spoken now; from here on it follows when the language changes. */
const openBook = (book: Book): Promise<void> => {
  opened.add(book);
  return load(book, languageOf(words.language));
};

/** A chunk of screens, ready when the words are there that only they use. */
export const withBook = async <T,>(book: Book, screens: Promise<T>): Promise<T> =>
  (await Promise.all([screens, openBook(book)]))[0];

const languageOf = (tag: string | null | undefined): Language => (tag === 'en' ? 'en' : 'zh-TW');

/** English comes in a chunk of its own when it is first asked for. */
export const speak = async (language: Language): Promise<void> => {
  if (language === 'en' && !words.hasResourceBundle('en', 'translation')) {
    const { english } = await import('./english.ts');
    words.addResourceBundle('en', 'translation', english);
  }
  await Promise.all([...opened].map((book) => load(book, language)));
  askInLanguage(language);
  document.documentElement.lang = language;
  await words.changeLanguage(language);
};

/** The language chosen on this computer, zh-TW where none was. */
export const speakAsBefore = (): Promise<void> => speak(languageOf(localStorage.getItem(chosenKey)));

export const chooseLanguage = (language: Language): void => {
  localStorage.setItem(chosenKey, language);
  void speak(language);
};

/** A sentence of the catalogue by a code that came from the server; its own message where we know none. */
const sayProblem = (
  problem: Pick<Problem, 'code' | 'message' | 'params'> & { request_id?: string },
): string =>
  words.t(`refusal.${problem.code}`, {
    ...problem.params,
    request_id: problem.request_id ?? '',
    defaultValue: problem.message,
  });

export const useWords = () => {
  const { t, i18n } = useTranslation(undefined, { i18n: words });
  const say: Say = useCallback((word, params) => String(t(word, { ...params })), [t]);
  return { t: say, language: languageOf(i18n.language), sayProblem };
};

/** What to tell of a request that was not answered as hoped. */
export const sayFailure = (say: Say, reply: Exclude<Reply<unknown>, { kind: 'answered' }>): string =>
  reply.problem ? sayProblem(reply.problem) : say('common.no_answer');
