import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { makeBareSite, makeStaff } from '../factories.ts';
import { beginSession, fillLogIn, sessionRunsOut, shows } from './acts.ts';
import { isAccessible } from './axe.ts';
import {
  changePassword,
  heading,
  issueRepresentative,
  logIn,
  logOut,
  menuOf,
  openPortal,
  ownPassword,
  rowOf,
} from './portal-acts.ts';
import { openStage } from './stage.ts';

const tamsui = '5931102274';

test('a suspension works at once and says why; after it is lifted one goes on at the same place (R048)', async (t) => {
  const stage = await openStage(t);
  stage.oddities.expect('403 /api/stock', '409 /api/stock', '403 /api/session', '409 /api/session');
  const user = await openPortal(stage, 'tamsui', '/home');
  const manager = await openPortal(stage, 'tamsui-manager', '/manage/users');
  await manager.getByRole('button', { name: '停權 淡水藥局使用者' }).click();
  const dialog = manager.getByRole('dialog');
  await shows(dialog, '淡水藥局使用者(tamsui)', '本人馬上無法使用本系統');
  await dialog.getByRole('button', { name: '確定停權' }).click();
  await shows(dialog, '請填寫原因');
  await dialog.getByRole('textbox', { name: '原因' }).fill('留職停薪');
  await dialog.getByRole('button', { name: '確定停權' }).click();
  await shows(rowOf(manager, '淡水藥局使用者'), '停權中', '原因：留職停薪');

  await menuOf(user).getByRole('link', { name: '防疫口罩管控系統_庫存' }).click();
  await heading(user, '目前無法使用').waitFor();
  await shows(user.getByRole('main'), '指派已暫停', '請洽貴單位指派您的人');
  assert.equal(await menuOf(user).count(), 0);
  await isAccessible(user, 'suspended');
  const other = await stage.openPage();
  await logIn(other, stage.logIns.tamsui);
  await shows(other.getByRole('main'), '指派已暫停');

  await manager.getByRole('button', { name: '復權 淡水藥局使用者' }).click();
  await manager.getByRole('dialog').getByRole('button', { name: '確定復權' }).click();
  await shows(rowOf(manager, '淡水藥局使用者'), '有效');
  await user.getByRole('button', { name: '重新確認' }).click();
  await heading(user, '防疫口罩管控系統_庫存').waitFor();
});

test('nobody walks around the forced change of an initial password (R036)', async (t) => {
  const stage = await openStage(t);
  stage.oddities.expect('403 /api/managers', '422 /api/password', '409 /api/password', '401 /api/password');
  const code = await makeBareSite(stage.database.db);
  const first = await issueRepresentative(stage, code);
  const page = await stage.openPage();
  await page.goto('/login?next=/manage/managers');
  await fillLogIn(page.getByRole('main'), first);
  await heading(page, '變更密碼').waitFor();
  for (const path of ['/manage/managers', '/home', '/masks/purchase', '/services/masks']) {
    await page.goto(path);
    await heading(page, '變更密碼').waitFor();
    assert.equal(await menuOf(page).count(), 0, path);
  }
  const refused = await page.request.get('/api/managers');
  assert.deepEqual([refused.status(), (await refused.json()).code], [403, 'password_change_first']);

  await page.goto('/manage/managers');
  const main = page.getByRole('main');
  await main.getByRole('button', { name: '變更密碼' }).click();
  await shows(main, '請輸入初始密碼。', '請輸入新密碼。');
  await changePassword(main, first.password, '短');
  await shows(main, '新密碼須有10個字元以上。');
  await changePassword(main, first.password, '1234567890');
  await shows(main, '新密碼太容易被猜到');
  await changePassword(main, 'not the password', ownPassword('a'));
  await shows(main, '目前的密碼錯誤');
  await changePassword(main, first.password, first.password);
  await heading(page, '變更密碼').waitFor();
  await changePassword(main, first.password, ownPassword('a'));
  // The screen that was asked for.
  await heading(page, '機構管理者維護作業').waitFor();
});

test('the idle warning comes in every window, any work puts it off, and after the end nothing typed is lost (R047)', async (t) => {
  const stage = await openStage(t);
  stage.oddities.expect('401 /api/managers');
  const context = await stage.openContext();
  await context.clock.install();
  const page = await context.newPage();
  const other = await context.newPage();
  await beginSession(stage, page, tamsui);
  await page.goto('/manage/managers');
  await heading(page, '機構管理者維護作業').waitFor();
  await other.goto('/manage/managers');
  await heading(other, '機構管理者維護作業').waitFor();
  const idleOf = (where: Page) => where.getByRole('dialog', { name: '即將自動登出' });

  await page.getByRole('button', { name: '新增管理者' }).click();
  await page.getByRole('textbox', { name: '姓名' }).fill('測試管理者');
  await stage.quiet();
  await context.clock.fastForward('28:05');
  await shows(idleOf(page), '後將自動登出', '繼續使用');
  await idleOf(other).waitFor();
  await idleOf(other).getByRole('button', { name: '繼續使用' }).click();
  await idleOf(other).waitFor({ state: 'hidden' });
  await idleOf(page).waitFor({ state: 'hidden' });

  await sessionRunsOut(stage);
  await context.clock.fastForward('31:00');
  const again = page.getByRole('dialog', { name: '重新登入' });
  await again.waitFor();
  await fillLogIn(again, stage.logIns[tamsui]);
  await again.waitFor({ state: 'hidden' });
  assert.equal(await page.getByRole('textbox', { name: '姓名' }).inputValue(), '測試管理者');
  // One log-in serves every window of the browser.
  await other.getByRole('dialog').waitFor({ state: 'hidden' });
});

