import type { Db } from '../../platform/db.ts';
import { createWords, type Language } from '../../words/index.ts';
import type { pages } from '../../words/zh-TW.pages.ts';
import type { screens } from '../../words/zh-TW.screens.ts';
import type { Browser } from '../browser.ts';
import { type Html, html } from '../html.ts';
import type { RowOf } from '../queries.ts';

type PathOf<T> = { [K in keyof T & string]: T[K] extends string ? K : `${K}.${PathOf<T[K]>}` }[keyof T &
  string];
/** A word of the public pages, or of the frame that they share with the application. */
export type PageWord = `pages.${PathOf<typeof pages>}` | `frame.${keyof typeof screens.frame}`;
export type Say = (word: PageWord, params?: Record<string, string | number>) => string;

/** A function of the platform as the site map lists it (R008). */
export type SiteMapItem = {
  name: string;
  path: string;
  state: 'open' | 'building' | 'ended';
  /** when it opens, or since when it has ended */
  date: string | null;
  about: string;
};
export type SiteMapGroup = { group: string; items: SiteMapItem[] };

/** What a page is made from. */
export type Asked = {
  db: Db;
  /** the Taipei day */
  day: string;
  language: Language;
  /** the page's address without its language */
  path: string;
  /** what was searched for */
  q: string;
  browser: Browser | undefined;
  /** where people find the site, `https://medvpn.nhi.gov.tw` */
  origin: string;
  /** where this page is being read, which a trial on this machine has of its own */
  here: string;
  downloads: readonly Offered[];
  listSiteMap: (db: Db) => Promise<SiteMapGroup[]>;
  t: Say;
  /** the address of a public page in the language of this one */
  to: (path: string) => string;
};

/** A document on offer, with its size. */
export type Offered = RowOf<'download'> & { bytes: number; address: string };

export type Page = { title: string; main: Html; status?: number };
export type MakePage = (asked: Asked) => Promise<Page> | Page;

const sayIn: Record<Language, Say> = {
  'zh-TW': (word, params) => zh.t(word, { ...params }),
  en: (word, params) => en.t(word, { ...params }),
};
const zh = createWords('zh-TW');
const en = createWords('en');
export const speak = (language: Language): Say => sayIn[language];

/** The address of a public page in a language: zh-TW at its own address, English below `/en`. */
export const addressIn = (language: Language, path: string): string =>
  language === 'en' ? `/en${path === '/' ? '' : path}` : path;

/** What is kept in Chinese says so to an English reader, and to a program that reads aloud. */
export const chinese = ({ language, t }: Asked, part: Html): Html =>
  language === 'en'
    ? html`<p class="aside">${t('pages.chinese_only')}</p><div lang="zh-TW">${part}</div>`
    : part;

/** A short Chinese text within an English line. */
export const chineseWords = ({ language }: Pick<Asked, 'language'>, text: string): Html =>
  language === 'en' ? html`<span lang="zh-TW">${text}</span>` : html`${text}`;

const hundredKilobytes = 100 * 1024;

const sizeOf = (bytes: number, t: Say): string =>
  bytes < 10 * hundredKilobytes
    ? t('pages.kilobytes', { n: Math.max(Math.round(bytes / 1024), 1) })
    : t('pages.megabytes', { n: (bytes / 1024 / 1024).toFixed(1) });

/** The link that downloads a document, with what it is and how large. */
export const downloadLink = (asked: Asked, { address, title, bytes, file_name }: Offered): Html => {
  const kind = file_name.endsWith('.zip') ? 'pages.zip' : 'pages.pdf';
  const size = asked.t(kind, { size: sizeOf(bytes, asked.t) });
  return html`<a href="${address}">${chineseWords(asked, title)}</a> <span class="size">(${size})</span>`;
};

/** The tabs of 網站使用說明 (R007). */
export const helpTabs = ({ t, to, path }: Asked): Html => {
  const tabs = [
    ['/pages/help', 'pages.help.notices'],
    ['/pages/setup', 'pages.help.setup'],
    ['/pages/faq', 'pages.help.faq'],
  ] as const;
  return html`<nav aria-label="${t('pages.help.tabs')}"><ul class="tabs">
${tabs.map(
  ([address, word]) =>
    html`<li><a href="${to(address)}"${address === path && html` aria-current="page"`}>${t(word)}</a></li> `,
)}</ul></nav>`;
};
