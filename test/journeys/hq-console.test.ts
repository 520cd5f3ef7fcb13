import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import { atEnd } from '../at-end.ts';
import { makeSite, makeStaff } from '../factories.ts';
import { beginSession, eventually, openAt, shows } from './acts.ts';
import { isAccessible } from './axe.ts';
import { confirm, type HqScreen, hqScreens, main, openHq } from './hq-acts.ts';
import { go, heading, menuOf, rowOf } from './portal-acts.ts';
import { openStage } from './stage.ts';

test('an announcement: drafted, previewed, published, read in public and on 我的首頁, withdrawn (R016)', async (t) => {
  const stage = await openStage(t);
  const page = await openHq(stage, '/hq/content/announcements');
  await page.getByRole('button', { name: '新增公告' }).click();
  await heading(page, '新增公告').waitFor();
  await page.getByRole('button', { name: '刊登', exact: true }).click();
  await shows(main(page), '請先更正下列欄位', '請輸入標題。', '請輸入內容。');

  await page.getByRole('textbox', { name: '標題' }).fill('口罩配送時間調整');
  await page.getByRole('textbox', { name: '內容' }).fill('自**2月5日**起：\n\n- 上午配送\n- <b>不變</b>');
  const preview = page.getByRole('region', { name: '預覽' });
  await shows(preview, '109/02/04', '口罩配送時間調整', '自2月5日起：', '<b>不變</b>');
  await preview.getByRole('listitem').first().waitFor();
  assert.equal(await preview.locator('strong').textContent(), '2月5日');

  // Leaving asks first; a draft is kept on this computer.
  await menuOf(page).getByRole('link', { name: '服務目錄' }).click();
  await page.getByRole('dialog', { name: '尚未儲存' }).getByRole('button', { name: '留在本頁' }).click();
  await page.getByRole('button', { name: '存為草稿' }).click();
  await shows(main(page), '草稿已存於這台電腦，尚未刊登。');
  await menuOf(page).getByRole('link', { name: '系統公告維護' }).click();
  await shows(main(page), '草稿「口罩配送時間調整」', '尚未刊登');
  await main(page).getByRole('link', { name: '繼續編輯' }).click();
  await shows(preview, '自2月5日起：');

  await page.getByRole('button', { name: '刊登', exact: true }).click();
  await shows(main(page), '「口罩配送時間調整」已刊登。');
  const reader = await openAt(stage, '防疫口罩管控系統_購買');
  await reader.getByRole('dialog').getByRole('button', { name: '確定' }).click();
  await reader.goto('/home');
  const notices = reader.getByRole('region', { name: '系統公告' });
  await shows(notices, '口罩配送時間調整', '自2月5日起：');
  const stranger = await stage.openPage();
  await stranger.goto('/');
  await shows(stranger.locator('body'), '口罩配送時間調整');

  await main(page).getByRole('link', { name: '返回清單' }).click();
  await page.getByRole('button', { name: '撤下 口罩配送時間調整' }).click();
  await confirm(page, '確定撤下');
  await shows(rowOf(page, '口罩配送時間調整'), '已撤下');
  await reader.reload();
  await heading(reader, '我的首頁').waitFor();
  await shows(notices, '「防疫口罩管控系統_庫存」作業');
  assert.ok(!((await notices.textContent()) ?? '').includes('配送時間調整'));
  await stranger.reload();
  assert.ok(!((await stranger.locator('body').textContent()) ?? '').includes('配送時間調整'));
});

