import { type Html, html } from '../html.ts';
import { listContent } from '../queries.ts';
import type { Asked, MakePage, PageWord } from './page.ts';

const textPage =
  (title: PageWord, paragraphs: readonly PageWord[]): MakePage =>
  ({ t }) => ({
    title: t(title),
    main: html`${paragraphs.map((word) => html`<p>${t(word)}</p>\n`)}`,
  });

export const privacyPage = textPage('frame.privacy', [
  'pages.privacy.p1',
  'pages.privacy.p2',
  'pages.privacy.p3',
  'pages.privacy.p4',
]);
export const securityPage = textPage('frame.security', [
  'pages.security.p1',
  'pages.security.p2',
  'pages.security.p3',
  'pages.security.p4',
]);
export const copyrightPage = textPage('frame.copyright', ['pages.copyright.p1', 'pages.copyright.p2']);

export const missingPage: MakePage = ({ t, to }) => ({
  status: 404,
  title: t('pages.missing.title'),
  main: html`<p>${t('pages.missing.about')}</p>
<ul class="plain"><li><a href="${to('/')}">${t('pages.start')}</a></li>
<li><a href="${to('/pages/site-map')}">${t('frame.site_map')}</a></li></ul>`,
});

/** Questions of the FAQ, as it ships, that people with a card of their own ask. */
const ofProfessionals = [2, 4, 5, 10, 18, 23, 24, 25];

const cards = ({ t }: Asked): Html => {
  const rows = [
    ['pages.professionals.card_professional', 'pages.professionals.both_readers'],
    ['pages.professionals.card_nhi', 'pages.professionals.nhi_reader'],
    ['pages.professionals.card_citizen', 'pages.professionals.chip_reader'],
  ] as const;
  return html`<table aria-labelledby="cards"><thead><tr><th scope="col">${t('pages.professionals.card')}</th><th scope="col">${t('pages.professionals.readers')}</th></tr></thead><tbody>
${rows.map(([card, reader]) => html`<tr><th scope="row">${t(card)}</th><td>${t(reader)}</td></tr>\n`)}</tbody></table>`;
};

/** 醫事人員專區: how somebody who works at an institution gets in, and what they ask. */
export const professionalsPage: MakePage = async (asked) => {
  const { t, to, db } = asked;
  const questions = (await listContent(db, 'faq')).filter(({ position }) =>
    ofProfessionals.includes(position),
  );
  return {
    title: t('pages.professionals.title'),
    main: html`<p>${t('pages.professionals.intro')}</p>
<p><a class="button" href="/login">${t('pages.professionals.enter')}</a></p>
<section aria-labelledby="who"><h2 id="who">${t('pages.professionals.who')}</h2>
<ol class="steps"><li>${t('pages.professionals.who_1')}</li>
<li>${t('pages.professionals.who_2')}</li>
<li>${t('pages.professionals.who_3')}</li></ol>
</section>
<section aria-labelledby="cards"><h2 id="cards">${t('pages.professionals.cards')}</h2>
${cards(asked)}
<p>${t('pages.professionals.component')} <a href="${to('/pages/downloads')}#component">${t('pages.professionals.component_go')}</a></p>
</section>
<section aria-labelledby="questions"><h2 id="questions">${t('pages.professionals.questions')}</h2>
<ul class="plain" lang="zh-TW">
${questions.map(({ position, listed_as }) => html`<li><a href="${to('/pages/faq')}#q${position}">Q${position}：${listed_as}</a></li>\n`)}</ul>
</section>`,
  };
};
