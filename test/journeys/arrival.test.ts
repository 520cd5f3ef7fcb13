import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { makeNumber } from '../factories.ts';
import { enter, fillLogIn, goByMenu, openAt, picture, seen, shows } from './acts.ts';
import { buy, counterOn, hasFocus, haveStock, holds, openCounter } from './counter-screen.ts';
import { openStage } from './stage.ts';

const stockOn = (page: Page) => ({
  main: page.getByRole('main'),
  onHand: page.getByRole('region', { name: '庫存', exact: true }),
  arrival: page.getByRole('region', { name: '到貨確認' }),
  adults: page.getByRole('textbox', { name: '成人口罩到貨片數' }),
  children: page.getByRole('textbox', { name: '兒童口罩到貨片數' }),
  reason: page.getByRole('textbox', { name: '原因' }),
  more: page.getByRole('checkbox', { name: '尚有未到貨' }),
  confirm: page.getByRole('button', { name: '確認到貨' }),
  notArrived: page.getByRole('button', { name: '今日未到貨' }),
  tab: (name: string) => page.getByRole('tab', { name }),
  panel: page.getByRole('tabpanel'),
});

const counts = async (page: Page, adults: number, children: number): Promise<void> =>
  shows(stockOn(page).onHand, `成人口罩${adults}今日可售${adults}兒童口罩${children}今日可售${children}`);

test('from the notice to 庫存 and back: +200 and +50 once, in two tabs too (R107-R110, W12, X20)', async (t) => {
  const stage = await openStage(t, '2020-02-06T08:40:00');
  stage.oddities.expect('409 /api/stock/arrivals');
  const page = await enter(stage, '防疫口罩管控系統_購買');
  await counterOn(page).notice.getByRole('link', { name: '前往「防疫口罩管控系統_庫存」' }).click();
  const stock = stockOn(page);
  await shows(stock.arrival, '109/02/06(週四)配送', '待確認', '配送數量 成人口罩200片、兒童口罩50片');
  await counts(page, 0, 0);
  await picture(page, 'stock-to-confirm');
  const second = await openAt(stage, '防疫口罩管控系統_庫存', { page: await page.context().newPage() });
  await stockOn(second).confirm.waitFor();

  await stock.confirm.click();
  await shows(stock.arrival, '到貨確認完成：成人口罩200片、兒童口罩50片，109/02/06起販售。', '已確認');
  await shows(stock.arrival, '第1次到貨', '109/02/06 08:40 淡水藥局使用者確認');
  await counts(page, 200, 50);
  assert.equal(await stock.confirm.count(), 0);
  await picture(page, 'stock-confirmed');

  await stockOn(second).confirm.click();
  await shows(stockOn(second).arrival, '本批口罩已完成到貨確認，請勿重複確認。');
  await counts(second, 200, 50);
  await picture(second, 'stock-confirmed-twice');

  await goByMenu(page, '防疫口罩管控系統_購買');
  await shows(page.getByRole('main'), '庫存 成人口罩200片 兒童口罩50片', '109/02/06');
  assert.equal(await counterOn(page).notice.count(), 0);
});

test('two boxes, the second with less than was due: a reason is asked for and kept (X20)', async (t) => {
  const stage = await openStage(t);
  const page = await openAt(stage, '防疫口罩管控系統_庫存');
  const stock = stockOn(page);
  await stock.adults.fill('一百');
  await stock.confirm.click();
  await shows(stock.arrival, '請輸入0以上的整數。');
  await stock.adults.fill('120');
  await stock.more.check();
  await stock.confirm.click();
  await shows(stock.arrival, '部分到貨', '第1次到貨 成人口罩120片、兒童口罩50片', '第2次到貨');
  await counts(page, 120, 50);
  await holds(stock.adults, '80');
  await holds(stock.children, '0');

  await stock.adults.fill('70');
  await stock.confirm.click();
  await shows(stock.arrival, '到貨數量與配送數量不同，請填寫原因');
  await counts(page, 120, 50);
  await stock.reason.fill('外箱破損十片');
  await stock.confirm.click();
  await shows(stock.arrival, '已確認', '第2次到貨 成人口罩70片、兒童口罩0片', '原因：外箱破損十片');
  await counts(page, 190, 50);
});

