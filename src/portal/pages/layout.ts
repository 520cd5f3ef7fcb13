import { isTooOld } from '../browser.ts';
import { type Html, html } from '../html.ts';
import type { RowOf } from '../queries.ts';
import { isOldOffered } from '../rules.ts';
import { type Asked, addressIn, type Page } from './page.ts';

/** What stands around every page. */
export type Surround = {
  lines: readonly RowOf<'contact_line'>[];
  oldPlatform: RowOf<'old_platform'> | undefined;
  /** addresses of the style sheet and the mark, with a hash of what is in them */
  style: string;
  mark: string;
};

const link = (asked: Asked, path: string, words: string): Html =>
  html`<li><a href="${asked.to(path)}"${path === asked.path && html` aria-current="page"`}>${words}</a></li> `;

const owner = ({ t, to, language }: Asked, mark: string): Html => html`<a class="owner" href="${to('/')}">
<img src="${mark}" alt="" width="32" height="32">
<span lang="zh-TW"><span class="agency">${t('frame.ministry')}${t('frame.agency')}</span><span class="dot"> · </span><span class="system">${t('frame.system')}</span>${
  language === 'en' && html`<span class="meaning" lang="en">${t('frame.owner_in_words')}</span>`
}</span></a>`;

const head = (asked: Asked, { oldPlatform, mark }: Surround): Html => {
  const { t, path, language } = asked;
  const other = language === 'en' ? 'zh-TW' : 'en';
  return html`<header class="head">
${owner(asked, mark)}
<nav class="top" aria-label="${t('frame.top_links')}"><ul>
${link(asked, '/pages/site-map', t('frame.site_map'))}
${link(asked, '/pages/help', t('frame.help'))}
${link(asked, '/pages/setup', t('frame.setup'))}
${
  oldPlatform &&
  isOldOffered(oldPlatform, asked.day) &&
  html`<li><a href="${oldPlatform.address}">${t('pages.old_version')}</a></li>`
}
<li><a class="language" href="${addressIn(other, path)}" hreflang="${other}" lang="${other}" aria-label="${t('pages.language_label')}">${t('pages.language')}</a></li>
</ul></nav>
</header>`;
};

/** The five entries of R003, in this order. */
const menu = (asked: Asked): Html => {
  const { t } = asked;
  return html`<nav class="menu" aria-label="${t('pages.menu.title')}"><ul>
${link(asked, '/pages/professionals', t('pages.menu.professionals'))}
<li><a href="/login">${t('pages.menu.log_in')}</a></li>
${link(asked, '/pages/downloads', t('pages.menu.downloads'))}
${link(asked, '/pages/contact', t('pages.menu.contact'))}
${link(asked, '/pages/links', t('pages.menu.links'))}
</ul></nav>`;
};

const mail = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/;

/** A line of the contact block; an address of e-mail in it can be pressed. */
export const contactLine = (
  { language }: Pick<Asked, 'language'>,
  { text, text_en }: Pick<RowOf<'contact_line'>, 'text' | 'text_en'>,
): Html => {
  const line = language === 'en' && text_en !== '' ? text_en : text;
  const [address] = mail.exec(line) ?? [];
  const [before, ...after] = address === undefined ? [line] : line.split(address);
  const words =
    address === undefined
      ? html`${line}`
      : html`${before}<a href="mailto:${address}">${address}</a>${after.join(address)}`;
  return language === 'en' && text_en === '' ? html`<span lang="zh-TW">${words}</span>` : words;
};

const browserBanner = ({ t, browser }: Asked): Html => html`<p class="browser">${
  browser ? t('pages.browser', browser) : t('pages.browser_unknown')
}</p>
${isTooOld(browser) && html`<p class="attention">${t('pages.browser_too_old')}</p>`}`;

const contact = (
  asked: Asked,
  lines: Surround['lines'],
): Html => html`<aside class="contact" aria-label="${asked.t('frame.contact')}">
<address>
${lines.map((line) => html`<p>${contactLine(asked, line)}</p>\n`)}</address>
${browserBanner(asked)}
</aside>`;

/** The two tabs of 網站使用說明 that have an address of their own. */
const ofHelp = ['/pages/setup', '/pages/faq'];

const trail = ({ t, to, path }: Asked, title: string): Html | false =>
  path !== '/' &&
  html`<nav class="trail" aria-label="${t('frame.trail')}"><ol><li><a href="${to('/')}">${t('pages.start')}</a></li> ${
    ofHelp.includes(path) && html`<li><a href="${to('/pages/help')}">${t('frame.help')}</a></li> `
  }<li aria-current="page">${title}</li></ol></nav>`;

const foot = (asked: Asked): Html => {
  const { t, origin } = asked;
  return html`<footer class="foot">
<nav aria-label="${t('frame.foot_links')}"><ul>
${link(asked, '/pages/privacy', t('frame.privacy'))}
${link(asked, '/pages/security', t('frame.security'))}
${link(asked, '/pages/copyright', t('frame.copyright'))}
</ul></nav>
<p>${t('pages.start_address', { address: `${origin}/` })}</p>
</footer>`;
};

/** A whole page: plain HTML that says everything without a script. */
export const layOut = (asked: Asked, { title, main }: Page, surround: Surround): Html => {
  const { t, language, path, origin } = asked;
  const isStart = path === '/';
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${isStart ? t('frame.system') : t('pages.title', { page: title })}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="${surround.style}">
<link rel="icon" href="${surround.mark}" type="image/svg+xml">
<link rel="canonical" href="${origin}${addressIn(language, path)}">
<link rel="alternate" hreflang="zh-TW" href="${origin}${addressIn('zh-TW', path)}">
<link rel="alternate" hreflang="en" href="${origin}${addressIn('en', path)}">
</head>
<body>
<a class="skip" href="#content">${t('frame.skip')}</a>
${head(asked, surround)}
<div class="frame">
${menu(asked)}
<main id="content" tabindex="-1">
${trail(asked, title)}
<h1>${isStart ? html`<span lang="zh-TW">${t('frame.system')}</span>` : title}</h1>
${main}
</main>
${contact(asked, surround.lines)}
</div>
${foot(asked)}
</body>
</html>
`;
};
