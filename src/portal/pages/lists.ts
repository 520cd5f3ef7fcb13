import { findAgentPackage } from '../files.ts';
import { type Html, html } from '../html.ts';
import { listContent, type RowOf } from '../queries.ts';
import { contactLine } from './layout.ts';
import { type Asked, chinese, chineseWords, downloadLink, type MakePage, type PageWord } from './page.ts';

const guideName = '健保資訊網服務系統(VPN)_電子憑證元件安裝說明.pdf';

/** The card agent: one line starts it, from this very site and for this site (R019, R031). */
const component = ({ t, here }: Asked): Html => {
  const address = findAgentPackage()?.address ?? '/downloads/evenhand-agent.tgz';
  return html`<section aria-labelledby="component">
<h2 id="component">${t('pages.downloads.component')}</h2>
<p>${t('pages.downloads.component_about')}</p>
<ol class="steps"><li>${t('pages.downloads.component_step_1')}</li>
<li>${t('pages.downloads.component_step_2')}
<pre class="command"><code>npx --yes ${here}${address} --origin ${here}</code></pre></li>
<li>${t('pages.downloads.component_step_3')}</li>
<li>${t('pages.downloads.component_step_4')}</li></ol>
<p>${t('pages.downloads.component_more')} <a href="${address}">${t('pages.downloads.component_file')}</a></p>
</section>`;
};

/** 下載專區 (R019). */
export const downloadsPage: MakePage = (asked) => {
  const { t, to, downloads } = asked;
  const list = html`<ul class="documents">
${downloads.map(
  (each) =>
    html`<li>${downloadLink(asked, each)}${
      each.about !== '' && html`<p class="about">${chineseWords(asked, each.about)}</p>`
    }</li>\n`,
)}</ul>`;
  return {
    title: t('pages.downloads.title'),
    main: html`${component(asked)}
<section aria-labelledby="documents"><h2 id="documents">${t('pages.downloads.documents')}</h2>
<p>${t('pages.downloads.intro')}</p>
${downloads.length > 0 ? list : html`<p>${t('pages.downloads.none')}</p>`}
</section>
<p>${t('pages.downloads.trouble')} <a href="${to('/pages/faq')}#q19">${t('pages.downloads.trouble_link')}</a></p>`,
  };
};

const deskCard = (asked: Asked, row: RowOf<'contact_desk'>): Html => {
  const { service, desk, phone, mail, hours } = row;
  const { t } = asked;
  const line = (word: PageWord, value: Html | string): Html =>
    html`<div><dt>${t(word)}</dt><dd>${value}</dd></div>\n`;
  return html`<li><h3>${chineseWords(asked, service)}</h3>
<dl>${line('pages.contact.desk', chineseWords(asked, desk))}${
    phone !== '' && line('pages.contact.phone', phone)
  }${mail !== '' && line('pages.contact.mail', html`<a href="mailto:${mail}">${mail}</a>`)}${
    hours !== '' && line('pages.contact.hours', chineseWords(asked, hours))
  }</dl></li>\n`;
};

/** 聯絡窗口, with 網頁諮詢服務: whom to ask about what (R021). */
export const contactPage: MakePage = async (asked) => {
  const { t, db, downloads } = asked;
  const [lines, desks] = [await listContent(db, 'contact_line'), await listContent(db, 'contact_desk')];
  const guide = downloads.find(({ file_name }) => file_name === guideName);
  return {
    title: t('pages.contact.title'),
    main: html`<section aria-labelledby="block"><h2 id="block">${t('pages.contact.block')}</h2>
<ul class="plain">
${lines.map((line) => html`<li>${contactLine(asked, line)}</li>\n`)}</ul>
</section>
<section aria-labelledby="desks"><h2 id="desks">${t('pages.contact.desks')}</h2>
<p>${t('pages.contact.desks_about')}</p>
${
  desks.length > 0
    ? html`<ul class="desks">${desks.map((row) => deskCard(asked, row))}</ul>`
    : html`<p>${t('pages.contact.none')}</p>`
}
</section>
<section aria-labelledby="cards"><h2 id="cards">${t('pages.contact.cards')}</h2>
<p>${t('pages.contact.cards_about')}</p>
${guide && html`<p>${downloadLink(asked, guide)}</p>`}
</section>`,
  };
};

/** 友善連結 (R022). */
export const linksPage: MakePage = async (asked) => {
  const { t, db } = asked;
  const rows = await listContent(db, 'link');
  const list = html`<ul class="documents">
${rows.map(
  ({ title, address, about }) =>
    html`<li><a href="${address}" rel="noopener">${title}</a>${
      about !== '' && html`<p class="about">${about}</p>`
    }</li>\n`,
)}</ul>`;
  return {
    title: t('pages.links.title'),
    main: html`<p>${t('pages.links.intro')}</p>
${rows.length > 0 ? chinese(asked, list) : html`<p>${t('pages.links.none')}</p>`}`,
  };
};
