import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeBareSite, makeNumber } from '../factories.ts';
import { beginSession, shows } from './acts.ts';
import { isAccessible } from './axe.ts';
import {
  appoint,
  beginAs,
  changePassword,
  go,
  heading,
  issueRepresentative,
  logIn,
  logOut,
  menuOf,
  openPortal,
  ownPassword,
  register,
  rowOf,
} from './portal-acts.ts';
import { openStage } from './stage.ts';

const tamsui = '5931102274';

test('the last manager: what follows is said before the end is confirmed', async (t) => {
  const stage = await openStage(t);
  const page = await openPortal(stage, tamsui, '/manage/managers');
  await page.getByRole('button', { name: '終止 淡水藥局管理者' }).click();
  const dialog = page.getByRole('dialog');
  await shows(dialog, '最後一位有效的機構管理者', '確定終止');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.equal(
    await page.evaluate(() => document.activeElement?.getAttribute('aria-label')),
    '終止 淡水藥局管理者',
  );
  await page.getByRole('button', { name: '終止 淡水藥局管理者' }).click();
  await dialog.getByRole('button', { name: '確定終止' }).click();
  await shows(page.getByRole('main'), '尚未指派機構管理者');
  await page.getByRole('checkbox', { name: '顯示已終止' }).check();
  await shows(rowOf(page, '淡水藥局管理者'), '已終止');
});

test('grants by file: a dry run changes nothing, good rows are taken, bad ones are named (field notes)', async (t) => {
  const stage = await openStage(t);
  const desk = await openPortal(stage, 'tamsui-manager', '/manage/users');
  const seller = { name: '測試使用者', number: makeNumber(81) };
  await register(stage, seller.number, tamsui);
  const { account } = await appoint(desk, seller);
  await go(desk, '使用者授權管理作業');
  await desk.getByText('以CSV批次授權').click();
  const csv = `帳號或證號,服務代碼,起日,迄日\r\n${account},masks,109/02/04,\r\nnobody,masks,109/02/04,\r\n${account},masks,109/02/30,\r\n`;
  const choose = () =>
    desk.locator('input[type=file]').setInputFiles({
      name: 'grants.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`\ufeff${csv}`),
    });
  await choose();
  await shows(
    desk.getByRole('main'),
    '試算結果：3列中，可授權1列',
    '有誤2列',
    '查無此機構使用者',
    '日期有誤',
  );
  await isAccessible(desk, 'dry run');
  await shows(rowOf(desk, seller.name), '＋授權');
  const [file] = await Promise.all([
    desk.waitForEvent('download'),
    desk.getByRole('button', { name: '匯出CSV' }).last().click(),
  ]);
  assert.equal(file.suggestedFilename(), `授權有誤的列_${tamsui}.csv`);
  await desk.getByRole('button', { name: '確定授權1列' }).click();
  await shows(desk.getByRole('main'), '完成：新授權1列');
  await shows(rowOf(desk, seller.name), '有效');
});

