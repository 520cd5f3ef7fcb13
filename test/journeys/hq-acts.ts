import type { Locator, Page } from 'playwright-core';
import { beginSession } from './acts.ts';
import { heading } from './portal-acts.ts';
import type { Stage } from './stage.ts';

/** Every screen of the console, by its address, with its heading. */
export const hqScreens = {
  '/hq': '署內作業總覽',
  '/hq/institutions': '醫事機構查詢',
  '/hq/institutions/5931102274': '5931102274 淡水藥局',
  '/hq/services': '服務目錄',
  '/hq/services/masks': '防疫口罩管控系統',
  '/hq/unified-grants': '統一授權',
  '/hq/settings': '切換日期',
  '/hq/staff': '署內人員',
  '/hq/audit': '稽核查詢',
  '/hq/audit?from=2020-01-01': '稽核查詢',
  '/hq/content/announcements': '系統公告維護',
  '/hq/content/announcements/new': '新增公告',
  '/hq/content/faq': '常見問答維護',
  '/hq/content/faq/new': '新增問答',
  '/hq/content/contacts': '聯絡窗口維護',
  '/hq/content/downloads': '下載專區維護',
  '/hq/content/links': '友善連結維護',
} as const;
export type HqScreen = keyof typeof hqScreens;

/** Straight at a screen of the console, as the demo's official who holds every office. */
export const openHq = async (stage: Stage, screen: HqScreen, at?: Page): Promise<Page> => {
  const page = at ?? (await stage.openPage());
  if (!at) await beginSession(stage, page, 'hq');
  await page.goto(screen);
  await heading(page, hqScreens[screen]).waitFor();
  // Nothing is read or measured while a list is still on its way.
  await page.getByText('讀取中', { exact: true }).first().waitFor({ state: 'detached' });
  return page;
};

export const main = (page: Page): Locator => page.getByRole('main');

/** Answers the dialog that names what follows: a reason where one is asked for, then the act. */
export const confirm = async (page: Page, act: string, reason?: string): Promise<void> => {
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  if (reason !== undefined) await dialog.getByRole('textbox', { name: '原因' }).fill(reason);
  await dialog.getByRole('button', { name: act, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
};
