import type { Language } from '../../src/words/index.ts';

/** Where a public page stands in the language of the screen. `to`: its address in Chinese. */
export const publicAddress = (to: string, language: Language): string =>
  language === 'en' ? `/en${to === '/' ? '' : to}` : to;