test('a withdrawn application stops its grants at once and brings them back when applied for again', async (t) => {
  const stage = await openStage(t);
  const desk = await openPortal(stage, 'tamsui-manager', '/manage/services');
  await desk.getByRole('button', { name: '取消申請 防疫口罩管控系統' }).click();
  await shows(desk.getByRole('dialog'), '已授權的2位使用者馬上無法使用');
  await desk.getByRole('button', { name: '確定取消申請' }).click();
  await shows(desk.getByRole('main'), '已取消申請');
  await menuOf(desk).getByText('防疫口罩管控系統_購買').waitFor({ state: 'hidden' });
  const user = await openPortal(stage, 'tamsui', '/services/masks');
  await shows(user.getByRole('main'), '貴單位尚未申請此服務', '請機構管理者至');
  await desk.getByRole('button', { name: '申請', exact: true }).click();
  await shows(desk.getByRole('main'), '請先勾選');
  await desk.getByRole('checkbox', { name: /防疫口罩管控系統/ }).check();
  await desk.getByRole('button', { name: /^申請\(/ }).click();
  await menuOf(desk).getByText('防疫口罩管控系統_購買').waitFor();
  await user.reload();
  await shows(user.getByRole('main'), '您可以使用此服務。');
});

test('a service that is granted and being built stands in the menu with the day on which it opens (R045, X31)', async (t) => {
  const stage = await openStage(t);
  const desk = await openPortal(stage, 'tamsui-manager', '/manage/services');
  await desk.getByRole('checkbox', { name: /醫療費用申報/ }).check();
  await desk.getByRole('button', { name: /^申請\(/ }).click();
  await shows(desk.getByRole('main'), '已申請：醫療費用申報');
  await go(desk, '使用者授權管理作業');
  await desk.getByRole('button', { name: '授權 淡水藥局管理者 使用 醫療費用申報' }).click();
  await desk.getByRole('button', { name: '確定授權' }).click();
  await shows(rowOf(desk, '淡水藥局管理者'), '尚未開放');
  await shows(menuOf(desk), '即將開放', '醫療費用申報', '預檢醫療費用申報', '起開放');
  await menuOf(desk)
    .getByRole('link', { name: /^醫療費用申報/ })
    .click();
  await shows(desk.getByRole('main'), '此服務正在建置中。', '起開放');
});

test('axe finds nothing on any portal screen or dialog, light and dark (house style 21)', async (t) => {
  const stage = await openStage(t);
  const representative = await openPortal(stage, tamsui, '/home');
  await isAccessible(representative, 'home');
  await representative.goto('/manage/managers');
  await representative.getByRole('table').waitFor();
  await isAccessible(representative, 'managers');
  await representative.getByRole('button', { name: '新增管理者' }).click();
  await representative.getByRole('button', { name: '確定新增' }).click();
  await shows(representative.getByRole('dialog'), '請先更正下列欄位');
  await isAccessible(representative, 'add with faults');
  await representative.keyboard.press('Escape');
  await representative.getByRole('dialog').waitFor({ state: 'hidden' });
  await representative.getByRole('button', { name: /^重設密碼/ }).click();
  await isAccessible(representative, 'reset');
  await representative.getByRole('button', { name: '確定重設' }).click();
  await representative.getByRole('dialog', { name: '初始密碼' }).waitFor();
  await isAccessible(representative, 'initial password');

  const user = await openPortal(stage, 'tamsui', '/password');
  await isAccessible(user, 'password');
  await user.goto('/services/claims');
  await shows(user.getByRole('main'), '建置中');
  await isAccessible(user, 'service');
  await logOut(user);

  const program = await stage.program(tamsui);
  const { body } = await program.get('/api/managers');
  const [{ appointment_id }] = body['appointments'] as [{ appointment_id: number }];
  const given = await program.post(`/api/managers/${appointment_id}/password`);
  const page = await stage.openPage();
  await logIn(page, {
    account: 'tamsui-manager',
    password: (given.body as unknown as { initial_password: string }).initial_password,
  });
  await heading(page, '變更密碼').waitFor();
  await isAccessible(page, 'forced change');
  await changePassword(
    page.getByRole('main'),
    (given.body as unknown as { initial_password: string }).initial_password,
    ownPassword('m'),
  );
  await heading(page, '我的首頁').waitFor();
  for (const screen of [
    '健保服務申請作業',
    '機構使用者維護作業',
    '使用者授權管理作業',
    '稽核紀錄',
  ] as const) {
    await go(page, screen);
    await page.getByRole('table').waitFor();
    await isAccessible(page, screen);
  }
  await go(page, '使用者授權管理作業');
  await page.getByRole('button', { name: /^變更 淡水藥局使用者/ }).click();
  await isAccessible(page, 'grant');
});

test('a phone of 390 px scrolls no portal screen to the side (look.md)', async (t) => {
  const stage = await openStage(t);
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
  const paths = {
    [tamsui]: ['/home', '/manage/managers', '/manage/workstations', '/password', '/ways-in'],
    'tamsui-manager': [
      '/manage/services',
      '/manage/users',
      '/manage/grants',
      '/manage/audit',
      '/services/masks',
    ],
  } as const;
  for (const [who, screens] of Object.entries(paths)) {
    const page = await stage.openPage(phone);
    await beginSession(stage, page, who as keyof typeof paths);
    for (const path of screens) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      const isList = path.startsWith('/manage') && path !== '/manage/workstations';
      if (isList) await page.getByRole('table').waitFor();
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${path}: ${over} px too wide`);
    }
  }
});

test('appointing and granting by keyboard alone', async (t) => {
  const stage = await openStage(t);
  const seller = { name: '鍵盤使用者', number: makeNumber(91) };
  await register(stage, seller.number, tamsui);
  const page = await openPortal(stage, 'tamsui-manager', '/manage/users');
  const { keyboard } = page;
  /** Presses Tab until what has focus bears the name. */
  const tabTo = async (name: string): Promise<void> => {
    for (let presses = 0; presses < 60; presses++) {
      const here = await page.evaluate(() => {
        const each = document.activeElement as HTMLInputElement | null;
        return each?.getAttribute('aria-label') ?? each?.labels?.[0]?.textContent ?? each?.textContent ?? '';
      });
      if (here.replace(/\s*\*$/, '').trim() === name) return;
      await keyboard.press('Tab');
    }
    assert.fail(`Tab never came to ${name}`);
  };
  await page.getByRole('button', { name: '新增使用者' }).waitFor();
  await tabTo('新增使用者');
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo('姓名');
  await keyboard.type(seller.name);
  await tabTo('身分證號');
  await keyboard.type(seller.number);
  await keyboard.press('Enter');
  await page.getByRole('dialog', { name: '初始密碼' }).waitFor();
  await tabTo('已記下，關閉');
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await tabTo('使用者授權管理作業');
  await keyboard.press('Enter');
  await heading(page, '使用者授權管理作業').waitFor();
  await rowOf(page, seller.name).waitFor();
  await tabTo(`授權 ${seller.name} 使用 防疫口罩管控系統`);
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo('確定授權');
  await keyboard.press('Enter');
  await page
    .getByRole('button', { name: `授權 ${seller.name} 使用 防疫口罩管控系統` })
    .waitFor({ state: 'hidden' });
  await shows(rowOf(page, seller.name), '有效');
});

test('in English every portal screen has its words', async (t) => {
  const stage = await openStage(t);
  const page = await stage.openPage();
  await beginAs(page, await issueRepresentative(stage, await makeBareSite(stage.database.db)));
  await go(page, '機構管理者維護作業');
  await page.getByRole('button', { name: /Switch to English/ }).click();
  await heading(page, 'Managers').waitFor();
  await shows(page.getByRole('main'), 'There is no manager yet');
  await page.reload();
  await shows(page.getByRole('main'), 'There is no manager yet');
});

test('from the site map without the right: what to apply for, and whose work it is (R008, X26)', async (t) => {
  const stage = await openStage(t);
  const page = await openPortal(stage, tamsui, '/home');
  await page.getByRole('link', { name: '網站地圖' }).first().click();
  await page.getByRole('link', { name: '防疫口罩管控系統_購買' }).click();
  await shows(page.getByRole('main'), '您目前不能使用「防疫口罩管控系統」', '還缺什麼');
  await isAccessible(page, 'a screen without the right');
  await page.getByRole('link', { name: '還缺什麼' }).click();
  await heading(page, '防疫口罩管控系統').waitFor();
  await page.goto('/manage/grants');
  await shows(page.getByRole('main'), '這項作業由機構管理者辦理');
});
