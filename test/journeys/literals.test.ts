import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adult, enter, eventually, goByMenu, shows } from './acts.ts';
import { counterOn, haveStock, openCounter } from './counter-screen.ts';
import { openStage } from './stage.ts';

/**
 * The seed's own words, read off the rendered page. Blanks apart they are the seed's to the letter; of the
 * two versions of 口罩購買說明 the screen shows the second, with numbers (X13).
 */
test('the frame and the home page say the seed’s words (R001, R004, R015, R074, R075, R113)', async (t) => {
  const stage = await openStage(t);
  const page = await stage.openPage();
  await page.goto(`${stage.origin}/login`);
  const everywhere = async () => {
    await shows(
      page.getByRole('banner'),
      '衛生福利部',
      '中央健康保險署',
      '健保資訊網服務系統 (VPN)',
      '網站使用說明 電腦設定',
    );
    await shows(
      page.locator('body'),
      '服務電話：02-231-8122',
      '服務時間：週一至週五 9:00~18:45、週六 9:00~11:00',
      '電子郵件：it_service@nhi.gov.tw',
      '網路服務電話 02-2644-3118',
    );
    await shows(page.getByRole('contentinfo'), '隱私權政策 資訊安全政策 著作權聲明');
  };
  await page.getByRole('heading', { name: '醫事機構登入' }).waitFor();
  await everywhere();
  await enter(stage, '防疫口罩管控系統_購買', { page });
  await counterOn(page).notice.getByRole('button', { name: '確定' }).click();
  await everywhere();
  await page.getByRole('link', { name: '我的首頁' }).click();
  await shows(
    page.getByRole('main'),
    '本系統係提供武漢肺炎（嚴重特殊傳染性肺炎）防疫期間口罩購買管控作業',
    '點選：「防疫口罩管控系統」之「防疫口罩管控系統_購買」作業。',
    '109/02/04',
    '【防疫口罩管控系統_庫存】作業',
    '刻正開發中,預計109/02/06完成開發',
    '辦理「口罩到貨」確認作業',
  );
  const menu = page.getByRole('navigation', { name: '服務項目' });
  await shows(menu, '服務項目', '防疫口罩管控系統', '防疫口罩管控系統_購買', '防疫口罩管控系統_庫存');
  const group = menu.getByRole('list', { name: '防疫口罩管控系統' }).getByRole('link');
  assert.deepEqual(await group.allInnerTexts(), ['防疫口罩管控系統_購買', '防疫口罩管控系統_庫存']);
  for (const name of ['隱私權政策', '資訊安全政策', '著作權聲明', '網站地圖', '網站使用說明', '電腦設定']) {
    await page.getByRole('link', { name, exact: true }).first().click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name }).waitFor();
  }
});

test('the purchase screen says the seed’s words (R076-R085, R097, R101-R103, R107, X05, X06, X13)', async (t) => {
  const stage = await openStage(t);
  const page = await enter(stage, '防疫口罩管控系統_購買');
  const counter = counterOn(page);
  await shows(
    counter.notice,
    '網頁訊息',
    '請先至「防疫口罩管控系統_庫存」作業,確認今日口罩是否到貨?若無庫存,則無法進行交易!',
    '確定',
  );
  await haveStock(stage);
  await counter.notice.getByRole('button', { name: '確定' }).click();
  await shows(
    page.getByRole('main'),
    '操作步驟: (1)選身分別 (2)插卡或「輸入證號+出生日期」 (3)點選資格審核',
    '欄位名稱前有「*」標記者為必填欄位',
  );
  await shows(
    counter.person,
    '* 醫事機構代碼 5931102274 淡水藥局',
    '* 身分別/證號',
    '* 出生日期',
    '(YYYYMMDD)',
    '資格審核',
  );
  const stars = (await counter.person.innerText()).split('*').length - 1;
  assert.equal(stars, 3, 'three fields are required');
  assert.deepEqual(await counter.kind.getByRole('option').allInnerTexts(), [
    '01-健保卡',
    '02-健保卡(卡片異常請輸入ID)',
    '03-居留證',
    '04-入出境許可證',
    '05-護照',
  ]);
  assert.equal(await counter.kind.inputValue(), '01');
  await shows(
    counter.purchase,
    '本次購買紀錄',
    '購買日期109/02/04',
    '可購買片數',
    '成人口罩片數',
    '兒童口罩片數',
    '購買',
    '清除',
  );
  await shows(counter.recent, '最近購買紀錄');
  assert.deepEqual(await counter.recent.getByRole('columnheader').allInnerTexts(), [
    '院所簡稱',
    '身分證號',
    '購買日期',
    '成人購買數量',
    '兒童購買數量',
  ]);
  assert.deepEqual(await counter.rules.getByRole('listitem').allInnerTexts(), [
    '1.每人一次限購2片(7天內只能購買2片，2片10元)。',
    '2.身分證字號末碼雙號者(0、2、4、6、8)可於每週二、四、六購買，單號者(1、3、5、7、9)可於每週一、三、五購買，週日則開放全民皆可購買。',
    '3.代購：一人限代持一張健保卡，購買規則相同。',
    '4.每日每個販售點成人口罩200片，兒童口罩50片，但會依實際口罩生產產能作調整。',
    '5.兒童口罩僅限12歲以下兒童健保卡(民國97年以後出生者)購買。',
  ]);
  await shows(counter.rules, '口罩購買說明：');

  await counter.kind.selectOption('02');
  await counter.number.fill(adult.number);
  await counter.birthDate.fill(adult.birth_date);
  await counter.check.click();
  await counter.buy.click();
  await shows(counter.question, '購買訊息', '是否確定購買?', '確定 取消');
  assert.deepEqual(await counter.question.getByRole('button').allInnerTexts(), ['確定', '取消']);
  assert.equal(await counter.rules.isVisible(), true);
});

test('the test site stands there as in the manual’s picture (R077, X17, X18)', async (t) => {
  const stage = await openStage(t);
  const page = await openCounter(stage, { account: 'clinic' });
  await shows(counterOn(page).person, '* 醫事機構代碼 3501200000 台北虛擬診');
  await shows(page.getByRole('main'), '測試機構');
  await page.getByRole('link', { name: '我的首頁' }).click();
  await shows(page.getByRole('main'), '臺北虛擬診所');
});

test('the stock screen says the seed’s words (R108-R110)', async (t) => {
  const stage = await openStage(t);
  const page = await enter(stage, '防疫口罩管控系統_購買');
  await counterOn(page).notice.getByRole('button', { name: '確定' }).click();
  await goByMenu(page, '防疫口罩管控系統_庫存');
  await shows(
    page.getByRole('main'),
    '防疫口罩管控系統_庫存',
    '辦理「口罩到貨」確認作業',
    '完成到貨確認後系統則將已到貨口罩數量新增至貴單位之庫存存量',
    '成人口罩200片、兒童口罩50片',
    '調閱購買紀錄，請以公文向中央健康保險署申請。',
  );
  const arrived = () =>
    Promise.all(
      ['成人口罩到貨片數', '兒童口罩到貨片數'].map((name) =>
        page.getByRole('textbox', { name }).inputValue(),
      ),
    );
  await eventually(async () => assert.deepEqual(await arrived(), ['200', '50']));
});
