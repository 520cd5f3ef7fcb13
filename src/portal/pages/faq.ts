import { type Html, html } from '../html.ts';
import { fromMarkdown } from '../markdown.ts';
import { listContent, type RowOf } from '../queries.ts';
import { holdsAll } from '../rules.ts';
import { readSetup } from '../shipped.ts';
import { type Asked, chinese, downloadLink, helpTabs, type MakePage } from './page.ts';

const documentName = '健保資訊網服務系統(VPN)-常見問題說明.pdf';
/** The question on browsers, whose answer is of 101: what holds today stands beside it (X04). */
const browserQuestion = 20;

const searchForm = ({
  t,
  to,
  q,
}: Asked): Html => html`<form class="search" role="search" action="${to('/pages/faq')}" method="get">
<label for="q">${t('pages.faq.search')}</label>
<input id="q" name="q" type="search" value="${q}" maxlength="100" aria-describedby="q-hint">
<button type="submit">${t('pages.faq.submit')}</button>
<span id="q-hint" class="hint">${t('pages.faq.search_hint')}</span>
</form>`;

const contents = (
  { t }: Asked,
  rows: readonly RowOf<'faq'>[],
): Html => html`<nav class="contents" aria-labelledby="contents">
<h3 id="contents">${t('pages.faq.contents')}</h3>
<ul lang="zh-TW">
${rows.map(({ position, listed_as }) => html`<li><a href="#q${position}">Q${position}：${listed_as}</a></li>\n`)}</ul>
</nav>`;

const piece = (
  { t, language }: Asked,
  { position, question, answer }: RowOf<'faq'>,
): Html => html`<article class="piece" id="q${position}" lang="zh-TW">
<h3>Q${position}：${question}</h3>
<p class="label">${language === 'en' ? html`<span lang="en">${t('pages.faq.answer')}</span>` : t('pages.faq.answer')}</p>
${fromMarkdown(answer)}${
  position === browserQuestion && html`<p class="note" lang="${language}">${t('pages.faq.support')}</p>\n`
}<p class="back" lang="${language}"><a href="#contents">${t('pages.faq.to_contents')}</a></p>
</article>\n`;

const foundLine = async ({ t, to, q }: Asked, found: number): Promise<Html> => {
  const inSetup = holdsAll(await readSetup(), q);
  return html`<p role="status">${found > 0 ? t('pages.faq.found', { q, n: found }) : t('pages.faq.found_none', { q })}</p>
<ul class="plain">${inSetup && html`<li><a href="${to('/pages/setup')}">${t('pages.faq.found_setup')}</a></li>`}
<li><a href="${to('/pages/faq')}">${t('pages.faq.all')}</a></li></ul>`;
};

/** 網站使用說明, 常見問答 (R017): with `?q=` those that hold every word of it. */
export const faqPage: MakePage = async (asked) => {
  const { t, q, db, downloads } = asked;
  const all = await listContent(db, 'faq');
  const rows =
    q === '' ? all : all.filter((row) => holdsAll(`Q${row.position} ${row.question} ${row.answer}`, q));
  const document = downloads.find(({ file_name }) => file_name === documentName);
  const shown = html`${contents(asked, rows)}\n${rows.map((row) => piece(asked, row))}`;
  return {
    title: t('pages.help.faq'),
    main: html`${helpTabs(asked)}
${searchForm(asked)}
${q !== '' && (await foundLine(asked, rows.length))}
<h2>${t('pages.faq.document')}</h2>
${document && html`<p>${downloadLink(asked, document)}</p>`}
${rows.length > 0 && chinese(asked, shown)}`,
  };
};
