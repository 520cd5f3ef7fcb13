import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { orderDay } from '../../src/rationing/index.ts';
import { buy as buyAtOnce } from '../counter.ts';
import { makeNumber } from '../factories.ts';
import { adult, fillLogIn, oddAdult, oddTwin, picture, seen, shows } from './acts.ts';
import {
  ask,
  buy,
  buyByKeys,
  counterOn,
  countSales,
  fitsTheScreen,
  hasFocus,
  haveStock,
  holds,
  openCounter,
} from './counter-screen.ts';
import { openStage } from './stage.ts';

test('the wrong weekday, with the day when next; what was typed stays (R092, R105, W2, W20)', async (t) => {
  const stage = await openStage(t);
  const page = await openCounter(stage);
  const counter = counterOn(page);
  // What speaks is there before it has anything to say, or screen readers miss it.
  const alert = await counter.verdict.getByRole('alert').elementHandle();
  await ask(page, oddAdult);
  await shows(
    counter.verdict,
    '✕',
    '不符購買資格：證號末碼9為單號，今日(週二)限雙號購買。最近可購買日：109/02/05(週三)',
  );
  assert.match((await alert?.innerText()) ?? '', /不符購買資格/);
  await holds(counter.number, oddAdult.number);
  await holds(counter.birthDate, oddAdult.birth_date);
  await holds(counter.kind, '02');
  await hasFocus(counter.clear);
  await shows(counter.recent, '近7天無購買紀錄');
  await fitsTheScreen(page);
  await picture(page, 'refused-weekday');

  // 購買 is closed: F8 opens nothing.
  await page.keyboard.press('F8');
  assert.equal(await counter.question.count(), 0);
  assert.equal(await counter.adults.isDisabled(), true);

  await page.keyboard.press('F7');
  await ask(page, adult);
  await shows(counter.verdict, '可購買2片 (民國63年生，證號末碼4為雙號，週二)');
  await page.keyboard.press('F7');
  await ask(page, oddTwin);
  await shows(counter.verdict, '證號末碼3為單號');
});

test('seven days: the next date and the purchase that counts, at whichever site (R094, R103, R104, W5, W6, X15)', async (t) => {
  const stage = await openStage(t);
  await haveStock(stage, undefined, 'clinic');
  const clinic = await stage.program('clinic');
  const site = { code: '3501200000' } as Parameters<typeof buyAtOnce>[1];
  assert.equal((await buyAtOnce(clinic, site, adult)).status, 201);

  stage.app.clock.at('2020-02-06T09:30:00');
  const page = await openCounter(stage);
  const counter = counterOn(page);
  await ask(page, adult);
  await shows(counter.verdict, '✕', '不符購買資格：7天內已購買。下次購買起日：109/02/11(週二)');
  const row = counter.recent.getByRole('row').last().getByRole('cell');
  assert.deepEqual(await row.allInnerTexts(), ['台北虛擬診', 'F100****24', '109/02/04 16:26', '2', '0']);
  await holds(counter.number, adult.number);
  await fitsTheScreen(page);
  await picture(page, 'refused-seven-days');

  stage.app.clock.at('2020-02-11T09:30:00');
  await page.keyboard.press('F9');
  await shows(counter.verdict, '可購買2片');
  await shows(counter.purchase, '109/02/11');
});

test('one person under 居留證 and 健保卡; a day that the authority has lifted (W18, C8)', async (t) => {
  const stage = await openStage(t, '2020-02-05T11:00:00');
  const page = await openCounter(stage);
  const counter = counterOn(page);
  const resident = { number: 'AC01234567', birth_date: '19900101' };
  await ask(page, resident, '3');
  await shows(counter.verdict, '可購買2片');
  await buyByKeys(page);
  await shows(counter.verdict, '購買成功');
  await shows(counter.recent, 'AC01****67 109/02/05 11:00');

  stage.app.clock.at('2020-02-07T11:00:00');
  const lifted = { day: '2020-02-07', county: '新北市', lifts_day_rule: true, cancels_delivery: false };
  await orderDay(stage.database.db, 'masks', { ...lifted, reason: '颱風' }, stage.app.clock.now());
  await page.reload();
  await counter.notice.getByRole('button', { name: '確定' }).click();
  await shows(counter.verdict, '本縣市今日不分單雙號皆可購買。');
  await ask(page, resident);
  await shows(counter.verdict, '不符購買資格：7天內已購買。下次購買起日：109/02/12(週三)');
  await ask(page, adult);
  await shows(counter.verdict, '可購買2片');
});

