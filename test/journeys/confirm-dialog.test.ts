import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { adult, shows } from './acts.ts';
import {
  ask,
  askToBuy,
  buyByKeys,
  counterOn,
  countSales,
  hasFocus,
  holds,
  openCounter,
} from './counter-screen.ts';
import { openStage } from './stage.ts';

/** A key that is held down: pressed once, then repeated by the keyboard. */
const hold = async (page: Page, key: string): Promise<void> => {
  for (let n = 0; n < 4; n++) await page.keyboard.down(key);
};

test('取消 and Esc store nothing and keep the entry; 確定 then sells it (R101, R102, W13)', async (t) => {
  const stage = await openStage(t);
  const page = await openCounter(stage);
  const counter = counterOn(page);
  await ask(page, adult);
  await shows(counter.verdict, '可購買2片');
  await counter.adults.fill('1');
  await counter.byProxy.check();

  const isKept = async () => {
    await counter.question.waitFor({ state: 'hidden' });
    assert.equal(await countSales(stage), 0);
    await shows(counter.verdict, '可購買2片');
    await holds(counter.adults, '1');
    await holds(counter.number, adult.number);
    assert.equal(await counter.byProxy.isChecked(), true);
  };
  await askToBuy(page);
  await page.keyboard.press('Escape');
  await isKept();
  await counter.buy.click();
  await counter.question.getByRole('button', { name: '取消' }).click();
  await isKept();

  await buyByKeys(page);
  await shows(counter.verdict, '購買成功：成人口罩1片、兒童口罩0片，共5元。');
  assert.equal(await countSales(stage), 1);
});

test('no Enter in a field buys, and the focus stays inside the dialog (look.md, R127)', async (t) => {
  const stage = await openStage(t);
  const page = await openCounter(stage);
  const counter = counterOn(page);
  // Enter goes from field to field and in the last one asks.
  await counter.kind.selectOption('02');
  await counter.kind.press('Enter');
  await hasFocus(counter.number);
  await page.keyboard.type(adult.number);
  await page.keyboard.press('Enter');
  await hasFocus(counter.birthDate);
  await page.keyboard.type(adult.birth_date);
  await page.keyboard.press('Enter');
  await shows(counter.verdict, '可購買2片');
  await hasFocus(counter.adults);

  // From the last quantity it goes on to 購買, and held down it does not press it.
  await hold(page, 'Enter');
  await hasFocus(counter.buy);
  await page.keyboard.up('Enter');
  assert.equal(await counter.question.count(), 0);

  await page.keyboard.press('Enter');
  await counter.question.waitFor();
  const inside = () => counter.question.evaluate((dialog) => dialog.contains(document.activeElement));
  for (let n = 0; n < 5; n++) {
    await page.keyboard.press('Tab');
    assert.equal(await inside(), true);
  }
  assert.equal(await countSales(stage), 0);
});

test('a key held down or bounced is not 確定, and two quick presses sell once (look.md, design §1)', async (t) => {
  const stage = await openStage(t);
  const page = await stage.openPage();
  await page.clock.install();
  await openCounter(stage, { page });
  const counter = counterOn(page);
  await ask(page, adult);
  await shows(counter.verdict, '可購買2片');

  // The clock of the page stands, so that "within the bounce" is no matter of luck.
  await page.clock.pauseAt(new Date(Date.now() + 60_000));
  await hold(page, 'F8');
  await counter.question.waitFor();
  await page.keyboard.up('F8');
  await page.clock.runFor(200);
  await hasFocus(counter.question.getByRole('button', { name: '確定' }));
  await page.keyboard.press('Enter');
  assert.equal(await counter.question.count(), 1, 'a bounced key has confirmed');
  await page.keyboard.press('F8');
  await page.clock.runFor(200);
  await page.keyboard.down('Shift');
  await hold(page, 'F8');
  await page.keyboard.up('F8');
  await page.keyboard.up('Shift');
  assert.equal(await countSales(stage), 0);

  await page.keyboard.press('Escape');
  await counter.question.waitFor({ state: 'hidden' });
  // Held from the button that opened the dialog on into the dialog.
  await counter.buy.focus();
  await page.keyboard.down('Enter');
  await counter.question.waitFor();
  await page.clock.runFor(1_000);
  for (let n = 0; n < 4; n++) await page.keyboard.down('Enter');
  assert.equal(await counter.question.count(), 1, 'a key held down has confirmed');
  await page.keyboard.up('Enter');
  assert.equal(await countSales(stage), 0);

  await counter.question.getByRole('button', { name: '確定' }).dblclick();
  await page.clock.resume();
  await shows(counter.verdict, '購買成功');
  assert.equal(await countSales(stage), 1);
});
