import { screens } from '../../src/words/zh-TW.screens.ts';
import { check, logIn, open, pressBuy, type Scene, see, type } from './studio.ts';

const { counter, common, frame, log_in, stock } = screens;

/** People of the manual; their numbers pass the check digit and belong to nobody. */
const woman = { number: 'F100000024', birth: '19740503' };
const neighbour = { number: 'F200000026', birth: '0670815' };
const odd = { number: 'A123456789', birth: '19850912' };
const child = { number: 'F200000008', birth: '1010620' };
const resident = { kind: '03', number: 'AC01234530', birth: '19910302' };

const enter: Scene = async (studio) => {
  const { program, page, take } = studio;
  program.setTime('08:50:00');
  await page.goto(`${program.address}/login`);
  await see(page, log_in.about);
  await take('01-log-in');
  await logIn(studio, 'tamsui');
  await take('02-home');
};

const beforeArrival: Scene = async (studio) => {
  const { page, take } = studio;
  await open(studio, 'purchase');
  await see(page, counter.notice);
  await take('03-arrival-notice');
  await page.getByRole('button', { name: common.confirm, exact: true }).click();
  await see(page, counter.verdict_idle);
  await take('04-before-arrival');
};

const arrival: Scene = async (studio) => {
  const { program, page, take } = studio;
  program.setTime('09:05:00');
  await open(studio, 'stock');
  await see(page, stock.sales_none);
  await take('05-arrival');
  await page.getByRole('button', { name: stock.confirm, exact: true }).click();
  await see(page, /到貨確認完成/);
  await see(page, stock.state.confirmed);
  await take('06-arrival-confirmed');
};

const purchase: Scene = async (studio) => {
  const { program, page, take } = studio;
  await open(studio, 'purchase');
  await see(page, counter.verdict_idle);
  await page.keyboard.press('F9');
  await see(page, counter.use_typed);
  await take('07-card-not-read');
  await page.keyboard.press('F2');
  await type(studio, woman);
  await take('08-typed-entry');
  await page.keyboard.press('Enter');
  await see(page, /可購買2片/);
  await take('09-allowed');
  program.setTime('16:26:00');
  await pressBuy(studio);
  await take('10-confirm');
  await page.keyboard.press('Enter');
  await see(page, /購買成功/);
  await take('11-sold');
};

const refusals: Scene = async (studio) => {
  const { take } = studio;
  await check(studio, odd, /為單號/);
  await take('12-not-todays-number');
  await check(studio, woman, /天內已購買。/);
  await take('13-already-bought');
};

const childMasks: Scene = async (studio) => {
  const { program, page, take } = studio;
  await check(studio, child, /可購買2片/);
  await take('14-child');
  await page.getByLabel(counter.quantity.adult_mask).fill('1');
  await page.keyboard.press('F8');
  await see(page, /不得超過/);
  await take('15-over-limit');
  await page.getByLabel(counter.quantity.child_mask).fill('1');
  program.setTime('16:31:00');
  await pressBuy(studio);
  await page.keyboard.press('Enter');
  await see(page, /購買成功/);
};

const otherDocuments: Scene = async (studio) => {
  const { page, take } = studio;
  await check(studio, resident, /可購買2片/);
  await take('16-resident');
  await page.keyboard.press('F7');
  await page.getByLabel(counter.document_kind, { exact: true }).focus();
  await page.keyboard.press('5');
  await see(page, /護照尚未開放購買/);
  await take('17-passport');
  await page.keyboard.press('F7');
};

const lostConnection: Scene = async (studio) => {
  const { program, context, page, take } = studio;
  await check(studio, neighbour, /可購買2片/);
  program.setTime('16:38:00');
  await pressBuy(studio);
  await context.setOffline(true);
  await page.keyboard.press('Enter');
  await see(page, counter.doubt);
  await take('18-lost-connection');
  await context.setOffline(false);
  await see(page, /購買成功/);
};

const expiredSession: Scene = async (studio) => {
  const { program, context, page, take } = studio;
  await type(studio, { number: 'A100000010', birth: '19600101' });
  await context.clearCookies();
  await page.keyboard.press('F9');
  await see(page, log_in.again_why);
  await take('19-log-in-again');
  await page.getByLabel(log_in.password, { exact: true }).fill(program.passwordOf('tamsui'));
  await page.keyboard.press('Enter');
  await see(page, /可購買2片/);
};

const english: Scene = async ({ page, take }) => {
  const switchTo = page.getByRole('button', { name: frame.language });
  await switchTo.click();
  await page.locator('html[lang=en]').waitFor();
  await take('20-english');
  await switchTo.click();
  await page.locator('html[lang=zh-TW]').waitFor();
  await page.keyboard.press('F7');
};

/** The screens of the counter, in the manual's order. */
export const counterScenes: readonly Scene[] = [
  enter,
  beforeArrival,
  arrival,
  purchase,
  refusals,
  childMasks,
  otherDocuments,
  lostConnection,
  expiredSession,
  english,
];
