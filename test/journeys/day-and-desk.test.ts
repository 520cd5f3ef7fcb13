import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { makeNumber } from '../factories.ts';
import { adult, eventually, fillLogIn, openAt, seen, sessionRunsOut, shows } from './acts.ts';
import {
  ask,
  askToBuy,
  buy,
  buyByKeys,
  counterOn,
  countSales,
  hasFocus,
  holds,
  openCounter,
} from './counter-screen.ts';
import { logOut } from './portal-acts.ts';
import { cutOff, openStage, type Stage } from './stage.ts';

const minutes = 60_000;

/** A counter whose clock the test can wind on. */
const openWithClock = async (t: TestContext, moment: string): Promise<{ stage: Stage; page: Page }> => {
  const stage = await openStage(t, moment);
  const page = await stage.openPage();
  await page.clock.install();
  await openCounter(stage, { page });
  return { stage, page };
};

test('at midnight the open screen changes 購買日期 and drops the approval (C7, R121)', async (t) => {
  const { stage, page } = await openWithClock(t, '2020-02-04T23:58:00');
  const counter = counterOn(page);
  await ask(page, adult);
  await shows(counter.verdict, '可購買2片');
  await askToBuy(page);
  await shows(counter.purchase, '購買日期 109/02/04');

  stage.app.clock.at('2020-02-05T00:00:01');
  await page.clock.fastForward(2 * minutes + 1_000);
  await counter.question.waitFor({ state: 'hidden' });
  await shows(counter.verdict, '日期已變更，請重新執行「資格審核」。');
  await shows(counter.purchase, '購買日期 109/02/05');
  await holds(counter.number, adult.number);
  await page.keyboard.press('F8');
  assert.equal(await counter.question.count(), 0);
  await page.keyboard.press('F9');
  await shows(counter.verdict, '證號末碼4為雙號，今日(週三)限單號購買。最近可購買日：109/02/06(週四)');
  assert.equal(await countSales(stage), 0);
});

test('確定 a moment after midnight: the server’s date decides (W19)', async (t) => {
  const stage = await openStage(t, '2020-02-11T23:50:00');
  stage.oddities.expect('409 /api/sales', '422 /api/sales');
  const page = await openCounter(stage);
  const counter = counterOn(page);
  await ask(page, adult);
  await shows(counter.verdict, '可購買2片');
  await askToBuy(page);
  stage.app.clock.at('2020-02-12T00:00:05');
  await page.keyboard.press('Enter');
  await shows(
    counter.verdict,
    '本次未購買：不符購買資格：證號末碼4為雙號，今日(週三)限單號購買。最近可購買日：109/02/13(週四)',
  );
  await holds(counter.number, adult.number);
  assert.equal(await countSales(stage), 0);
});

test('清除 by itself after four minutes without input, after any key anew (R105)', async (t) => {
  const { page } = await openWithClock(t, '2020-02-04T10:00:00');
  const counter = counterOn(page);
  await buy(page, adult);
  await shows(counter.recent, 'F100****24');
  await page.clock.fastForward(3.4 * minutes);
  await shows(counter.recent, 'F100****24');
  await page.keyboard.press('Shift');
  await page.clock.fastForward(3.4 * minutes);
  await shows(counter.recent, 'F100****24');
  await page.clock.fastForward(0.7 * minutes);
  await shows(counter.recent, '審核後顯示');
  await holds(counter.number, '');
  assert.doesNotMatch(await seen(page.getByRole('main')), /F100|購買成功/);
});

test('no 清除 while an answer is outstanding (R105, design §4)', async (t) => {
  const { stage, page } = await openWithClock(t, '2020-02-04T10:00:00');
  stage.oddities.expect(...cutOff);
  const counter = counterOn(page);
  await ask(page, adult);
  await shows(counter.verdict, '可購買2片');
  stage.cut('cut_after');
  await buyByKeys(page);
  await shows(counter.verdict, '請勿重複購買');
  for (let n = 0; n < 3; n++) await page.clock.fastForward(5 * minutes);
  await shows(counter.verdict, '請勿重複購買');
  await holds(counter.number, adult.number);
  stage.cut('open');
  await eventually(async () => {
    await page.clock.fastForward(16_000);
    assert.match(await seen(counter.verdict), /購買成功/);
  });
  assert.equal(await countSales(stage), 1);
});

test('換班 in one key: session, approval and entry end; each sale bears the clerk on screen (C5)', async (t) => {
  const stage = await openStage(t);
  const page = await openCounter(stage);
  const counter = counterOn(page);
  await shows(page.getByRole('main'), '使用者：淡水藥局使用者');
  await ask(page, adult);
  await shows(counter.verdict, '可購買2片');
  await page.keyboard.press('F4');
  await page.getByRole('heading', { level: 1, name: '醫事機構登入' }).waitFor();
  assert.doesNotMatch(await seen(page.locator('body')), /F100/);
  await page.goto('/masks/purchase');
  await page.getByRole('heading', { level: 1, name: '醫事機構登入' }).waitFor();

  await fillLogIn(page, stage.logIns['tamsui-manager']);
  await counter.kind.waitFor();
  await shows(page.getByRole('main'), '使用者：淡水藥局管理者');
  await holds(counter.number, '');
  await page.keyboard.press('F8');
  assert.equal(await counter.question.count(), 0);
  await buy(page, adult);
  const { rows } = await sql`select a.display_name from sale join account a using (account_id)`.execute(
    stage.database.db,
  );
  assert.deepEqual(rows, [{ display_name: '淡水藥局管理者' }]);
});

test('登出 ends it as well, and the log-in over the screen can be left with everything cleared (R047)', async (t) => {
  const stage = await openStage(t);
  stage.oddities.expect('401 /api/checks');
  const page = await openCounter(stage);
  await logOut(page);

  await openAt(stage, '防疫口罩管控系統_購買', { page });
  await sessionRunsOut(stage);
  await ask(page, adult);
  const { logInAgain } = counterOn(page);
  await logInAgain.getByRole('button', { name: '回登入頁並清除畫面資料' }).click();
  await page.getByRole('heading', { level: 1, name: '醫事機構登入' }).waitFor();
  assert.equal(await logInAgain.count(), 0);
  assert.doesNotMatch(await seen(page.locator('body')), /F100/);
});

test('two PCs, one person logged in at both: the last pieces go to one, the other sees 庫存不足 (C6)', async (t) => {
  const stage = await openStage(t);
  stage.oddities.expect('409 /api/sales', '422 /api/sales');
  const one = await openCounter(stage, { stock: { adult_mask: 2, child_mask: 50 } });
  const other = await openAt(stage, '防疫口罩管控系統_購買');
  await ask(one, adult);
  await ask(other, { number: makeNumber(6), birth_date: '19800101' });
  await shows(counterOn(one).verdict, '可購買2片');
  await shows(counterOn(other).verdict, '可購買2片');
  await buyByKeys(one);
  await shows(counterOn(one).verdict, '購買成功');
  await shows(one.getByRole('main'), '庫存 成人口罩0片');
  await buyByKeys(other);
  await shows(counterOn(other).verdict, '本次未購買：成人口罩庫存不足(現有0片)，無法進行交易。');
  await shows(other.getByRole('main'), '庫存 成人口罩0片');
  await hasFocus(counterOn(other).adults);
  assert.equal(await countSales(stage), 1);
});
