import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { readNumber } from '../../src/people/documents.ts';
import { personKeyOf } from '../../src/people/index.ts';
import { isRefusal } from '../../src/platform/errors.ts';
import { serverKeysFrom } from '../../src/platform/secrets.ts';
import { saveRegistrations } from '../../src/services/index.ts';
import { testServerKey } from '../db.ts';
import { beginSession, shows } from './acts.ts';
import type { Account, Stage } from './stage.ts';

export type LogIn = { account: string; password: string };

/** Nobody would guess it, and it is nobody's. */
export const ownPassword = (whose: string): string => `紅豆 ${whose} 颱風 lantern 47`;

/** 一般登入 on a fresh window, up to whatever comes then. */
export const logIn = async (page: Page, { account, password }: LogIn): Promise<void> => {
  await page.goto('/login');
  await page.getByRole('textbox', { name: '帳號或身分證號' }).fill(account);
  await page.getByRole('textbox', { name: '密碼' }).fill(password);
  await page.getByRole('button', { name: '登入', exact: true }).click();
};

export const heading = (page: Page, name: string): Locator => page.getByRole('heading', { level: 1, name });

/** 登出, until it has ended: whoever goes elsewhere before that is still logged in when the next page asks. */
export const logOut = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: '登出' }).click();
  await heading(page, '醫事機構登入').waitFor();
};

/** A portal screen of somebody who is logged in, without the form. */
export const openPortal = async (stage: Stage, who: Account, path: string): Promise<Page> => {
  const page = await stage.openPage();
  await beginSession(stage, page, who);
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
};

/** The form of 變更密碼, wherever it stands. */
export const changePassword = async (
  place: Page | Locator,
  current: string,
  fresh: string,
): Promise<void> => {
  await place.getByRole('textbox', { name: /^(初始|目前)密碼/ }).fill(current);
  await place.getByRole('textbox', { name: /^新密碼/ }).fill(fresh);
  await place.getByRole('textbox', { name: /^再次輸入新密碼/ }).fill(fresh);
  await place.getByRole('button', { name: '變更密碼' }).click();
};

/** First log-in with an initial password: the change comes first, then 我的首頁. Answers what to log in with. */
export const beginAs = async (page: Page, first: LogIn): Promise<LogIn> => {
  await logIn(page, first);
  await heading(page, '變更密碼').waitFor();
  const password = ownPassword(first.account.slice(-3));
  await changePassword(page.getByRole('main'), first.password, password);
  await heading(page, '我的首頁').waitFor();
  return { account: first.account, password };
};

type PortalScreen =
  | '機構管理者維護作業'
  | '健保服務申請作業'
  | '機構使用者維護作業'
  | '使用者授權管理作業'
  | '稽核紀錄'
  | '防疫口罩管控系統_購買'
  | '防疫口罩管控系統_庫存';

export const menuOf = (page: Page): Locator => page.getByRole('navigation', { name: '服務項目' });

export const go = async (page: Page, screen: PortalScreen): Promise<void> => {
  await menuOf(page).getByRole('link', { name: screen, exact: true }).click();
  await heading(page, screen).waitFor();
};

export const rowOf = (page: Page, name: string): Locator => page.getByRole('row').filter({ hasText: name });

/** 新增 on the screen of managers or users; answers what the new person logs in with. */
export const appoint = async (page: Page, person: { name: string; number: string }): Promise<LogIn> => {
  await page.getByRole('button', { name: /^新增(管理者|使用者)$/ }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: '姓名' }).fill(person.name);
  await form.getByRole('textbox', { name: '身分證號' }).fill(person.number);
  await form.getByRole('button', { name: '確定新增' }).click();
  return takePassword(page);
};

/** The initial password, as the one who appoints reads it and closes the window. */
export const takePassword = async (page: Page): Promise<LogIn> => {
  const shown = page.getByRole('dialog', { name: '初始密碼' });
  await shown.waitFor();
  await shows(shown, '此密碼只在此時顯示');
  const password = (await shown.locator('code').textContent()) ?? '';
  const account = (await shown.locator('dt', { hasText: '帳號' }).locator('+ dd').textContent()) ?? '';
  assert.match(password, /^\S{8,}$/);
  await shown.getByRole('button', { name: '已記下，關閉' }).click();
  await shown.waitFor({ state: 'hidden' });
  return { account, password };
};

/** 職登: registered to practise at an institution, as the authority's register has it. */
export const register = async (
  stage: Stage,
  number: string,
  site_code: string,
  profession: 'pharmacist' | 'nurse' = 'pharmacist',
): Promise<void> => {
  const read = readNumber('01', number, undefined, '2020-02-04');
  if (isRefusal(read)) throw new Error('the test made a number that is none');
  const person_key = personKeyOf(serverKeysFrom(testServerKey).staff, read);
  await saveRegistrations(
    stage.database.db,
    [{ person_key, site_code, profession, starts_on: '2011-01-01', ends_on: null }],
    new Date(),
  );
};

/** HQ gives an institution its representative's first password, through the API. */
export const issueRepresentative = async (stage: Stage, code: string): Promise<LogIn> => {
  const hq = await stage.program('hq');
  const { status, body } = await hq.post(`/api/hq/institutions/${code}/representative`);
  assert.equal(status, 201, JSON.stringify(body));
  const { appointment, initial_password } = body as unknown as {
    appointment: { account: string };
    initial_password: string;
  };
  return { account: appointment.account, password: initial_password };
};
