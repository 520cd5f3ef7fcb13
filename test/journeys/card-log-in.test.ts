import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { agentAddress } from '../../agent/protocol.ts';
import { demoPerson } from '../../src/card-kit/card-list.ts';
import { holdAgentPort } from '../cards/agent-port.ts';
import { picture, sessionRunsOut, shows } from './acts.ts';
import { isAccessible } from './axe.ts';
import { meetAgent } from './browser.ts';
import { agentWindow, enterByCard, openCardStage, openCardTab, pressLogIn, typePin } from './card-acts.ts';
import { confirm } from './hq-acts.ts';
import {
  appoint,
  changePassword,
  go,
  heading,
  logOut,
  menuOf,
  openPortal,
  ownPassword,
  rowOf,
  takePassword,
} from './portal-acts.ts';

meetAgent();
await holdAgentPort();

/** The focus is at a place that says so. */
const keyboardAt = (page: Page, text: string): Promise<void> => shows(page.locator('main :focus'), text);

const newManager = { name: '未獲指派藥師', number: demoPerson(20).number };

test('by cards from the institution to its users: component, PIN, workstation, SAM, 健保卡, release (R027-R037)', async (t) => {
  const stage = await openCardStage(t);
  const { cards, oddities } = stage;
  oddities.expect('403 /api/session/card', '409 /api/session/card', '422 /api/session/card');

  stage.app.clock.at('2012-03-01T09:00:00');

  // Nothing is installed yet: the sentence of R031 and the way to the component.
  const page = await stage.openPage();
  let panel = await openCardTab(page, '醫事機構卡');
  await shows(
    panel,
    '未安裝憑證元件，請至下載專區下載安裝',
    '醫事機構與醫事人員憑證卡之PIN碼不在本系統中變更',
  );
  assert.equal(
    await panel.getByRole('link', { name: '前往下載專區' }).getAttribute('href'),
    '/pages/downloads#component',
  );
  await isAccessible(page, 'no component');
  await picture(page, 'cards-not-installed');

  // R035: in 101 a card of the first generation lets in, with the advice of Q25.
  await panel.getByRole('button', { name: '重新偵測' }).press('Enter');
  await keyboardAt(page, '未安裝憑證元件');
  await stage.startAgent();
  await cards.insert('institution-gen1', 'chip');
  await panel.getByRole('radio', { name: '晶片讀卡機' }).check();
  await shows(panel, '晶片讀卡機已插卡');
  await isAccessible(page, 'card in the reader');
  await picture(page, 'cards-log-in');
  await pressLogIn(panel, { name: 'cards-pin' });
  await heading(page, '我的首頁').waitFor();
  await shows(
    page.getByRole('main'),
    '一代醫事機構憑證卡與醫事人員憑證卡皆可登入新平台',
    '皆建議換為二代卡片，換二代卡片視同第一次申辦，目前皆是免費',
  );
  await isAccessible(page, 'advice on 我的首頁');
  await logOut(page);

  // In 109 it has expired; the institution's new card waits until the authority has released the old one.
  stage.app.clock.at('2020-02-04T09:00:00');
  panel = await openCardTab(page, '醫事機構卡');
  await pressLogIn(panel);
  await shows(panel, '憑證已逾有效期限，無法登入', '皆建議換為二代卡片');
  await cards.insert('institution', 'chip');
  await pressLogIn(panel);
  await shows(panel, '換卡請先解除原卡綁定：使用者洽機構管理者，管理者洽機構代表');
  const office = await openPortal(stage, 'hq', '/hq/institutions/5931102274');
  await office.getByRole('button', { name: /^解除卡片綁定/ }).click();
  await shows(office.getByRole('dialog'), '目前綁定：醫事機構卡');
  await confirm(office, '確定解除');
  await pressLogIn(panel);
  await heading(page, '我的首頁').waitFor();

  // 工作站: this computer, and its SAM.
  await menuOf(page).getByRole('link', { name: '工作站維護作業' }).click();
  await heading(page, '工作站維護作業').waitFor();
  await shows(page.getByRole('main'), '這台電腦尚未登錄', '尚未登錄工作站');
  await page.getByRole('textbox', { name: '電腦名稱' }).fill('櫃檯1號');
  await isAccessible(page, '工作站, none');
  await cards.insert('sam', 'sam');
  await page.getByRole('button', { name: '登錄這台電腦' }).click();
  await shows(rowOf(page, '櫃檯1號'), '這台電腦', '尚未認證');
  // The button that was pressed is gone, the keyboard is not.
  await keyboardAt(page, '這台電腦已登錄為');
  await page.reload();
  await page.getByRole('button', { name: '認證SAM卡' }).click();
  await shows(rowOf(page, '櫃檯1號'), '已認證');
  await keyboardAt(page, 'SAM卡已認證');
  await isAccessible(page, '工作站');
  await picture(page, 'cards-workstations');

  // Q18: whoever is appointed nowhere stays outside, until the representative appoints this person.
  const desk = await stage.openPage();
  await cards.insert('staff-unassigned', 'staff');
  panel = await openCardTab(desk, '醫事人員卡', '健保讀卡機');
  await shows(panel, '健保讀卡機已插卡', 'SAM卡已認證');
  await pressLogIn(panel);
  await shows(panel, '您尚未經指派為機構管理者或機構使用者，無法登入');
  await go(page, '機構管理者維護作業');
  await appoint(page, newManager);
  await pressLogIn(panel);
  await heading(desk, '我的首頁').waitFor();
  await shows(menuOf(desk), '機構管理者作業', '工作站維護作業');

  // A user's 健保卡 with a password that was never changed (R036).
  await go(desk, '機構使用者維護作業');
  await desk.getByRole('button', { name: '重設密碼 淡水藥局使用者' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: '確定重設' }).click();
  const given = await takePassword(desk);
  const counter = await stage.openPage();
  await cards.insert('nhi-user', 'nhi');
  panel = await openCardTab(counter, '健保卡');
  await shows(panel, '健保讀卡機已插', 'SAM卡已認證');
  await panel.getByRole('button', { name: '憑證登入' }).click();
  await shows(panel, '請輸入密碼');
  await panel.getByRole('textbox', { name: '本系統的密碼' }).fill(given.password);
  await picture(counter, 'cards-nhi');
  await counter.keyboard.press('Enter');
  await heading(counter, '變更密碼').waitFor();
  await changePassword(counter.getByRole('main'), given.password, ownPassword('nhi'));
  await heading(counter, '我的首頁').waitFor();
  await shows(menuOf(counter), '防疫口罩管控系統_購買');

  // What is bound stands in the list, and is released there.
  await cards.insert('staff-user', 'chip');
  await logOut(counter);
  await enterByCard(counter, '醫事人員卡', '晶片讀卡機');
  await desk.reload();
  await shows(rowOf(desk, '淡水藥局使用者'), '醫事人員卡');
  await isAccessible(desk, 'users with cards');
  // The authority can do it too: it alone, where the person works at several institutions.
  await office.reload();
  await office.getByRole('button', { name: '解除卡片綁定 淡水藥局使用者' }).click();
  await shows(office.getByRole('dialog'), '淡水藥局使用者(機構使用者)', '目前綁定：醫事人員卡');
  await office.keyboard.press('Escape');
  await desk.getByRole('button', { name: '解除卡片綁定 淡水藥局使用者' }).click();
  await shows(desk.getByRole('dialog'), '目前綁定：', '醫事人員卡');
  await picture(desk, 'cards-release');
  await confirm(desk, '確定解除');
  await shows(desk.getByRole('main'), '已解除淡水藥局使用者的卡片綁定。');
  await desk.getByRole('button', { name: '解除卡片綁定 淡水藥局使用者' }).waitFor({ state: 'hidden' });

  // The enrolment is taken back.
  await page.bringToFront();
  await menuOf(page).getByRole('link', { name: '工作站維護作業' }).click();
  const seen = async (): Promise<void> => {
    await shows(rowOf(page, '櫃檯1號'), '這台電腦');
    await shows(page.getByRole('main'), 'SAM卡已認證');
  };
  await seen();
  // A press is not lost when the component is found in the middle of it: the button stays under the mouse.
  const end = page.getByRole('button', { name: '取消登錄 櫃檯1號' });
  const answers = Promise.withResolvers<void>();
  await page.route(`${agentAddress}/**`, async (route) => {
    await answers.promise;
    await route.continue();
  });
  await page.reload();
  await end.waitFor();
  await shows(page.getByRole('main'), '確認憑證元件中');
  await end.hover();
  await page.mouse.down();
  answers.resolve();
  await seen();
  await page.mouse.up();
  await page.unrouteAll({ behavior: 'wait' });
  await shows(page.getByRole('dialog'), '櫃檯1號', '該電腦馬上不能再以健保卡登入');
  await confirm(page, '確定取消登錄');
  await shows(page.getByRole('main'), '已取消登錄「櫃檯1號」。', '這台電腦尚未登錄');
});

