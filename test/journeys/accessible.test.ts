import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { adult, beginSession, fillLogIn, goByMenu, oddAdult, openAt, sessionRunsOut, shows } from './acts.ts';
import { isAccessible } from './axe.ts';
import {
  ask,
  askToBuy,
  buyByKeys,
  counterOn,
  fitsTheScreen,
  hasFocus,
  haveStock,
  openCounter,
  untilDialogListens,
} from './counter-screen.ts';
import { cutOff, openStage } from './stage.ts';

test('axe finds nothing on log-in, home and the purchase screen in each state, light and dark; all of it fits', async (t) => {
  const stage = await openStage(t);
  stage.oddities.expect('422 /api/checks');
  const page = await stage.openPage();
  await page.goto(`${stage.origin}/login`);
  await page.getByRole('heading', { name: '醫事機構登入' }).waitFor();
  await isAccessible(page, 'log-in');
  await page.getByRole('button', { name: '登入', exact: true }).click();
  await shows(page.getByRole('main'), '請輸入帳號或身分證號。');
  await isAccessible(page, 'log-in with faults');
  await fillLogIn(page, stage.logIns.tamsui);
  await page.getByRole('heading', { name: '我的首頁' }).waitFor();
  await isAccessible(page, 'home');
  await goByMenu(page, '防疫口罩管控系統_購買');
  const counter = counterOn(page);
  const isFine = async (state: string) => {
    await isAccessible(page, state);
    await fitsTheScreen(page);
  };
  await counter.notice.waitFor();
  await isFine('(a) notice');
  await haveStock(stage);
  await page.keyboard.press('Enter');
  await counter.notice.waitFor({ state: 'hidden' });
  await isFine('(b) ready');
  await page.keyboard.press('F9');
  await shows(counter.verdict, '未安裝憑證元件');
  await isFine('no card agent');
  await ask(page, oddAdult);
  await shows(counter.verdict, '不符購買資格');
  await isFine('refused');
  await ask(page, { ...adult, number: 'F100000025' });
  await shows(counter.verdict, '檢查碼不符');
  await isFine('number at fault');
  for (const kind of ['03', '05']) {
    await counter.kind.selectOption(kind);
    await isFine(kind);
  }
  await ask(page, adult);
  await shows(counter.verdict, '可購買2片');
  await isFine('(c) qualified');
  await counter.adults.fill('3');
  await page.keyboard.press('F8');
  await shows(counter.purchase, '不得超過');
  await isFine('quantity at fault');
  await counter.adults.fill('2');
  await askToBuy(page);
  await isFine('購買訊息');
  await page.keyboard.press('Enter');
  await shows(counter.verdict, '購買成功');
  await isFine('(d) bought');
});

test('axe finds nothing in doubt, at the log-in over the screen, on the stock screen and its dialogs', async (t) => {
  const stage = await openStage(t);
  stage.oddities.expect('401 /api/sales', ...cutOff);
  const page = await openCounter(stage);
  const counter = counterOn(page);
  await ask(page, adult);
  await shows(counter.verdict, '可購買2片');
  stage.cut('cut_after');
  await buyByKeys(page);
  await shows(counter.verdict, '請勿重複購買');
  await isAccessible(page, 'doubt');
  await sessionRunsOut(stage);
  stage.cut('open');
  // The screen asks again at ever longer pauses, or at once when the network says that it is back.
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await counter.logInAgain.waitFor({ timeout: 20_000 });
  await isAccessible(page, 'log-in over the screen');
  await fillLogIn(counter.logInAgain, stage.logIns.tamsui);
  await shows(counter.verdict, '購買成功');

  const manager = await openAt(stage, '防疫口罩管控系統_庫存', { account: 'tamsui-manager' });
  const panel = manager.getByRole('tabpanel');
  await shows(panel, '現金10元');
  await isAccessible(manager, 'stock');
  await panel.getByRole('button', { name: /^作廢/ }).click();
  await manager.getByRole('dialog').waitFor();
  await isAccessible(manager, 'void dialog');
  await manager.keyboard.press('Escape');
  for (const name of ['庫存異動紀錄', '庫存更正']) {
    await manager.getByRole('tab', { name }).click();
    await manager.getByRole('tabpanel', { name }).waitFor();
    await isAccessible(manager, name);
  }
  const clinic = await openAt(stage, '防疫口罩管控系統_庫存', { account: 'clinic' });
  await clinic.getByRole('button', { name: '確認到貨' }).waitFor();
  await isAccessible(clinic, 'arrival to confirm');
});

