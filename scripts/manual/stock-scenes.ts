import type { Page } from 'playwright-core';
import { pages } from '../../src/words/zh-TW.pages.ts';
import { screens } from '../../src/words/zh-TW.screens.ts';
import { check, handOver, logIn, logOut, open, type Scene, see } from './studio.ts';

const { counter, frame, stock } = screens;

const openTab = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name }).click();

const daySales: Scene = async (studio) => {
  const { program, page, take } = studio;
  await open(studio, 'stock');
  await openTab(page, stock.sales);
  await see(page, /現金\d+元/);
  await take('21-day-sales');
  await page.getByRole('button', { name: /^作廢16:31/ }).click();
  await page.getByLabel(stock.void_reason).fill('購買人改變心意，口罩未拆封');
  await take('22-void');
  program.setTime('16:45:00');
  await page.getByRole('button', { name: stock.void_confirm }).click();
  await see(page, /^已作廢16:31/);
  await see(page, '作廢1筆');
  await page.getByText('196', { exact: true }).first().waitFor();
  await take('23-voided');
};

const ledger: Scene = async ({ page, take }) => {
  await openTab(page, stock.ledger);
  await page.getByRole('cell', { name: '16:45' }).first().waitFor();
  await page.mouse.wheel(0, -2000);
  await page.waitForTimeout(300);
  await take('24-ledger');
};

/** Corrections are the manager's. */
const correction: Scene = async (studio) => {
  const { program, page, take } = studio;
  await handOver(studio);
  await logIn(studio, 'tamsui-manager');
  await open(studio, 'stock');
  await openTab(page, stock.correction);
  await page.getByLabel(stock.pieces).fill('3');
  await page.getByLabel(stock.cause).selectOption({ label: stock.causes.damaged });
  await page.getByLabel(new RegExp(`^${stock.note}`)).fill('外包裝破損3片，已隔離');
  await see(page, /更正後庫存/);
  await page.mouse.wheel(0, -2000);
  await page.waitForTimeout(300);
  await take('25-correction');
  program.setTime('17:10:00');
  await page.getByRole('button', { name: stock.correct }).click();
  await see(page, /更正完成/);
  await logOut(studio);
};

/** The test site gets its delivery late, and in two boxes. */
const boxes: Scene = async (studio) => {
  const { program, page, take } = studio;
  program.setTime('11:00:00');
  await logIn(studio, 'clinic');
  await open(studio, 'stock');
  await page.getByRole('button', { name: stock.not_arrived, exact: true }).click();
  await see(page, stock.marked_not_arrived);
  await page.getByRole('button', { name: stock.not_arrived, exact: true }).waitFor({ state: 'hidden' });
  await take('26-not-arrived');
  program.setTime('18:20:00');
  await page.getByLabel(stock.quantity.adult_mask).fill('100');
  await page.getByLabel(stock.more_expected).check();
  await page.getByRole('button', { name: stock.confirm, exact: true }).click();
  await see(page, /^第2次到貨/);
  program.setTime('18:50:00');
  await page.getByLabel(stock.quantity.adult_mask).fill('98');
  await page.getByText(/^隔日/).click();
  await page.getByLabel(new RegExp(`^${stock.reason}`)).fill('第2箱短少2片，已通知配送單位');
  await take('27-second-box');
  await page.getByRole('button', { name: stock.confirm, exact: true }).click();
  await see(page, stock.state.confirmed);
  await take('28-held-for-tomorrow');
};

const midnight: Scene = async (studio) => {
  const { program, page, take } = studio;
  await open(studio, 'purchase');
  await see(page, counter.verdict_idle);
  program.setTime('23:59:50');
  await page.reload();
  await see(page, counter.verdict_idle);
  await check(studio, { number: 'F100000042', birth: '19800229' }, /可購買2片/);
  await see(page, counter.day_changed);
  // What was held for today is on sale now.
  await see(page, '成人口罩198片');
  await take('29-midnight');
};

const help: Scene = async ({ page, take }) => {
  await page.getByRole('link', { name: frame.help }).click();
  await see(page, pages.help.keys_title);
  await take('30-help');
};

/** The screens of the stock, and what is left. */
export const stockScenes: readonly Scene[] = [daySales, ledger, correction, boxes, midnight, help];
