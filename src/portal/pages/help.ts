import { showDate } from '../../words/index.ts';
import { type Html, html } from '../html.ts';
import { fromMarkdown } from '../markdown.ts';
import type { RowOf } from '../queries.ts';
import { currentPublic } from './home.ts';
import { type Asked, chinese, helpTabs, type MakePage, type PageWord } from './page.ts';

const keys: [key: string, word: PageWord][] = [
  ['F9', 'pages.help.check'],
  ['F8', 'pages.help.buy'],
  ['F7', 'pages.help.clear'],
  ['F2', 'pages.help.typed'],
  ['F4', 'pages.help.hand_over'],
  ['Enter', 'pages.help.enter'],
  ['1-5', 'pages.help.digits'],
];
const flow: PageWord[] = [
  'pages.help.flow_1',
  'pages.help.flow_2',
  'pages.help.flow_3',
  'pages.help.flow_4',
  'pages.help.flow_5',
];

const notice = ({ t, language }: Asked, row: RowOf<'announcement'>): Html => {
  const { id, title, body, starts_on, ends_on } = row;
  return html`<article class="piece" id="notice-${id}">
<h3>${title}</h3>
<p class="dates"><time datetime="${starts_on}">${showDate(starts_on, language)}</time>${
    ends_on !== null && html` <span>${t('pages.help.ends', { day: ends_on })}</span>`
  }</p>
${fromMarkdown(body)}</article>\n`;
};

const counter = ({ t, to }: Asked): Html => html`<section id="counter" aria-labelledby="counter-title">
<h2 id="counter-title">${t('pages.help.counter')}</h2>
<h3>${t('pages.help.flow_title')}</h3>
<ol class="steps">
${flow.map((word) => html`<li>${t(word)}</li>\n`)}</ol>
<h3 id="keys">${t('pages.help.keys_title')}</h3>
<table aria-labelledby="keys"><thead><tr><th scope="col">${t('pages.help.key')}</th><th scope="col">${t('pages.help.act')}</th></tr></thead><tbody>
${keys.map(([key, word]) => html`<tr><td><kbd>${key}</kbd></td><td>${t(word)}</td></tr>\n`)}</tbody></table>
<p><a href="${to('/pages/downloads')}">${t('pages.help.manual')}</a></p>
</section>`;

/** 網站使用說明, 系統公告; below it how a purchase goes. */
export const helpPage: MakePage = async (asked) => {
  const { t } = asked;
  const rows = await currentPublic(asked);
  const shown =
    rows.length === 0
      ? html`<p>${t('pages.home.notices_none')}</p>`
      : chinese(asked, html`${rows.map((row) => notice(asked, row))}`);
  return {
    title: t('frame.help'),
    main: html`${helpTabs(asked)}
<section aria-labelledby="notices"><h2 id="notices">${t('pages.help.notices')}</h2>
${shown}
</section>
${counter(asked)}`,
  };
};
