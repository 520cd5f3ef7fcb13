import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { Locator, Page } from 'playwright-core';
import { confirmArrival } from '../counter.ts';
import { type Buyer, eventually, openAt, shows } from './acts.ts';
import type { Account, Stage } from './stage.ts';

/** The purchase screen by what people call its parts. */
export const counterOn = (page: Page) => {
  const region = (name: string): Locator => page.getByRole('region', { name, exact: true });
  const button = (name: string): Locator => page.getByRole('button', { name: new RegExp(`^${name}`) });
  return {
    kind: page.getByRole('combobox', { name: '身分別' }),
    number: page.getByRole('textbox', { name: '證號', exact: true }),
    birthDate: page.getByRole('textbox', { name: '出生日期' }),
    adults: page.getByRole('textbox', { name: '成人口罩片數' }),
    children: page.getByRole('textbox', { name: '兒童口罩片數' }),
    byProxy: page.getByRole('checkbox', { name: '代購' }),
    useTyped: button('改用02輸入'),
    check: button('資格審核'),
    buy: button('購買'),
    clear: button('清除'),
    person: region('購買人'),
    purchase: region('本次購買紀錄'),
    verdict: region('審核結果'),
    recent: region('最近購買紀錄'),
    rules: region('口罩購買說明：'),
    notice: page.getByRole('dialog', { name: '網頁訊息' }),
    question: page.getByRole('dialog', { name: '購買訊息' }),
    logInAgain: page.getByRole('dialog', { name: '重新登入' }),
  };
};

/** This morning's boxes are in the house, 200 and 50 unless said otherwise. */
export const haveStock = async (
  stage: Stage,
  quantities: Record<string, number> = { adult_mask: 200, child_mask: 50 },
  account: Account = 'tamsui',
): Promise<void> => {
  const program = await stage.program(account);
  const answer = await confirmArrival(program, stage.app.clock.now().day, quantities, { reason: '實際到貨' });
  assert.equal(answer.status, 201);
};

/** At a counter with this morning's stock, the keyboard where the next entry begins. */
export const openCounter = async (
  stage: Stage,
  options: { account?: Account; page?: Page; stock?: Record<string, number> } = {},
): Promise<Page> => {
  await haveStock(stage, options.stock, options.account);
  return openAt(stage, '防疫口罩管控系統_購買', options);
};

/** How many sales stand in the ledger. */
export const countSales = async ({ database }: Stage): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from sale`.execute(database.db);
  return rows[0]?.n ?? 0;
};

/** Types a buyer by the keyboard alone and asks: 身分別 by its digit, number, birth date, F9. */
export const ask = async (page: Page, { number, birth_date }: Buyer, kind = '2'): Promise<void> => {
  const { keyboard } = page;
  const counter = counterOn(page);
  await counter.kind.focus();
  await keyboard.press(kind);
  await counter.number.selectText();
  await keyboard.type(number);
  await keyboard.press('Enter');
  await keyboard.type(birth_date);
  await keyboard.press('F9');
};

/** Waits as long as a hand needs: a dialog takes no answer in the first moments, for keys that bounce. */
export const untilDialogListens = async (page: Page): Promise<void> => {
  await counterOn(page).question.waitFor();
  const opened = await page.evaluate(() => performance.now());
  await page.waitForFunction((since) => performance.now() - since > 320, opened);
};

/** F8, once the verdict has put the keyboard into 本次購買紀錄; the dialog is up and listens. */
export const askToBuy = async (page: Page): Promise<void> => {
  await counterOn(page).purchase.locator(':focus').waitFor();
  await page.keyboard.press('F8');
  await untilDialogListens(page);
};

/** F8 and, in the dialog, Enter. */
export const buyByKeys = async (page: Page): Promise<void> => {
  await askToBuy(page);
  await page.keyboard.press('Enter');
};

/** Asks, buys what is filled in, and sees that it was sold. */
export const buy = async (page: Page, buyer: Buyer): Promise<void> => {
  await ask(page, buyer);
  await shows(counterOn(page).verdict, '可購買2片');
  await buyByKeys(page);
  await shows(counterOn(page).verdict, '購買成功');
};

export const hasFocus = (place: Locator): Promise<void> =>
  eventually(async () =>
    assert.equal(await place.evaluate((each) => each === document.activeElement), true, 'has no focus'),
  );

export const holds = (place: Locator, value: string): Promise<void> =>
  eventually(async () => assert.equal(await place.inputValue(), value));

/** Nothing has to be scrolled into sight. */
export const fitsTheScreen = async (page: Page): Promise<void> => {
  const over = await page.evaluate(() => ({
    height: Math.max(document.documentElement.scrollHeight - innerHeight, 0),
    width: Math.max(document.documentElement.scrollWidth - innerWidth, 0),
  }));
  assert.deepEqual(over, { height: 0, width: 0 }, 'pixels beyond the screen');
};

/** Every part of the screen shows whole what it holds: no table is cut at its right. */
export const nothingIsCut = async (page: Page): Promise<void> => {
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main *')]
      .filter((each) => ['auto', 'scroll', 'hidden'].includes(getComputedStyle(each).overflowX))
      .filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 1)
      .map((each) => `${each.textContent.slice(0, 40)} (${each.scrollWidth} in ${each.clientWidth} px)`),
  );
  assert.deepEqual(cut, []);
};
