import { html } from '../html.ts';
import { fromMarkdown } from '../markdown.ts';
import { readSetup } from '../shipped.ts';
import { chinese, helpTabs, type MakePage } from './page.ts';

/** 網站使用說明, 電腦設定: the three steps as they are written (R009-R014), and what holds for this version. */
export const setupPage: MakePage = async (asked) => {
  const { t, to } = asked;
  const [introduction = '', ...steps] = (await readSetup()).split(/^(?=# )/m);
  return {
    title: t('pages.help.setup'),
    main: html`${helpTabs(asked)}
${chinese(
  asked,
  html`${fromMarkdown(introduction)}${steps.map(
    (step, index) => html`<section class="piece" id="step-${index + 1}">
${fromMarkdown(step, { below: 1 })}</section>\n`,
  )}`,
)}
<section class="note" aria-labelledby="support"><h2 id="support">${t('pages.setup.support')}</h2>
<p>${t('pages.setup.support_about')}</p>
</section>
<section class="note" aria-labelledby="component"><h2 id="component">${t('pages.setup.component')}</h2>
<p>${t('pages.setup.component_about')}</p>
<p><a href="${to('/pages/downloads')}#component">${t('pages.setup.component_go')}</a></p>
</section>`,
  };
};
