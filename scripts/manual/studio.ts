import type { BrowserContext, Page } from 'playwright-core';
import { screens } from '../../src/words/zh-TW.screens.ts';
import type { Program } from './program.ts';

/** What a scene works with: the program, a browser before it, and the camera. */
export type Studio = {
  program: Program;
  context: BrowserContext;
  page: Page;
  /** of the page, or of another window */
  take: (name: string, of?: Page) => Promise<void>;
};
export type Scene = (studio: Studio) => Promise<void>;
export type Buyer = { kind?: string; number: string; birth: string };

const { counter, frame, log_in } = screens;

/** Waits until a sentence stands on the screen. */
export const see = (page: Page, text: string | RegExp): Promise<void> =>
  page.getByText(text).filter({ visible: true }).first().waitFor({ timeout: 15_000 });

export const logIn = async ({ program, page }: Studio, account: string): Promise<void> => {
  await page.getByLabel(log_in.account).fill(account);
  await page.getByLabel(log_in.password, { exact: true }).fill(program.passwordOf(account));
  await page.keyboard.press('Enter');
  await see(page, screens.home.purpose);
};

/** By the menu on the left, as the manual says. */
export const open = async ({ page }: Studio, which: 'purchase' | 'stock'): Promise<void> => {
  await page.locator('#menu').getByRole('link', { name: frame[which] }).click();
  await see(page, which === 'purchase' ? counter.this_purchase : screens.stock.intro);
};

/** 換班, by its key on the purchase screen. */
export const handOver = async (studio: Studio): Promise<void> => {
  await open(studio, 'purchase');
  await see(studio.page, counter.verdict_idle);
  await studio.page.keyboard.press('F4');
  await see(studio.page, log_in.about);
};

export const logOut = async ({ page }: Studio): Promise<void> => {
  await page.getByRole('button', { name: frame.log_out }).click();
  await see(page, log_in.about);
};

/** 清除, then the next buyer's document by keyboard; the check is not pressed yet. */
export const type = async ({ page }: Studio, { kind = '02', number, birth }: Buyer): Promise<void> => {
  await page.keyboard.press('F7');
  await page.getByLabel(counter.document_kind, { exact: true }).focus();
  await page.keyboard.press(kind.slice(1));
  await page.getByLabel(counter.number, { exact: true }).focus();
  await page.keyboard.type(number);
  await page.keyboard.press('Enter');
  await page.keyboard.type(birth);
};

/** 資格審核, and what it must answer. */
export const check = async (studio: Studio, buyer: Buyer, expected: string | RegExp): Promise<void> => {
  await type(studio, buyer);
  await studio.page.keyboard.press('F9');
  await see(studio.page, expected);
};

/** 購買 up to the dialog, which takes no answer in its first moment. */
export const pressBuy = async ({ page }: Studio): Promise<void> => {
  await page.keyboard.press('F8');
  await see(page, counter.dialog);
  await page.waitForTimeout(500);
};