test('今日未到貨 keeps the notice away today; the next day asks again and both can be confirmed (X11, X20)', async (t) => {
  const stage = await openStage(t);
  const page = await openAt(stage, '防疫口罩管控系統_庫存');
  const stock = stockOn(page);
  await stock.notArrived.click();
  await shows(stock.arrival, '已登記今日未到貨，到貨後仍可確認。', '今日未到貨');
  await goByMenu(page, '防疫口罩管控系統_購買');
  await counterOn(page).kind.waitFor();
  assert.equal(await counterOn(page).notice.count(), 0);

  stage.app.clock.at('2020-02-05T08:30:00');
  await page.reload();
  await counterOn(page).notice.getByRole('link', { name: '前往「防疫口罩管控系統_庫存」' }).click();
  await shows(stock.arrival, '109/02/04(週二)配送', '109/02/05(週三)配送');
  await stock.confirm.first().click();
  await shows(stock.arrival, '109/02/05起販售。');
  await counts(page, 200, 50);
  await stock.confirm.first().click();
  await counts(page, 400, 100);
});

test('with masks left from yesterday the notice comes once per log-in and day (X11)', async (t) => {
  const stage = await openStage(t);
  const page = await openCounter(stage);
  const { notice, kind } = counterOn(page);
  await kind.waitFor();
  assert.equal(await notice.count(), 0);
  stage.app.clock.at('2020-02-05T08:30:00');
  await page.reload();
  await notice.getByRole('button', { name: '確定' }).click();
  await goByMenu(page, '防疫口罩管控系統_庫存');
  await goByMenu(page, '防疫口罩管控系統_購買');
  await kind.waitFor();
  assert.equal(await notice.count(), 0);
  await page.keyboard.press('F4');
  await fillLogIn(page, stage.logIns.tamsui);
  await goByMenu(page, '防疫口罩管控系統_購買');
  await notice.waitFor();
});

test('arrivals for the next day wait until it comes (R111, X20)', async (t) => {
  const stage = await openStage(t);
  const page = await openAt(stage, '防疫口罩管控系統_庫存');
  const stock = stockOn(page);
  await page.getByRole('radio', { name: '隔日(109/02/05)' }).check();
  await stock.confirm.click();
  await shows(stock.onHand, '成人口罩200今日可售0另有200片自次日起販售');
  await goByMenu(page, '防疫口罩管控系統_購買');
  await shows(page.getByRole('main'), '庫存 成人口罩0片');
});