test('an institution suspended: its user is out at once, its own audit trail says why; resumed (R123, R126)', async (t) => {
  const stage = await openStage(t);
  stage.oddities.expect('403 /api/stock', '403 /api/sales', '403 /api/stock/movements');
  const counter = await openAt(stage, '防疫口罩管控系統_庫存');
  const page = await openHq(stage, '/hq/institutions');
  await page.getByRole('searchbox', { name: '代碼、名稱或縣市' }).fill('淡水');
  await page.getByRole('button', { name: '查詢', exact: true }).click();
  await page.getByRole('link', { name: '5931102274' }).click();
  await heading(page, '5931102274 淡水藥局').waitFor();
  await page.getByRole('button', { name: '停權機構' }).click();
  await shows(page.getByRole('dialog'), '5931102274 淡水藥局', '立即生效', '稽核紀錄，機構可以查閱');
  await page.getByRole('dialog').getByRole('button', { name: '確定停權' }).click();
  await shows(page.getByRole('dialog'), '請填寫原因');
  await confirm(page, '確定停權', '合約終止前查核');
  await shows(main(page), '已停權「淡水藥局」，立即生效。', '停權中', '合約終止前查核');

  await counter.reload();
  await shows(counter.getByRole('main'), '本機構已暫停使用本系統');
  await page.getByRole('button', { name: '復權機構' }).click();
  await confirm(page, '確定復權');
  await shows(main(page), '已復權「淡水藥局」。', '正常');

  const manager = await stage.openPage();
  await beginSession(stage, manager, 'tamsui-manager');
  await manager.goto('/home');
  await go(manager, '稽核紀錄');
  await shows(rowOf(manager, '署方停權機構'), '署內承辦人員', '合約終止前查核');
  await rowOf(manager, '署方復權機構').waitFor();
});

test('a unified grant: counted before, ordered, its progress seen, done, undone as one act (R069)', async (t) => {
  const stage = await openStage(t);
  const { db } = stage.database;
  // It has applied for another service only; its two people qualify, and have nothing granted.
  const { code } = await makeSite(db, { short_name: '配合藥局' });
  await sql`update service_application set service_code = 'claims' where site_code = ${code}`.execute(db);
  await sql`update service_grant set ended_at = now() where site_code = ${code}`.execute(db);
  const page = await openHq(stage, '/hq/unified-grants');
  await shows(main(page), '尚無統一授權');
  await page.getByRole('button', { name: '開始授權' }).click();
  await shows(main(page), '請選擇服務。');
  await page.getByRole('combobox', { name: '服務' }).selectOption({ label: '防疫口罩管控系統' });
  const count = page.getByRole('table', { name: '授權前試算' });
  await shows(count, '藥局', '合計');
  await page.getByRole('textbox', { name: '依據或文號' }).fill('健保醫字第1090000001號');
  await page.getByRole('button', { name: '開始授權' }).click();
  await shows(page.getByRole('dialog'), '新增2人的授權', '完成後可整批撤銷');
  // Somebody else at the grants keeps the background work waiting, so that its progress can be seen.
  const holder = new pg.Client({ connectionString: stage.database.ownerUrl });
  await holder.connect();
  atEnd(t, () => holder.end());
  await holder.query('begin; lock table service_grant in share mode');
  await confirm(page, '確定開始');
  await page.getByRole('progressbar', { name: '「防疫口罩管控系統」統一授權進度' }).waitFor();
  await shows(main(page), '0家，共', '完成申請0家，新增授權0人', '停止');
  await isAccessible(page, 'a unified grant at work');
  await holder.end();
  await shows(main(page), '「防疫口罩管控系統」統一授權完成：完成申請1家，新增授權2人');
  const order = rowOf(page, '健保醫字第1090000001號');
  await shows(order, '完成');

  await page.getByRole('button', { name: /^整批撤銷 / }).click();
  await shows(page.getByRole('dialog'), '健保醫字第1090000001號', '一次收回', '不受影響');
  await confirm(page, '確定撤銷');
  await shows(order, '已撤銷');
  const pressed = Promise.withResolvers<void>();
  await page.route('**/api/hq/unified-grants/preview?*', async (route) => {
    await pressed.promise;
    await route.continue();
  });
  await page.getByRole('button', { name: /^再次執行 / }).click();
  assert.equal(await page.getByRole('combobox', { name: '服務' }).inputValue(), 'masks');
  // One that is done before the screen has seen it at work is told all the same.
  await page.route('**/api/hq/unified-grants', async (route) => {
    if (route.request().method() === 'GET')
      await eventually(async () => {
        const { rows } = await sql`select from unified_grant where state = 'done'`.execute(db);
        assert.equal(rows.length, 1);
      });
    await route.continue();
  });
  await page.getByRole('textbox', { name: '依據或文號' }).fill('健保醫字第1090000002號');
  await page.getByRole('button', { name: '開始授權' }).click();
  pressed.resolve();
  await confirm(page, '確定開始');
  await shows(main(page), '「防疫口罩管控系統」統一授權完成：完成申請1家，新增授權2人');
});

