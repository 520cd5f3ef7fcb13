import type { Page } from 'playwright-core';
import { hq } from '../../src/words/zh-TW.hq.ts';
import { screens } from '../../src/words/zh-TW.screens.ts';
import { logIn, type Scene, see } from './studio.ts';

const { frame, ui } = screens;

const go = async (page: Page, name: keyof typeof frame & `hq_${string}`, heading: string): Promise<void> => {
  await page.locator('#menu').getByRole('link', { name: frame[name], exact: true }).click();
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await page.getByText(screens.common.loading, { exact: true }).first().waitFor({ state: 'detached' });
};

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

/** Whoever was logged in before is gone; the official of the authority begins at nine. */
const enter: Scene = async (studio) => {
  const { program, context, page, take } = studio;
  program.setTime('09:00:00');
  await context.clearCookies();
  await page.goto(`${program.address}/login`);
  await logIn(studio, 'hq');
  await go(page, 'hq_overview', hq.overview.title);
  await see(page, hq.overview.password_open);
  await take('hq-01-overview');
};

const institution: Scene = async ({ page, take }) => {
  await go(page, 'hq_institutions', hq.institutions.title);
  await see(page, '臺北虛擬診所');
  await take('hq-02-institutions');
  await page.getByRole('link', { name: '5931102274' }).click();
  await see(page, hq.institution.facts);
  await see(page, hq.institution.suspend);
  await button(page, hq.institution.suspend).click();
  await page.getByRole('textbox', { name: ui.reason }).fill('合約終止前查核');
  await take('hq-03-suspend');
  await page.keyboard.press('Escape');
};

const catalogue: Scene = async ({ page, take }) => {
  await go(page, 'hq_services', hq.services.title);
  await take('hq-04-services');
  await page.getByRole('link', { name: '防疫口罩管控系統', exact: true }).click();
  await see(page, hq.services.eligibility);
  await page.getByRole('table').scrollIntoViewIfNeeded();
  await take('hq-05-eligibility');
};

const unifiedGrant: Scene = async ({ page, take }) => {
  await go(page, 'hq_unified_grants', hq.unified.title);
  await page
    .getByRole('combobox', { name: hq.unified.service })
    .selectOption({ label: '保險對象特定醫療資訊查詢作業' });
  await see(page, hq.unified.preview.all);
  await page.getByRole('textbox', { name: hq.unified.reason }).fill('109年2月3日公文');
  await take('hq-06-unified-grant');
  await button(page, hq.unified.start).click();
  await button(page, hq.unified.start_confirm).click();
  await see(page, /統一授權完成/);
  await take('hq-07-unified-grant-done');
};

const settings: Scene = async ({ page, take }) => {
  await go(page, 'hq_settings', hq.settings.title);
  await see(page, hq.settings.without_why);
  await take('hq-08-settings');
};

const staff: Scene = async ({ page, take }) => {
  await go(page, 'hq_staff', hq.staff.title);
  await button(page, hq.staff.appoint).click();
  await page.getByRole('combobox', { name: hq.staff.office }).selectOption({ label: ui.role.hq_portal });
  await page.getByRole('textbox', { name: hq.person.name }).fill('網站承辦人員');
  await take('hq-09-staff');
  await page.keyboard.press('Escape');
  await button(page, ui.unsaved_leave).click();
};

const announcement: Scene = async ({ page, take }) => {
  await go(page, 'hq_announcements', hq.announcements.title);
  await button(page, hq.announcements.add).click();
  await page.getByRole('textbox', { name: hq.content.fields.title }).fill('口罩配送時間調整');
  await page
    .getByRole('textbox', { name: hq.content.fields.body })
    .fill('自**109年2月5日**起：\n\n- 上午配送至各販售點\n- 到貨後請辦理到貨確認');
  await page.getByRole('region', { name: hq.content.preview }).getByRole('listitem').first().waitFor();
  await page.getByRole('textbox', { name: hq.content.fields.title }).focus();
  await take('hq-10-announcement');
  await button(page, hq.content.draft_save).click();
  await see(page, hq.content.draft_saved);
};

const content: Scene = async ({ page, take }) => {
  await go(page, 'hq_downloads', hq.downloads.title);
  await see(page, 'CMS_DNSSetting.pdf');
  await take('hq-11-downloads');
};

const audit: Scene = async ({ page, take }) => {
  await go(page, 'hq_audit', hq.audit.title);
  await page.getByRole('textbox', { name: hq.audit.site_code }).fill('5931102274');
  await button(page, hq.audit.search).click();
  await see(page, /匯出CSV/);
  await take('hq-12-audit');
};

/** The authority's console, in the order of its chapter. */
export const hqScenes: readonly Scene[] = [
  enter,
  institution,
  catalogue,
  unifiedGrant,
  settings,
  staff,
  announcement,
  content,
  audit,
];
