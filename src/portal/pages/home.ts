import { showDate } from '../../words/index.ts';
import { type Html, html } from '../html.ts';
import { listContent, type RowOf } from '../queries.ts';
import { isFor, stateOf } from '../rules.ts';
import { type Asked, chineseWords, downloadLink, type MakePage } from './page.ts';

/** The components that a computer needs before its first log-in (R020, Q17). */
const componentNames = ['健保資訊網憑證元件.pdf', '使用本網站之瀏覽器設定.pdf'];
const manualName = '「防疫口罩管控系統」VPN 登錄作業使用者手冊.pdf';
const newestFew = 5;

/** Current announcements for everybody, newest first (R016). */
export const currentPublic = async ({ db, day }: Asked): Promise<RowOf<'announcement'>[]> =>
  (await listContent(db, 'announcement')).filter(
    (row) => stateOf(row, day) === 'current' && isFor(row, { logged_in: false }),
  );

const notices = (asked: Asked, rows: readonly RowOf<'announcement'>[]): Html => {
  const { t, to, language } = asked;
  if (rows.length === 0) return html`<p>${t('pages.home.notices_none')}</p>`;
  return html`<ul class="notices">
${rows
  .slice(0, newestFew)
  .map(
    ({ id, title, starts_on }) =>
      html`<li><time datetime="${starts_on}">${showDate(starts_on, language)}</time> <a href="${to('/pages/help')}#notice-${id}">${chineseWords(asked, title)}</a></li>\n`,
  )}</ul>
<p><a href="${to('/pages/help')}">${t('pages.home.notices_all')}</a></p>`;
};

const commonServices = (asked: Asked): Html => {
  const { t, to, downloads } = asked;
  const components = downloads.filter(({ file_name }) => componentNames.includes(file_name));
  return html`<h3><a href="${to('/pages/downloads')}">${t('pages.home.components')}</a></h3>
<p>${t('pages.home.components_about')}</p>
<ul class="plain">
${components.map((each) => html`<li>${downloadLink(asked, each)}</li>\n`)}</ul>
<ul class="plain">
<li><a href="${to('/pages/setup')}">${t('pages.home.setup')}</a></li>
<li><a href="${to('/pages/faq')}">${t('pages.home.faq')}</a></li>
<li><a href="${to('/pages/setup')}#step-3">${t('pages.home.first_use')}</a></li>
</ul>`;
};

/** 首頁 (R002). */
export const homePage: MakePage = async (asked) => {
  const { t, downloads } = asked;
  const manual = downloads.find(({ file_name }) => file_name === manualName);
  return {
    title: t('pages.start'),
    main: html`<p class="lead">${t('pages.home.about')}</p>
<div class="enter"><a class="button" href="/login">${t('pages.home.enter')}</a> <span>${t('pages.home.enter_about')}</span></div>
<div class="columns">
<section aria-labelledby="notices"><h2 id="notices">${t('pages.home.notices')}</h2>
${notices(asked, await currentPublic(asked))}
</section>
<section aria-labelledby="common"><h2 id="common">${t('pages.home.common')}</h2>
${commonServices(asked)}
</section>
</div>
<section aria-labelledby="masks"><h2 id="masks">${t('pages.home.masks')}</h2>
<p>${t('pages.home.purpose')}</p>
${manual && html`<p>${downloadLink(asked, manual)}</p>`}
</section>`,
  };
};