test('somebody known at several institutions chooses one, and the session works for that one (R046)', async (t) => {
  const stage = await openStage(t);
  const { db } = stage.database;
  const name = 'of-two-houses';
  const sites = [
    await makeBareSite(db, { short_name: '甲藥局' }),
    await makeBareSite(db, { short_name: '乙藥局' }),
  ];
  for (const site_code of sites) await makeStaff(db, { name, site_code, roles: ['manager'] });
  const page = await stage.openPage();
  await logIn(page, { account: name, password: 'correct horse 42' });
  await shows(page.getByRole('main'), '您在2家醫事機構有身分');
  await isAccessible(page, 'choice of institution');
  await page.getByRole('button', { name: /乙藥局/ }).click();
  await heading(page, '我的首頁').waitFor();
  await shows(page.getByRole('main'), `${sites[1]} 乙藥局`);
  await shows(menuOf(page), '機構使用者維護作業');

  // The same person at another house in another window of this browser: this one follows.
  const other = await page.context().newPage();
  await logOut(page);
  await logIn(other, { account: name, password: 'correct horse 42' });
  await other.getByRole('button', { name: /甲藥局/ }).click();
  await heading(other, '我的首頁').waitFor();
  await page.goto('/manage/users');
  await shows(page.getByRole('main'), `${sites[0]} 甲藥局`);
});

test('after the log-in one comes back to the screen asked for, and to no address of others', async (t) => {
  const stage = await openStage(t);
  const page = await stage.openPage();
  await page.goto('/manage/users');
  await heading(page, '醫事機構登入').waitFor();
  await fillLogIn(page.getByRole('main'), stage.logIns['tamsui-manager']);
  await heading(page, '機構使用者維護作業').waitFor();
  const other = await stage.openPage();
  await other.goto('/login?next=%2F%2Fexample.invalid%2Fhome');
  await fillLogIn(other.getByRole('main'), stage.logIns['tamsui-manager']);
  await heading(other, '我的首頁').waitFor();
  assert.equal(new URL(other.url()).origin, stage.origin);
});

test('cards have their tabs, say what they need and where the component is; 一般登入 goes on its day (R028, R029, R039)', async (t) => {
  const stage = await openStage(t);
  const page = await stage.openPage();
  await page.goto('/login');
  const tabs = page.getByRole('tab');
  const cards = ['醫事人員卡', '健保卡', '自然人憑證卡', '醫事機構卡', '政府單位憑證卡'];
  await heading(page, '醫事機構登入').waitFor();
  assert.deepEqual(await tabs.allTextContents(), ['一般登入', ...cards]);
  const readers = [
    '健保讀卡機或晶片讀卡機',
    '健保讀卡機',
    '晶片讀卡機',
    '健保讀卡機或晶片讀卡機',
    '晶片讀卡機',
  ];
  for (const [index, name] of cards.entries()) {
    await page.getByRole('tab', { name, exact: true }).click();
    const panel = page.getByRole('tabpanel');
    await shows(panel, readers[index] ?? '', '未安裝憑證元件，請至下載專區下載安裝');
    const link = panel.getByRole('link', { name: '前往下載專區' });
    assert.equal(await link.getAttribute('href'), '/pages/downloads#component');
    assert.equal(await panel.getByRole('radio').count(), readers[index]?.includes('或') ? 2 : 0, name);
    await isAccessible(page, name);
  }
  const { db } = stage.database;
  const endOn = (day: string) =>
    sql`insert into setting (key, value, set_at) values ('password_log_in_ends_on', to_jsonb(${day}::text), now())
      on conflict (key) do update set value = excluded.value`.execute(db);
  await endOn('2020-02-05');
  await page.reload();
  await shows(page.getByRole('tabpanel'), '「一般登入」使用至109/02/05(週三)');
  await endOn('2020-02-03');
  await page.reload();
  await heading(page, '醫事機構登入').waitFor();
  assert.deepEqual(await tabs.allTextContents(), cards);
  await shows(page.getByRole('tabpanel'), '「一般登入」已停止使用，請改以「憑證登入」。');
});