test('number, birth date, documents: the field at fault keeps what was typed and gets the keyboard (R089, R091, C1-C3, X06)', async (t) => {
  const stage = await openStage(t);
  stage.oddities.expect('422 /api/checks');
  const page = await openCounter(stage);
  const counter = counterOn(page);

  await ask(page, { ...adult, number: 'f100000025' });
  await shows(counter.verdict, '證號格式或檢查碼不符，請核對證件後重新輸入。');
  await holds(counter.number, 'F100000025');
  await hasFocus(counter.number);
  await fitsTheScreen(page);

  await ask(page, { ...adult, birth_date: '19740231' });
  await shows(counter.verdict, '出生日期有誤，請輸入西元YYYYMMDD(如19740503)或民國年月日(如0630503)。');
  await holds(counter.birthDate, '19740231');
  await hasFocus(counter.birthDate);
  await ask(page, { ...adult, birth_date: '20200205' });
  await shows(counter.verdict, '出生日期晚於今日，請核對證件後重新輸入。');

  // 02: which document was held in the hand, and the word about newborns.
  await page.keyboard.press('F7');
  await counter.kind.selectOption('02');
  const inHand = page.getByRole('radiogroup', { name: '查驗證件' }).getByRole('radio');
  assert.equal(await inHand.count(), 3);
  await shows(counter.person, '健保卡', '身分證', '戶口名簿');
  await page.getByRole('radio', { name: '戶口名簿' }).check();
  await shows(counter.person, '請先辦妥出生登記，取得身分證統一編號後再購買。');

  // 03 and 04: the number, not the permit's; the new form is not issued yet in 109.
  for (const kind of ['03', '04']) {
    await counter.kind.selectOption(kind);
    await shows(counter.person, '請輸入統一證號(2碼英文+8碼數字)，非許可證號');
  }
  await ask(page, { number: 'A800000014', birth_date: '19900101' }, '3');
  await shows(counter.verdict, '新式統一證號自110/01/02起核發');

  // 05 stays in the list and says at once that it is not open.
  await counter.kind.selectOption('05');
  await shows(counter.person, '發照國家', '護照尚未開放購買，請改用居留證或入出境許可證。');
  await page.getByRole('combobox', { name: '發照國家' }).selectOption('JP');
  await ask(page, { number: 'TK1234567', birth_date: '19900101' }, '5');
  await shows(counter.verdict, '護照尚未開放購買，請改用居留證或入出境許可證。');
  await holds(counter.number, 'TK1234567');
  assert.equal(await countSales(stage), 0);
});

test('the household register as document in hand is stored with the sale (C1, R090)', async (t) => {
  const stage = await openStage(t);
  const page = await openCounter(stage);
  const counter = counterOn(page);
  await counter.kind.selectOption('02');
  await page.getByRole('radio', { name: '戶口名簿' }).check();
  await ask(page, adult);
  await shows(counter.verdict, '可購買2片');
  await counter.byProxy.check();
  await buyByKeys(page);
  await shows(counter.verdict, '購買成功');
  const { rows } = await sql`select document_kind, document_in_hand, by_proxy from sale`.execute(
    stage.database.db,
  );
  assert.deepEqual(rows, [{ document_kind: '02', document_in_hand: 'household_register', by_proxy: true }]);

  await page.keyboard.press('F7');
  assert.equal(await counter.byProxy.isChecked(), false);
  await counter.kind.selectOption('02');
  assert.equal(await page.getByRole('radio', { name: '健保卡' }).isChecked(), true);
});