const fitsTheWidth = async (page: Page, where: string): Promise<void> => {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${where}: ${over} px too wide`);
};

test('a phone of 390 px scrolls nowhere to the side (look.md)', async (t) => {
  const stage = await openStage(t);
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
  const page = await stage.openPage(phone);
  await page.goto(`${stage.origin}/login`);
  await page.getByRole('heading', { name: '醫事機構登入' }).waitFor();
  await fitsTheWidth(page, 'log-in');
  await beginSession(stage, page);
  await page.goto('/home');
  await page.getByRole('heading', { name: '我的首頁' }).waitFor();
  await fitsTheWidth(page, 'home');
  await haveStock(stage);
  await page.getByRole('button', { name: '選單' }).tap();
  await page
    .getByRole('navigation', { name: '服務項目' })
    .getByRole('link', { name: '防疫口罩管控系統_購買' })
    .tap();
  const counter = counterOn(page);
  await counter.kind.waitFor();
  await fitsTheWidth(page, 'ready');
  for (const [buyer, said] of [
    [oddAdult, '不符購買資格'],
    [adult, '可購買2片'],
  ] as const) {
    await counter.kind.selectOption('02');
    await counter.number.fill(buyer.number);
    await counter.birthDate.fill(buyer.birth_date);
    await counter.check.tap();
    await shows(counter.verdict, said);
    await fitsTheWidth(page, said);
  }
  await counter.buy.tap();
  await untilDialogListens(page);
  await fitsTheWidth(page, '購買訊息');
  await counter.question.getByRole('button', { name: '確定' }).tap();
  await shows(counter.verdict, '購買成功');
  await fitsTheWidth(page, 'bought');
  await page.goto('/masks/stock');
  await shows(page.getByRole('main'), '現金10元');
  await fitsTheWidth(page, 'stock');
});

/** Tabs on and names what has the keyboard without a line around it. */
const unmarkedFocus = async (page: Page, steps: number): Promise<string[]> => {
  const unmarked: string[] = [];
  for (let n = 0; n < steps; n++) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const { activeElement: focused } = document;
      if (!focused || focused === document.body) return undefined;
      const isMarked = [focused, focused.parentElement, focused.parentElement?.parentElement].some((each) => {
        const { outlineStyle, outlineWidth } = each
          ? getComputedStyle(each)
          : { outlineStyle: 'none', outlineWidth: '' };
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
      });
      const { tagName, textContent } = focused;
      return isMarked ? undefined : `${tagName} ${focused.getAttribute('name') ?? textContent}`;
    });
    if (name !== undefined) unmarked.push(name);
  }
  return unmarked;
};

test('the focus is always visible (house style 21)', async (t) => {
  const stage = await openStage(t);
  const page = await stage.openPage();
  await page.goto(`${stage.origin}/login`);
  await hasFocus(page.getByRole('textbox', { name: '帳號' }));
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  assert.deepEqual(await unmarkedFocus(page, 14), []);
  await openCounter(stage, { page });
  await ask(page, adult);
  await shows(counterOn(page).verdict, '可購買2片');
  assert.deepEqual(await unmarkedFocus(page, 28), []);
});

test('nothing moves for whom the system says so (look.md)', async (t) => {
  const stage = await openStage(t);
  const page = await openCounter(stage);
  const moving = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('body *')]
        .map((each) => [each.className, getComputedStyle(each)] as const)
        .filter(([, style]) => style.animationName !== 'none' && style.animationDuration !== '0s')
        .map(([name]) => String(name)),
    );
  await ask(page, oddAdult);
  await shows(counterOn(page).verdict, '不符購買資格');
  assert.deepEqual(await moving(), []);
});