test('the catalogue: what it says is what an institution is offered (R059, X26)', async (t) => {
  const stage = await openStage(t);
  const manager = await stage.openPage();
  await beginSession(stage, manager, 'tamsui-manager');
  await manager.goto('/manage/services');
  const offered = manager.getByRole('checkbox', { name: /^申請 回饋檔案/ });
  await offered.waitFor();

  const page = await openHq(stage, '/hq/services');
  await page.getByRole('link', { name: '回饋檔案' }).click();
  await heading(page, '回饋檔案').waitFor();
  await page.getByRole('textbox', { name: '名稱', exact: true }).fill('');
  await page.getByRole('button', { name: '儲存', exact: true }).click();
  await shows(main(page), '請先更正下列欄位', '請輸入名稱。');
  await page.getByRole('textbox', { name: '名稱', exact: true }).fill('回饋檔案查詢');
  await page.getByRole('checkbox', { name: '藥局可申請' }).uncheck();
  await page.getByRole('button', { name: '儲存', exact: true }).click();
  await shows(page.getByRole('dialog'), '藥局(全部)', '立即停止生效');
  await confirm(page, '確定變更');
  await shows(main(page), '「回饋檔案查詢」已儲存，立即生效。');
  await manager.reload();
  await rowOf(manager, '醫療費用申報').first().waitFor();
  assert.equal(await offered.count(), 0);

  await page.getByRole('checkbox', { name: '藥局可申請' }).check();
  await page.getByRole('button', { name: '儲存', exact: true }).click();
  await shows(main(page), '已儲存');
  await manager.reload();
  await manager.getByRole('checkbox', { name: '申請 回饋檔案查詢' }).waitFor();
});

test('someone of the authority: appointed with a password shown once, suspended, ended (R126)', async (t) => {
  const stage = await openStage(t);
  const page = await openHq(stage, '/hq/staff');
  await page.getByRole('button', { name: '新增人員' }).click();
  const form = page.getByRole('dialog', { name: '新增署內人員' });
  await form.getByRole('button', { name: '確定新增' }).click();
  await shows(form, '請選擇職務。', '請輸入姓名。', '請輸入身分證號。');
  await form.getByRole('combobox', { name: '職務' }).selectOption({ label: '署內：稽核' });
  await form.getByRole('textbox', { name: '姓名' }).fill('測試稽核人員');
  await form.getByRole('textbox', { name: '身分證號' }).fill('F100000024');
  await form.getByRole('button', { name: '確定新增' }).click();
  const shown = page.getByRole('dialog', { name: '初始密碼' });
  await shows(shown, '此密碼只在此時顯示', '測試稽核人員');
  await shown.getByRole('button', { name: '已記下，關閉' }).click();
  const row = rowOf(page, '測試稽核人員');
  await shows(row, '署內：稽核', '初始密碼', '有效');
  await page.getByRole('button', { name: /^停權 測試稽核人員/ }).click();
  await confirm(page, '確定停權', '職務調整');
  await shows(row, '停權中', '職務調整');
  await page.getByRole('button', { name: /^終止 測試稽核人員/ }).click();
  await shows(page.getByRole('dialog'), '須重新指派');
  await confirm(page, '確定終止');
  await row.waitFor({ state: 'detached' });
  await page.getByRole('checkbox', { name: '顯示已終止' }).check();
  await shows(row, '已終止');
});

