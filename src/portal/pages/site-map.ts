import { type Html, html } from '../html.ts';
import { type Asked, chineseWords, type MakePage, type PageWord, type SiteMapItem } from './page.ts';

const publicPages: [path: string, word: PageWord][] = [
  ['/', 'pages.start'],
  ['/pages/professionals', 'pages.menu.professionals'],
  ['/pages/downloads', 'pages.menu.downloads'],
  ['/pages/contact', 'pages.menu.contact'],
  ['/pages/links', 'pages.menu.links'],
  ['/pages/help', 'frame.help'],
  ['/pages/setup', 'frame.setup'],
  ['/pages/faq', 'pages.help.faq'],
  ['/pages/privacy', 'frame.privacy'],
  ['/pages/security', 'frame.security'],
  ['/pages/copyright', 'frame.copyright'],
];

const stateOf = ({ t }: Asked, { state, date }: SiteMapItem): Html | false => {
  if (state === 'open') return false;
  const words =
    state === 'building'
      ? date === null
        ? t('pages.map.building')
        : t('pages.map.building_on', { day: date })
      : date === null
        ? t('pages.map.ended')
        : t('pages.map.ended_on', { day: date });
  return html` <span class="state">${words}</span>`;
};

/** 網站地圖: every function of the platform, whoever looks (R008, X26). */
export const siteMapPage: MakePage = async (asked) => {
  const { t, to, db } = asked;
  const groups = await asked.listSiteMap(db);
  const group = (
    name: string,
    items: readonly SiteMapItem[],
    index: number,
  ): Html => html`<section aria-labelledby="group-${index}">
<h2 id="group-${index}">${chineseWords(asked, name)}</h2>
<ul class="documents">
${items.map(
  (item) =>
    html`<li><a href="${item.path}">${chineseWords(asked, item.name)}</a>${stateOf(asked, item)}${
      item.about !== '' && html`<p class="about">${chineseWords(asked, item.about)}</p>`
    }</li>\n`,
)}</ul></section>\n`;
  return {
    title: t('frame.site_map'),
    main: html`<p>${t('pages.map.intro')}</p>
<div class="columns map">${groups.map(({ group: name, items }, index) => group(name, items, index))}
<section aria-labelledby="public"><h2 id="public">${t('pages.map.public')}</h2>
<ul class="plain">
${publicPages.map(([path, word]) => html`<li><a href="${to(path)}">${t(word)}</a></li>\n`)}<li><a href="/login">${t('pages.menu.log_in')}</a></li>
</ul></section></div>`,
  };
};