test('today’s list with its cash; a void with a reason gives back stock and entitlement; the ledger tells it (R112, C10)', async (t) => {
  const stage = await openStage(t, '2020-02-04T09:05:00');
  const page = await openCounter(stage);
  const person = { number: makeNumber(4), birth_date: '19850607' };
  await buy(page, person);
  stage.app.clock.at('2020-02-04T09:07:00');
  await page.keyboard.press('F7');
  await buy(page, { number: makeNumber(5), birth_date: '19850607' });
  await goByMenu(page, '防疫口罩管控系統_庫存');
  const stock = stockOn(page);
  await shows(stock.panel, '合計2筆', '成人口罩4片、兒童口罩0片', '現金20元');
  await counts(page, 196, 50);
  const rows = stock.panel.getByRole('row');
  assert.match(await seen(rows.nth(1)), /^09:07 .*02-健保卡\(卡片異常請輸入ID\) 2 0 10 淡水藥局使用者/);
  assert.match(await seen(rows.nth(2)), /^09:05/);
  await picture(page, 'stock-today');

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '匯出CSV' }).click(),
  ]);
  assert.equal(file.suggestedFilename(), '今日購買紀錄_5931102274_20200204.csv');
  const csv = await readFile(await file.path(), 'utf8');
  assert.equal(csv.charCodeAt(0), 0xfeff, 'the office program needs the mark to know it for UTF-8');
  assert.equal(csv.trim().split('\r\n').length, 3);

  await rows.nth(2).getByRole('button', { name: /^作廢/ }).click();
  const dialog = page.getByRole('dialog', { name: '作廢購買紀錄' });
  await shows(dialog, '09:05', '成人口罩2片、兒童口罩0片，共10元', '請先收回口罩並退還10元。');
  await hasFocus(dialog.getByRole('textbox', { name: '作廢原因' }));
  await dialog.getByRole('button', { name: '確定作廢' }).click();
  await shows(dialog, '請填寫作廢原因(至少2個字)。');
  await dialog.getByRole('textbox', { name: '作廢原因' }).fill('民眾當場退回');
  await picture(page, 'stock-void');
  await dialog.getByRole('button', { name: '確定作廢' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await shows(stock.panel, '合計1筆', '現金10元', '作廢1筆', '已作廢 09:07 民眾當場退回');
  await counts(page, 198, 50);

  await stock.tab('庫存異動紀錄').click();
  await stock.panel.getByRole('row').nth(1).waitFor();
  const ledger = (await Promise.all((await rows.all()).slice(1).map(seen))).map((row) =>
    row.replace('109/02/04 ', ''),
  );
  assert.deepEqual(ledger, [
    '09:07 作廢 成人口罩 +2 198 淡水藥局使用者',
    '09:07 購買 成人口罩 −2 196 淡水藥局使用者',
    '09:05 購買 成人口罩 −2 198 淡水藥局使用者',
    ledger[3]?.includes('成人') ? '09:05 到貨 成人口罩 +200 200 淡水藥局使用者' : ledger[3],
    ledger[4]?.includes('成人') ? '09:05 到貨 成人口罩 +200 200 淡水藥局使用者' : ledger[4],
  ]);

  await goByMenu(page, '防疫口罩管控系統_購買');
  await buy(page, person);
  const recent = counterOn(page).recent.getByRole('row');
  await shows(recent.nth(1), '109/02/04 09:07');
  await shows(recent.nth(2), '109/02/04 09:05 (已作廢)');
});

test('a correction is the manager’s, with cause and note; a user sees no form for it (X20)', async (t) => {
  const stage = await openStage(t);
  stage.oddities.expect('409 /api/stock/corrections');
  await haveStock(stage);
  const user = await openAt(stage, '防疫口罩管控系統_庫存');
  await stockOn(user).tab('庫存異動紀錄').waitFor();
  assert.equal(await stockOn(user).tab('庫存更正').count(), 0);

  const page = await openAt(stage, '防疫口罩管控系統_庫存', { account: 'tamsui-manager' });
  const stock = stockOn(page);
  await stock.tab('庫存更正').click();
  await page.getByRole('button', { name: '確定更正' }).click();
  await shows(stock.panel, '請輸入1以上的整數。', '請填寫說明(至少2個字)。');
  const pieces = page.getByRole('textbox', { name: '片數', exact: true });
  await pieces.fill('300');
  await page.getByRole('combobox', { name: '更正原因' }).selectOption({ label: '破損或汙損' });
  await page.getByRole('textbox', { name: '說明' }).fill('受潮');
  await page.getByRole('button', { name: '確定更正' }).click();
  await shows(stock.panel, '更正後成人口罩庫存將小於0(現有200片)，請核對數量。');
  await holds(pieces, '300');
  await pieces.fill('3');
  await shows(stock.panel, '更正後庫存：197片');
  await picture(page, 'stock-correction');
  await page.getByRole('button', { name: '確定更正' }).click();
  await shows(stock.panel, '更正完成：成人口罩庫存197片。');
  await counts(page, 197, 50);
  await stock.tab('庫存異動紀錄').click();
  await shows(stock.panel.getByRole('row').nth(1), '更正 成人口罩 −3 197 淡水藥局管理者', '受潮');
});