test('the end of 一般登入 is refused while it would shut somebody out, and says whom (R039)', async (t) => {
  const stage = await openStage(t);
  stage.oddities.expect('409 /api/hq/password-log-in');
  const page = await openHq(stage, '/hq/settings');
  await shows(main(page), '5931102274 淡水藥局', '署內承辦人員');
  await page.getByRole('textbox', { name: '最後一日' }).fill('109/06/30');
  await page.getByRole('button', { name: '設定停用日' }).click();
  const dialog = page.getByRole('dialog', { name: '設定停用日' });
  await dialog.getByRole('button', { name: '確定設定' }).click();
  await shows(dialog, '無法');
  await page.keyboard.press('Escape');
  await page.getByRole('checkbox', { name: '於首頁顯示舊版連結' }).check();
  await page.getByRole('textbox', { name: '舊版網址' }).fill('https://old.example.tw/');
  await page.getByRole('button', { name: '儲存', exact: true }).click();
  await shows(main(page), '舊版連結已儲存。', '目前顯示中');
});

test('axe finds nothing on any screen of the console, light and dark; a phone scrolls nowhere to the side', async (t) => {
  const stage = await openStage(t);
  const page = await openHq(stage, '/hq');
  for (const screen of Object.keys(hqScreens) as HqScreen[]) {
    await openHq(stage, screen, page);
    await isAccessible(page, screen);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  for (const screen of Object.keys(hqScreens) as HqScreen[]) {
    await openHq(stage, screen, page);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${screen}: ${over} px too wide`);
  }
});

test('the menu shows exactly what the office allows (R045, R126)', async (t) => {
  const stage = await openStage(t);
  const offices = {
    hq_audit: ['署內作業總覽', '醫事機構查詢', '稽核查詢'],
    hq_system: ['署內作業總覽', '署內人員'],
    hq_supply: ['署內作業總覽', '醫事機構查詢'],
  } as const;
  for (const [office, names] of Object.entries(offices)) {
    const { name, password } = await makeStaff(stage.database.db, {
      name: `only-${office}`,
      site_code: 'HQ00000000',
      roles: [office as keyof typeof offices],
    });
    const page = await stage.openPage();
    const answer = await page.request.post('/api/session', { data: { account: name, password } });
    assert.equal(answer.status(), 201);
    await page.goto('/hq');
    await heading(page, '署內作業總覽').waitFor();
    const shown = await menuOf(page).getByRole('link').allTextContents();
    assert.deepEqual(
      shown.filter((each) => each !== '稽核紀錄'),
      names,
      office,
    );
    await page.goto('/hq/unified-grants');
    await shows(main(page), '沒有執行此項作業的權限');
  }
});

test('a name that several institutions know is corrected by the authority, and both names are noted (R123)', async (t) => {
  const stage = await openStage(t);
  const page = await openHq(stage, '/hq/institutions');
  await main(page).getByRole('link', { name: '5931102274' }).click();
  await page.getByRole('button', { name: '更正姓名 淡水藥局使用者' }).click();
  const dialog = page.getByRole('dialog', { name: '更正姓名 淡水藥局使用者' });
  await isAccessible(page, 'the dialog to correct a name');
  const name = dialog.getByRole('textbox', { name: '姓名' });
  await name.fill(' ');
  await dialog.getByRole('button', { name: '儲存' }).click();
  await shows(dialog, '請輸入姓名。');
  await name.fill('淡水藥局新名');
  await page.keyboard.press('Enter');
  await shows(main(page), '已更正為淡水藥局新名。');
  await page.getByRole('row', { name: /^淡水藥局新名 tamsui/ }).waitFor();
  const { rows } = await sql<{ detail: Record<string, string> }>`
    select detail from audit where act = 'person:rename' and site_code = '5931102274'`.execute(
    stage.database.db,
  );
  assert.deepEqual(
    rows.map(({ detail }) => [detail['name_before'], detail['name']]),
    [['淡水藥局使用者', '淡水藥局新名']],
  );
});
