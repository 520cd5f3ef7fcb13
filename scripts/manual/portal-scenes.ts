import type { Page } from 'playwright-core';
import { portal } from '../../src/words/zh-TW.portal.ts';
import { screens } from '../../src/words/zh-TW.screens.ts';
import { logIn, logOut, type Scene, type Studio, see } from './studio.ts';

const { frame, home, log_in, password, ui } = screens;
const { applications, grants, people } = portal;

/** The test institution: nobody there but a user, so that its chain can be built before our eyes. */
const clinic = '3501200000';
const managerOf = { name: '臺北虛擬管理者', number: 'A123456789' };
const sellerOf = { name: '臺北虛擬使用者', number: 'F200000026' };
/** Stands in the pictures in place of the password of the day. */
const shownPassword = 'abcd-efgh-2345';
const fresh = '紅豆 颱風 lantern 47';

type Given = { account: string; password: string };

const begin = async ({ program, page }: Studio, { account, password: word }: Given): Promise<void> => {
  await page.goto(`${program.address}/login`);
  await page.getByLabel(log_in.account).fill(account);
  await page.getByLabel(log_in.password, { exact: true }).fill(word);
  await page.keyboard.press('Enter');
  await see(page, password.first);
};

const changeTo = async (page: Page, current: string): Promise<void> => {
  await page.getByLabel(new RegExp(`^${password.current_initial}`)).fill(current);
  await page.getByLabel(new RegExp(`^${password.fresh}`)).fill(fresh);
  await page.getByLabel(new RegExp(`^${password.again}`)).fill(fresh);
  await page.getByRole('button', { name: password.submit }).click();
  await see(page, home.services);
};

const go = async (page: Page, name: string): Promise<void> => {
  await page.locator('#menu').getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
};

/** Reads the initial password, then puts another in its place for the picture. */
const readPassword = async (page: Page): Promise<Given> => {
  const shown = page.getByRole('dialog');
  const code = shown.locator('code');
  await code.waitFor();
  const given = {
    account:
      (await shown.locator('dt', { hasText: ui.one_time_account }).locator('+ dd').textContent()) ?? '',
    password: (await code.textContent()) ?? '',
  };
  await code.evaluate((each, text) => {
    each.textContent = text;
  }, shownPassword);
  await shown
    .locator('dt', { hasText: ui.one_time_place })
    .locator('+ dd')
    .evaluate((each) => {
      each.textContent = 'https://medvpn.nhi.gov.tw/login';
    });
  return given;
};

const add = async (page: Page, act: string, person: typeof managerOf): Promise<void> => {
  await page.getByRole('button', { name: act }).click();
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: people.column.name }).fill(person.name);
  await form.getByRole('textbox', { name: people.column.number }).fill(person.number);
};

/** The authority gives the institution its first password, through the API: its console has its own manual. */
const issue = async (studio: Studio): Promise<Given> => {
  const { program, page } = studio;
  await logIn(studio, 'hq');
  const answer = await page.request.post(`${program.address}/api/hq/institutions/${clinic}/representative`, {
    headers: { origin: program.address },
  });
  const { appointment, initial_password } = (await answer.json()) as {
    appointment: { account: string };
    initial_password: string;
  };
  await logOut(studio);
  return { account: appointment.account, password: initial_password };
};

const representative = async (studio: Studio): Promise<Given> => {
  const { page, take } = studio;
  const first = await issue(studio);
  await begin(studio, first);
  await take('portal/01-first-change');
  await changeTo(page, first.password);
  await see(page, home.first_use_intro);
  await take('portal/02-first-use');
  await go(page, frame.managers);
  await see(page, people.empty.managers);
  await add(page, people.add.managers, managerOf);
  await take('portal/03-add-manager');
  await page.getByRole('button', { name: people.submit_add }).click();
  const given = await readPassword(page);
  await take('portal/04-initial-password');
  await page.getByRole('button', { name: ui.handed_over }).click();
  await page.getByRole('button', { name: `${people.act.end} ${managerOf.name}` }).click();
  await see(page, people.warning.last_manager);
  await take('portal/05-last-manager');
  await page.keyboard.press('Escape');
  await logOut(studio);
  return given;
};

const keepUsers = async ({ page, take }: Studio): Promise<void> => {
  await go(page, frame.users);
  await add(page, people.add.users, sellerOf);
  await page.getByRole('button', { name: people.submit_add }).click();
  await readPassword(page);
  await page.getByRole('button', { name: ui.handed_over }).click();
  await page.getByRole('button', { name: people.add_self }).click();
  await page.getByRole('dialog').getByRole('button', { name: people.self_title }).click();
  await see(page, people.self_done);
  await take('portal/07-users');
};

const keepGrants = async ({ page, take }: Studio): Promise<void> => {
  await go(page, frame.grants);
  await page.getByRole('button', { name: `授權 ${sellerOf.name} 使用 防疫口罩管控系統` }).click();
  await page.getByRole('dialog').waitFor();
  await take('portal/08-grant');
  await page.getByRole('button', { name: grants.submit, exact: true }).click();
  await see(page, /^已授權/);
  await page.getByText(grants.bulk).click();
  await page.locator('input[type=file]').setInputFiles({
    name: 'grants.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(
      `帳號或證號,服務代碼,起日,迄日\r\n${managerOf.number},masks,109/02/04,\r\n${sellerOf.number},mask,109/02/04,\r\n`,
    ),
  });
  await see(page, /^試算結果/);
  await page.getByRole('table').last().scrollIntoViewIfNeeded();
  await take('portal/09-grants');
};

const chain: Scene = async (studio) => {
  const { program, context, page, take } = studio;
  program.setTime('10:00:00');
  // The last scene ended on a page of everybody's, where nobody can log out.
  await context.clearCookies();
  await page.goto(`${program.address}/login`);
  await see(page, log_in.about);
  const manager = await representative(studio);
  await begin(studio, manager);
  await changeTo(page, manager.password);
  await go(page, frame.applications);
  await page.getByRole('checkbox', { name: /^申請 回饋檔案/ }).check();
  await take('portal/06-applications');
  await page.getByRole('button', { name: /^申請\(/ }).click();
  await see(page, new RegExp(`^${applications.applied_done.split('{')[0]}`));
  await keepUsers(studio);
  await keepGrants(studio);
  await go(page, frame.audit);
  await page.getByRole('table').waitFor();
  await take('portal/10-audit');
  await logOut(studio);
};

/** How an institution comes to its people and services: the portal's own manual. */
export const portalScenes: readonly Scene[] = [chain];
