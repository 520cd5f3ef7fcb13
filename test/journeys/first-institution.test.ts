import { test } from 'node:test';
import { prepareDay } from '../../src/serve.ts';
import { makeBareSite, makeNumber } from '../factories.ts';
import { adult, picture, shows } from './acts.ts';
import { ask, buyByKeys, counterOn } from './counter-screen.ts';
import {
  appoint,
  beginAs,
  go,
  heading,
  issueRepresentative,
  logIn,
  logOut,
  menuOf,
  openPortal,
  register,
  rowOf,
  takePassword,
} from './portal-acts.ts';
import { openStage } from './stage.ts';

const managers = { name: '測試管理者', number: makeNumber(71) };
const seller = { name: '測試使用者', number: makeNumber(72) };

test('a new institution goes from nothing to its first sale through the screens (R048-R064, R072)', async (t) => {
  const stage = await openStage(t, '2020-02-04T08:30:00');
  const code = await makeBareSite(stage.database.db, { short_name: '新設藥局' });
  await prepareDay(stage.database.db, '2020-02-04');
  for (const { number } of [managers, seller]) await register(stage, number, code);

  // 署: the password of the 機構代表, from the console.
  const office = await openPortal(stage, 'hq', `/hq/institutions/${code}`);
  await office.getByRole('button', { name: '發給機構代表密碼' }).click();
  await shows(office.getByRole('dialog'), code, '初始密碼只顯示一次');
  await office.getByRole('button', { name: '確定發給' }).click();
  const first = await takePassword(office);

  // 機構代表: the change of password first, then a manager.
  const representative = await stage.openPage();
  await beginAs(representative, first);
  await shows(representative.getByRole('main'), '首次使用', '輪到您辦理');
  await picture(representative, 'portal-home-representative');
  await go(representative, '機構管理者維護作業');
  await shows(representative.getByRole('main'), '尚未指派機構管理者');
  const manager = await appoint(representative, managers);
  await shows(rowOf(representative, managers.name), '有效', '初始密碼');
  await picture(representative, 'portal-managers');
  await shows(menuOf(representative), '機構代表作業', '稽核紀錄');

  // 機構管理者: application, users, grants.
  const desk = await stage.openPage();
  await beginAs(desk, manager);
  await go(desk, '健保服務申請作業');
  await desk.getByRole('checkbox', { name: /防疫口罩管控系統/ }).check();
  await desk.getByRole('button', { name: /^申請\(/ }).click();
  await shows(desk.getByRole('main'), '已申請：防疫口罩管控系統');
  await picture(desk, 'portal-applications');
  await go(desk, '機構使用者維護作業');
  const user = await appoint(desk, seller);
  await desk.getByRole('button', { name: '將自己設為使用者' }).click();
  await desk.getByRole('dialog').getByRole('button', { name: '將自己設為使用者' }).click();
  await shows(desk.getByRole('main'), '已將您設為機構使用者');
  await shows(rowOf(desk, managers.name), '本人');
  await picture(desk, 'portal-users');
  await go(desk, '使用者授權管理作業');
  for (const { name } of [seller, managers]) {
    await desk.getByRole('button', { name: `授權 ${name} 使用 防疫口罩管控系統` }).click();
    await desk.getByRole('dialog').getByRole('button', { name: '確定授權' }).click();
    await desk
      .getByRole('button', { name: `授權 ${name} 使用 防疫口罩管控系統` })
      .waitFor({ state: 'hidden' });
    await shows(rowOf(desk, name), '有效');
  }
  await picture(desk, 'portal-grants');
  // R057: the manager's functions and the operations granted, at once.
  await shows(menuOf(desk), '防疫口罩管控系統_購買', '健保服務申請作業', '稽核紀錄');

  // 機構使用者: the arrival, then the first sale.
  const counter = await stage.openPage();
  await beginAs(counter, user);
  await shows(menuOf(counter), '防疫口罩管控系統_購買');
  await go(counter, '防疫口罩管控系統_庫存');
  await counter.getByRole('button', { name: '確認到貨' }).click();
  await shows(counter.getByRole('main'), '到貨確認完成');
  await go(counter, '防疫口罩管控系統_購買');
  await ask(counter, adult);
  await buyByKeys(counter);
  await shows(counterOn(counter).verdict, '購買成功');
  await picture(counter, 'portal-first-sale');

  // All is done: the list of 首次使用 is gone.
  await counter.goto('/home');
  await heading(counter, '我的首頁').waitFor();
  await shows(counter.getByRole('main'), '服務項目');
  await counter.getByText('首次使用', { exact: true }).waitFor({ state: 'hidden' });

  // The trail of the institution has it all, the representative reads it.
  await go(representative, '稽核紀錄');
  for (const act of ['發給機構代表密碼', '指派', '申請服務', '授權', '到貨確認', '購買'])
    await shows(representative.getByRole('table'), act);
  await picture(representative, 'portal-audit');
});

test('whoever logs in a second time with an own password goes straight to work (R036)', async (t) => {
  const stage = await openStage(t);
  const code = await makeBareSite(stage.database.db);
  const page = await stage.openPage();
  const known = await beginAs(page, await issueRepresentative(stage, code));
  await logOut(page);
  await logIn(page, known);
  await heading(page, '我的首頁').waitFor();
});
