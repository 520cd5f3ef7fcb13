import type { Locator, Page } from 'playwright-core';
import { portal } from '../../src/words/zh-TW.portal.ts';
import { screens } from '../../src/words/zh-TW.screens.ts';
import { logIn, logOut, open, pressBuy, type Scene, type Studio, see } from './studio.ts';

const { counter, frame, home, log_in, reader: readers } = screens;
const { release, ways, workstations } = portal;

const pin = '123456';
const shownOrigin = 'https://medvpn.nhi.gov.tw';

/** What the pictures show as the portal's address, in place of this machine's. */
const showOrigin = (place: Locator, origin: string): Promise<void> =>
  place.evaluate(
    (each, [from, to]) => {
      each.textContent = (each.textContent ?? '').replaceAll(from, to);
    },
    [origin, shownOrigin] as const,
  );

const openTab = async ({ page, program }: Studio, card: keyof typeof log_in.card): Promise<Locator> => {
  await page.goto(`${program.address}/login`);
  await page.getByRole('tab', { name: log_in.card[card], exact: true }).click();
  return page.getByRole('tabpanel');
};

/** The agent's window after 憑證登入, ready for the PIN. */
const openWindow = async ({ context, page }: Studio): Promise<Page> => {
  const coming = context.waitForEvent('page');
  await page.getByRole('button', { name: log_in.card_submit }).click();
  const window = await coming;
  await window.getByLabel('PIN碼').waitFor();
  return window;
};

const typePin = async (window: Page): Promise<void> => {
  await window.getByLabel('PIN碼').fill(pin);
  await window.keyboard.press('Enter').catch((error: unknown) => {
    if (!window.isClosed()) throw error;
  });
};

const component: Scene = async ({ program, context, page, take }) => {
  program.setTime('11:00:00');
  await context.clearCookies();
  await page.goto(`${program.address}/pages/downloads`);
  await showOrigin(page.locator('pre code'), program.address);
  await take('cards/01-component');
  await program.startCards();
};

/** The representative by the institution's card, and the workstation. */
const representative: Scene = async (studio) => {
  const { program, page, take } = studio;
  await program.insert('institution');
  const panel = await openTab(studio, 'institution');
  await panel.getByRole('radio', { name: readers.chip }).check();
  await see(page, new RegExp(`${readers.chip}已插`));
  await take('cards/02-log-in');
  const window = await openWindow(studio);
  await showOrigin(window.locator('#facts dd').first(), program.address);
  await take('cards/03-pin', window);
  await typePin(window);
  await see(page, home.purpose);
  await page.locator('#menu').getByRole('link', { name: frame.workstations }).click();
  await page.getByLabel(workstations.label).fill('櫃檯1號');
  await page.getByRole('button', { name: workstations.enrol }).click();
  await see(page, '已登錄「櫃檯1號」。');
  await take('cards/04-workstations');
  await page.getByRole('button', { name: log_in.sam_act }).click();
  await page.getByRole('button', { name: log_in.sam_act }).waitFor({ state: 'detached' });
  await logOutOfCard(studio);
};

/** 登出 where the log-in page comes up at the tab that was used last. */
const logOutOfCard = async ({ page }: Studio): Promise<void> => {
  await page.getByRole('button', { name: frame.log_out }).click();
  await page.getByRole('tablist').waitFor();
};

/** A manager by 自然人憑證卡, who adds a passkey. */
const manager: Scene = async (studio) => {
  const { program, context, page, take } = studio;
  const debug = await context.newCDPSession(page);
  await debug.send('WebAuthn.enable');
  await debug.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  await program.insert('citizen-manager');
  await openTab(studio, 'citizen');
  await see(page, new RegExp(`${readers.chip}已插`));
  await typePin(await openWindow(studio));
  await see(page, home.passkey_offer);
  await take('cards/05-passkey-offer');
  await page.getByRole('link', { name: home.passkey_go }).click();
  await page.getByRole('button', { name: ways.add }).click();
  await page.getByRole('dialog').getByLabel(ways.label).fill('我的手機');
  await page.getByRole('dialog').getByRole('button', { name: ways.add_confirm, exact: true }).click();
  await see(page, '已新增通行密鑰「我的手機」。');
  await take('cards/06-own-ways');
  await debug.detach();
  await logOutOfCard(studio);
};

/** The same manager by 醫事人員卡; a user by 健保卡 and password in a 健保讀卡機. */
const staff: Scene = async (studio) => {
  const { program, page, take } = studio;
  await program.insert('staff-manager');
  const panel = await openTab(studio, 'staff');
  await panel.getByRole('radio', { name: readers.chip }).check();
  await see(page, new RegExp(`${readers.chip}已插`));
  const window = await openWindow(studio);
  await showOrigin(window.locator('#facts dd').first(), program.address);
  await take('cards/09-staff-card', window);
  await typePin(window);
  await see(page, home.purpose);
  await take('cards/10-manager');
  await logOutOfCard(studio);

  await program.insert('nhi-user', 'nhi');
  const nhi = await openTab(studio, 'nhi');
  await see(page, new RegExp(`${readers.nhi}已插`));
  await nhi.getByLabel(log_in.password_here, { exact: true }).fill(program.passwordOf('tamsui'));
  await take('cards/11-nhi-card');
  await page.keyboard.press('Enter');
  await see(page, home.purpose);
};

/** That user sells to a citizen whose card is read by one key. */
const sale: Scene = async (studio) => {
  const { program, page, take } = studio;
  await program.insert('nhi-new', 'nhi');
  await open(studio, 'purchase');
  await see(page, counter.verdict_idle);
  await page.keyboard.press('F9');
  await see(page, counter.card_read);
  await take('cards/12-card-read');
  await pressBuy(studio);
  await page.keyboard.press('Enter');
  await see(page, /^購買成功/);
  await take('cards/13-sold');
  await logOutOfCard(studio);
};

/** What is refused, and how a card is released. */
const refused: Scene = async (studio) => {
  const { program, page, take } = studio;
  await program.insert('institution-not-contracted');
  const panel = await openTab(studio, 'institution');
  await panel.getByRole('radio', { name: readers.chip }).check();
  await see(page, new RegExp(`${readers.chip}已插`));
  await typePin(await openWindow(studio));
  await see(page, /^非特約醫事機構/);
  await take('cards/07-refused');
  await page.evaluate(() => localStorage.clear());
  await page.goto(`${program.address}/login`);
  await logIn(studio, '5931102274');
  await page.locator('#menu').getByRole('link', { name: frame.managers }).click();
  await page.getByRole('button', { name: new RegExp(`^${release.act}`) }).click();
  await see(page, release.follows);
  await take('cards/08-release');
  await page.keyboard.press('Escape');
  await logOut(studio);
};

/** Log-in by cards, from the component to the card that is replaced: virtual cards in virtual readers. */
export const cardScenes: readonly Scene[] = [...[component, representative, manager, staff, sale], refused];