test('a passkey after the card, the same card after the session has ended, and what is refused (R030-R034, R038, R042)', async (t) => {
  const stage = await openCardStage(t);
  const { cards, oddities } = stage;
  oddities.expect(
    '401 /api/audit',
    '403 /api/session/card',
    '409 /api/session/card',
    '422 /api/session/card',
  );
  await stage.startAgent();
  const page = await stage.openPage();
  const debug = await page.context().newCDPSession(page);
  await debug.send('WebAuthn.enable');
  await debug.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await cards.insert('citizen-manager', 'chip');
  const panel = await openCardTab(page, '自然人憑證卡');
  await shows(panel, '晶片讀卡機已插卡');
  // One wrong PIN: how many tries are left, and the right one in the same window.
  await pressLogIn(panel, { typed: '654321' });
  const window = page
    .context()
    .pages()
    .find((each) => each.url().startsWith(agentAddress));
  if (!window) throw new Error('the window of the component is gone');
  await shows(window.getByRole('main'), 'PIN碼錯誤');
  await typePin(window);
  await heading(page, '我的首頁').waitFor();
  await shows(page.getByRole('main'), '下次可用通行密鑰登入');
  await isAccessible(page, 'offer of a passkey');
  await picture(page, 'cards-passkey-offer');

  await page.getByRole('link', { name: '新增通行密鑰' }).click();
  await heading(page, '我的登入方式').waitFor();
  await shows(page.getByRole('main'), '自然人憑證卡', '尚未新增通行密鑰');
  await page.getByRole('button', { name: '新增通行密鑰' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: '名稱' }).fill('我的手機');
  await page.getByRole('dialog').getByRole('button', { name: '新增', exact: true }).click();
  await shows(page.getByRole('main'), '已新增通行密鑰「我的手機」。');
  await isAccessible(page, '我的登入方式');
  await picture(page, 'cards-own-ways');

  // The session ends over an open screen: by the same card back to the same work.
  await menuOf(page).getByRole('link', { name: '稽核紀錄' }).click();
  await heading(page, '稽核紀錄').waitFor();
  await page.getByRole('table').waitFor();
  await page.getByRole('textbox', { name: '帳號' }).fill('tamsui');
  await sessionRunsOut(stage);
  await page.getByRole('button', { name: '查詢' }).click();
  const again = page.getByRole('dialog', { name: '重新登入' });
  await shows(again, '晶片讀卡機已插卡');
  await isAccessible(page, 'log in again by card');
  await picture(page, 'cards-again');
  await pressLogIn(again);
  await again.waitFor({ state: 'hidden' });
  assert.equal(await page.getByRole('textbox', { name: '帳號' }).inputValue(), 'tamsui');
  await heading(page, '稽核紀錄').waitFor();

  // By the passkey alone, with the keyboard alone.
  await cards.remove('chip');
  await logOut(page);
  await shows(page.getByRole('main'), '請插入自然人憑證卡');
  await page.getByRole('button', { name: '憑證登入' }).focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await heading(page, '我的首頁').waitFor();
  await page.goto('/ways-in');
  await page.getByRole('button', { name: '移除 我的手機' }).click();
  await confirm(page, '確定移除');
  await shows(
    page.getByRole('main'),
    '已移除通行密鑰「我的手機」。',
    '請先以醫事人員卡或自然人憑證卡登入，再新增通行密鑰。',
  );
  await logOut(page);

  // Every "no" in its own words.
  const says = async (
    [card, reader]: [Parameters<typeof openCardTab>[1], Parameters<typeof openCardTab>[2]?],
    name: string,
    ...sentences: string[]
  ): Promise<void> => {
    await cards.insert(name, reader === '健保讀卡機' ? 'staff' : 'chip');
    const tab = await openCardTab(page, card, reader);
    await pressLogIn(tab);
    await shows(tab, ...sentences);
  };
  await says(['醫事機構卡', '晶片讀卡機'], 'institution-expired', '憑證已逾有效期限，無法登入。');
  await says(['醫事機構卡', '晶片讀卡機'], 'institution-revoked', '憑證已廢止，無法登入。');
  await says(
    ['醫事機構卡', '晶片讀卡機'],
    'institution-not-contracted',
    '非特約醫事機構，無法登入',
    '請檢查是否使用正確之憑證卡登入',
    '請將「醫事機構憑證卡」插入健保讀卡機之「醫事卡」的插槽後登入即可',
  );
  await says(
    ['醫事人員卡', '晶片讀卡機'],
    'staff-secondary',
    '無法以醫師備用卡登入新平台。請改用本人之醫事人員卡。',
  );
  await isAccessible(page, 'refused');
  await picture(page, 'cards-refused');

  // What the component sees for itself needs no PIN; the SAM is asked for before one is typed.
  const sees = async (
    [card, reader]: [Parameters<typeof openCardTab>[1], '健保讀卡機' | '晶片讀卡機'],
    ...sentences: string[]
  ): Promise<void> => {
    const tab = await openCardTab(page, card, reader);
    await tab.getByText(/就緒|已插|找不到/).waitFor();
    if (reader === '健保讀卡機') await tab.getByText(/SAM卡(尚未認證|已認證|已逾期|已停用|已過期)/).waitFor();
    await tab.getByRole('button', { name: '憑證登入' }).click();
    await shows(tab, ...sentences);
  };
  await cards.insert('staff-locked', 'chip');
  await sees(['醫事人員卡', '晶片讀卡機'], 'PIN碼已鎖定，請洽發卡機關');
  await cards.remove('chip');
  await sees(['醫事人員卡', '健保讀卡機'], '健保讀卡機尚未完成SAM卡認證，請完成認證後再登入。');
  await cards.insert('sam', 'sam');
  await page.getByRole('button', { name: '認證SAM卡' }).click();
  await shows(page.getByRole('tabpanel'), 'SAM卡已認證');
  await sees(['醫事機構卡', '健保讀卡機'], '讀卡機內沒有卡片，請插入卡片');
  await cards.insert('hca-in-pcsc', 'nhi');
  await sees(
    ['醫事機構卡', '健保讀卡機'],
    '請將「醫事機構憑證卡」插入健保讀卡機之「醫事卡」的插槽後登入即可',
  );
  await sees(['醫事人員卡', '健保讀卡機'], '請將「醫事人員卡」插入健保讀卡機之「醫事卡」的插槽後登入即可。');
  await cards.insert('citizen-manager', 'staff');
  await sees(['醫事人員卡', '健保讀卡機'], '此卡片不適用所選讀卡機，請改用晶片讀卡機。');

  // As last time and by the keyboard alone: Enter, the PIN, Enter. Nothing scrolls to the side on a phone.
  await cards.insert('citizen-manager', 'chip');
  await page.goto('/login');
  await shows(page.getByRole('tabpanel'), '晶片讀卡機已插');
  for (const width of [1366, 390]) {
    await page.setViewportSize({ width, height: 768 });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), String(width));
  }
  await typePin(await agentWindow(page.context(), () => page.keyboard.press('Enter')));
  await heading(page, '我的首頁').waitFor();
  await page.setViewportSize({ width: 1366, height: 768 });
  await logOut(page);

  // A health centre's representative comes by the card of a government unit.
  await cards.insert('government', 'chip');
  await enterByCard(page, '政府單位憑證卡');
  await shows(page.getByRole('main'), '新北市淡水區虛擬衛生所', '機構代表');
  await shows(menuOf(page), '機構代表作業');
});