test('without a card agent: where to get it, one key leads to 02 and 清除 stays there (R087, R088, R105, C1)', async (t) => {
  const stage = await openStage(t);
  const page = await openCounter(stage);
  const counter = counterOn(page);
  await hasFocus(counter.kind);
  await page.keyboard.press('F9');
  await shows(counter.verdict, '未安裝憑證元件，請至下載專區下載安裝', '按F2可改用「02」輸入。');
  const downloads = counter.verdict.getByRole('link', { name: '下載專區' });
  assert.equal(await downloads.getAttribute('href'), '/pages/downloads#component');
  await hasFocus(counter.useTyped);
  await fitsTheScreen(page);
  await page.keyboard.press('F2');
  await holds(counter.kind, '02');
  await hasFocus(counter.number);
  await page.keyboard.press('F7');
  await holds(counter.kind, '02');
});

test('over the limit, nothing chosen, the child’s field: said before the dialog opens (R097, R098, W8, W9)', async (t) => {
  const stage = await openStage(t);
  const page = await openCounter(stage);
  const counter = counterOn(page);
  await ask(page, { number: makeNumber(2), birth_date: '20071231' });
  await shows(counter.verdict, '可購買2片 (民國96年生');
  assert.equal(await counter.children.isDisabled(), true);
  await shows(counter.purchase, '13歲以上(民國96年(含)前出生者)民眾只可購買成人口罩。');
  for (const [typed, said] of [
    ['3', '購買總片數不得超過規定上限(2片)。'],
    ['0', '請輸入購買片數。'],
    ['1.5', '請輸入購買片數。'],
  ] as const) {
    await counter.adults.fill(typed);
    await page.keyboard.press('F8');
    await shows(counter.purchase, said);
    await holds(counter.adults, typed);
    assert.equal(await counter.question.count(), 0);
    await fitsTheScreen(page);
  }
  assert.equal(await countSales(stage), 0);
});

test('stock short by one: refused, nothing stored; sold out is said and closes 購買 (R111, W10, X11)', async (t) => {
  const stage = await openStage(t);
  const page = await openCounter(stage, { stock: { adult_mask: 1, child_mask: 0 } });
  const counter = counterOn(page);
  await shows(page.getByRole('main'), '庫存 成人口罩1片 兒童口罩0片');
  await ask(page, adult);
  await shows(counter.verdict, '可購買2片');
  await holds(counter.adults, '1');
  await counter.adults.fill('2');
  await page.keyboard.press('F8');
  await shows(counter.purchase, '成人口罩庫存不足(現有1片)，無法進行交易。');
  assert.equal(await countSales(stage), 0);
  await counter.adults.fill('1');
  await buyByKeys(page);
  await shows(counter.verdict, '購買成功：成人口罩1片、兒童口罩0片，共5元。');
  await page.keyboard.press('F7');
  await shows(page.getByRole('main'), '今日口罩已售完');
  await ask(page, { number: makeNumber(3), birth_date: '19800101' });
  await shows(counter.verdict, '可購買2片');
  await page.keyboard.press('F8');
  await shows(counter.purchase, '今日口罩已售完');
  assert.equal(await counter.question.count(), 0);
  assert.equal(await countSales(stage), 1);
});

test('a wrong password is refused by name of neither; the account stays (X30)', async (t) => {
  const stage = await openStage(t);
  const page = await stage.openPage();
  await page.goto(`${stage.origin}/login`);
  await fillLogIn(page, { ...stage.logIns.tamsui, password: 'not this one' });
  await shows(page.getByRole('main'), '帳號或密碼錯誤，請重新輸入。');
  await holds(page.getByRole('textbox', { name: '帳號' }), 'tamsui');
  await hasFocus(page.getByRole('textbox', { name: '密碼' }));
  await page.keyboard.type(stage.logIns.tamsui.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '我的首頁' }).waitFor();
});

test('the same person at the same counter again on the same day: refused with the purchase just made (R086, R103)', async (t) => {
  const stage = await openStage(t);
  const page = await openCounter(stage);
  const counter = counterOn(page);
  await buy(page, adult);
  await page.keyboard.press('F7');
  await ask(page, adult);
  await shows(counter.verdict, '不符購買資格：7天內已購買。下次購買起日：109/02/11(週二)');
  assert.match(await seen(counter.recent), /淡水藥局 F100\*{4}24 109\/02\/04 16:26 2 0/);
});
