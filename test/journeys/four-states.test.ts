import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { makeNumber } from '../factories.ts';
import { adult, enter, picture, seen, shows } from './acts.ts';
import {
  ask,
  askToBuy,
  counterOn,
  fitsTheScreen,
  hasFocus,
  haveStock,
  holds,
  nothingIsCut,
  openCounter,
} from './counter-screen.ts';
import { openStage } from './stage.ts';

/** Counts the keys pressed from now on. */
const countKeys = async (page: Page): Promise<() => Promise<number>> => {
  await page.evaluate(() => {
    const counter = Object.assign(window, { keysPressed: 0 });
    addEventListener('keydown', () => counter.keysPressed++, { capture: true });
  });
  return () => page.evaluate(() => (window as unknown as { keysPressed: number }).keysPressed);
};

const valuesOf = (page: Page): Promise<string[]> =>
  Promise.all(
    [counterOn(page).number, counterOn(page).birthDate, counterOn(page).adults, counterOn(page).children].map(
      (each) => each.inputValue(),
    ),
  );

test('the four states, by keyboard alone, in three keys (R081-R084, R095, R101-R107, W1, C5)', async (t) => {
  const stage = await openStage(t);
  const page = await enter(stage, '防疫口罩管控系統_購買');
  const counter = counterOn(page);
  const { keyboard } = page;

  // (a) The notice is up and the four fields of 本次購買紀錄 are empty.
  await shows(counter.notice, '網頁訊息');
  await shows(
    counter.notice,
    '請先至「防疫口罩管控系統_庫存」作業,確認今日口罩是否到貨?若無庫存,則無法進行交易!',
  );
  await hasFocus(counter.notice.getByRole('button', { name: '確定' }));
  assert.deepEqual(await valuesOf(page), ['', '', '', '']);
  assert.deepEqual(await counter.purchase.locator('output').allInnerTexts(), ['', '', '']);
  await fitsTheScreen(page);
  await picture(page, 'state-a-notice');

  // (b) After 確定: the date, no count, 0 and 0.
  await haveStock(stage);
  await keyboard.press('Enter');
  await counter.notice.waitFor({ state: 'hidden' });
  await hasFocus(counter.kind);
  await shows(counter.purchase, '購買日期109/02/04可購買片數成人口罩片數');
  assert.deepEqual(await valuesOf(page), ['', '', '0', '0']);
  assert.equal(await counter.kind.inputValue(), '01');
  await fitsTheScreen(page);
  await picture(page, 'state-b-ready');

  // (c) Qualified: no dialog; the highest quantity stands there and the keyboard is on it.
  await keyboard.press('2');
  await keyboard.press('Enter');
  await keyboard.type(adult.number);
  await keyboard.press('Enter');
  await keyboard.type(adult.birth_date);
  const keys = await countKeys(page);
  await keyboard.press('F9');
  await shows(counter.verdict, '✓', '可購買2片 (民國63年生，證號末碼4為雙號，週二)');
  assert.equal(await page.getByRole('dialog').count(), 0);
  await shows(counter.purchase, '購買日期109/02/04可購買片數2成人口罩片數');
  assert.deepEqual(await valuesOf(page), [adult.number, adult.birth_date, '2', '0']);
  await hasFocus(counter.adults);
  assert.equal(await counter.children.isDisabled(), true);
  await shows(counter.purchase, '13歲以上(民國96年(含)前出生者)民眾只可購買成人口罩。', '共10元');
  await shows(counter.recent, '近7天無購買紀錄');
  // The boxes have come meanwhile, confirmed at another computer: this answer brings the stock with it (C6).
  await shows(page.getByRole('main'), '庫存 成人口罩200片 兒童口罩50片');
  assert.doesNotMatch(await seen(page.getByRole('main')), /尚未到貨/);
  await fitsTheScreen(page);
  await picture(page, 'state-c-qualified');

  await askToBuy(page);
  await shows(counter.question, '購買訊息是否確定購買?', '成人口罩2片、兒童口罩0片 共10元', '確定取消');
  await hasFocus(counter.question.getByRole('button', { name: '確定' }));
  await picture(page, 'state-c-dialog');
  await keyboard.press('Enter');

  // (d) Bought: the sentence, the record of this person, and 清除 under the finger.
  await shows(counter.verdict, '✓', '購買成功：成人口罩2片、兒童口罩0片，共10元。');
  assert.ok((await keys()) <= 3, 'more than three keys after typing');
  assert.deepEqual(await counter.recent.getByRole('row').last().getByRole('cell').allInnerTexts(), [
    '淡水藥局',
    'F100****24',
    '109/02/04 16:26',
    '2',
    '0',
  ]);
  await hasFocus(counter.clear);
  await fitsTheScreen(page);
  await picture(page, 'state-d-bought');
  const { rows } = await sql`select covered_number, document_kind, document_in_hand, source, quantities,
    price_twd from sale`.execute(stage.database.db);
  assert.deepEqual(rows, [
    {
      covered_number: 'F100****24',
      document_kind: '02',
      document_in_hand: 'nhi_card',
      source: 'typed',
      quantities: { adult_mask: 2, child_mask: 0 },
      price_twd: 10,
    },
  ]);

  // 清除: nothing of the last person is left, and the next one can begin.
  await keyboard.press('F7');
  await shows(counter.recent, '審核後顯示');
  assert.deepEqual(await valuesOf(page), ['', '', '0', '0']);
  assert.doesNotMatch(await seen(page.getByRole('main')), /F100|購買成功/);
  assert.equal(await counter.kind.inputValue(), '01');
  await hasFocus(counter.kind);
});

test('nothing on the screen is cut in the widest state (look.md)', async (t) => {
  const stage = await openStage(t);
  const page = await openCounter(stage);
  await ask(page, adult);
  await shows(counterOn(page).verdict, '可購買2片');
  await askToBuy(page);
  await page.keyboard.press('Enter');
  await shows(counterOn(page).verdict, '購買成功');
  await nothingIsCut(page);
});

test('a child: children 2 and adults 0 while child stock lasts, one of each at will (R083, R096, R098, W8)', async (t) => {
  const stage = await openStage(t);
  const page = await openCounter(stage);
  const counter = counterOn(page);
  await ask(page, { number: makeNumber(1), birth_date: '20080101' });
  await shows(counter.verdict, '可購買2片 (民國97年生');
  await holds(counter.children, '2');
  await holds(counter.adults, '0');
  await hasFocus(counter.children);

  await counter.adults.fill('2');
  await counter.children.fill('1');
  await page.keyboard.press('F8');
  await shows(counter.purchase, '購買總片數不得超過規定上限(2片)。');
  assert.equal(await counter.question.count(), 0);
  await holds(counter.adults, '2');

  await counter.adults.fill('１');
  await shows(counter.purchase, '共10元');
  await askToBuy(page);
  await page.keyboard.press('Enter');
  await shows(counter.verdict, '購買成功：成人口罩1片、兒童口罩1片，共10元。');
});

test('the birth date in four forms, understood in both calendars before it is sent (R080, X12)', async (t) => {
  const stage = await openStage(t);
  const page = await openCounter(stage);
  const counter = counterOn(page);
  for (const typed of ['19740503', '0630503', '630503', '63/05/03', '０６３０５０３']) {
    await ask(page, { ...adult, birth_date: typed });
    await shows(counter.person, '民國63/05/03(西元1974/05/03)');
    await shows(counter.verdict, '可購買2片 (民國63年生');
    await page.keyboard.press('F7');
    await holds(counter.birthDate, '');
  }
});
