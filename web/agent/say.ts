import { pageSentences } from './sentences.ts';

/** The language the page is shown in. */
export const languageOfPage = (): 'zh-TW' | 'en' =>
  document.documentElement.lang.startsWith('en') ? 'en' : 'zh-TW';

export const sentence = (name: keyof typeof pageSentences): string => pageSentences[name][languageOfPage()];
