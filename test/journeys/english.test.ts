import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { adult, beginSession, oddAdult, picture, shows } from './acts.ts';
import { haveStock } from './counter-screen.ts';
import { openStage, type Stage } from './stage.ts';

/** The owner's name, names of sites and persons, and the switch itself stay as they are. */
const names = [
  '衛生福利部',
  '中央健康保險署',
  '健保資訊網服務系統 (VPN)',
  '淡水藥局使用者',
  '淡水藥局管理者',
  '淡水藥局',
  '中文/EN: 切換為中文',
  '中文/EN',
];
const chinese = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/u;

/**
 * Words for eye and ear: text, choices of lists, labels that only a screen reader says, the title. What the
 * authority keeps in Chinese (announcements, whom to ask) is marked so, and read so.
 */
const wordsOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const ours = [...document.querySelectorAll('body :not(noscript)')].filter(
      (each) => !each.closest('[lang=zh-TW]'),
    );
    const text = ours.flatMap((each) => [
      ...[...each.childNodes]
        .filter((node) => node.nodeType === Node.TEXT_NODE)
        .map((node) => node.textContent),
      ...['aria-label', 'title', 'placeholder', 'alt', 'content'].map((name) => each.getAttribute(name)),
    ]);
    return [document.title, ...text].filter((each): each is string => Boolean(each?.trim()));
  });

const isEnglish = async (page: Page): Promise<void> => {
  const all = await wordsOn(page);
  const left = all
    .map((words) => names.reduce((rest, name) => rest.replaceAll(name, ''), words))
    .filter((words) => chinese.test(words));
  assert.deepEqual(left, [], 'Chinese on the English screen');
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  assert.doesNotMatch(all.join('\n'), /\b10[89]\/\d\d\/\d\d/, 'a ROC date in English');
};

const inEnglish = async (stage: Stage): Promise<Page> => {
  const page = await stage.openPage();
  await page.goto(`${stage.origin}/login`);
  await page.getByRole('button', { name: '中文/EN: Switch to English' }).click();
  await page.getByRole('heading', { name: 'Log-in for medical institutions' }).waitFor();
  await isEnglish(page);
  return page;
};

test('the purchase screen in English, in every state, across a reload and back (R127)', async (t) => {
  const stage = await openStage(t);
  const page = await inEnglish(stage);
  const { account, password } = stage.logIns.tamsui;
  await page.getByRole('textbox', { name: 'Account' }).fill(account);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await page.getByRole('heading', { name: 'My home page' }).waitFor();
  await isEnglish(page);
  await page
    .getByRole('navigation', { name: 'Services' })
    .getByRole('link', { name: 'Masks: purchase' })
    .click();

  const notice = page.getByRole('dialog', { name: 'Message' });
  await notice.waitFor();
  await isEnglish(page);
  await haveStock(stage);
  await notice.getByRole('button', { name: 'OK' }).click();
  const verdict = page.getByRole('region', { name: 'Result' });
  const kind = page.getByRole('combobox', { name: 'Document' });
  const type = async (number: string) => {
    await kind.selectOption('02');
    await page.getByRole('textbox', { name: 'Number' }).fill(number);
    await page.getByRole('textbox', { name: 'Birth date' }).fill('19740503');
    await page.keyboard.press('F9');
  };
  await type(oddAdult.number);
  await shows(verdict, 'Not eligible: the number ends in 9 (odd); today (Tue) is for even numbers.');
  await shows(verdict, '2020-02-05 (Wed)');
  await isEnglish(page);
  await page.keyboard.press('F7');
  await page.keyboard.press('F9');
  await shows(verdict, 'The card component is not installed.', 'F2 to enter by 02.');
  await isEnglish(page);
  for (const each of ['03', '05']) {
    await kind.selectOption(each);
    await isEnglish(page);
  }
  await type(adult.number);
  await shows(verdict, 'May buy 2');
  await isEnglish(page);
  await page.keyboard.press('F8');
  const question = page.getByRole('dialog', { name: 'Purchase' });
  await question.waitFor();
  await isEnglish(page);
  const opened = await page.evaluate(() => performance.now());
  await page.waitForFunction((since) => performance.now() - since > 320, opened);
  await question.getByRole('button', { name: 'OK' }).click();
  await shows(verdict, 'Sold: 2 adult masks, 0 child masks, NT$ 10');
  await shows(page.getByRole('region', { name: 'Recent purchases' }), '2020-02-04 16:26');
  await isEnglish(page);
  await picture(page, 'english-bought');

  await page.reload();
  await shows(verdict, 'Choose the document');
  await isEnglish(page);
  await page.getByRole('button', { name: '中文/EN' }).click();
  await page.getByRole('region', { name: '審核結果' }).waitFor();
});

test('the stock screen in English (R127)', async (t) => {
  const stage = await openStage(t);
  const page = await inEnglish(stage);
  await beginSession(stage, page, 'tamsui-manager');
  await page.goto('/masks/stock');
  await page.getByRole('heading', { level: 1, name: 'Masks: stock' }).waitFor();
  await isEnglish(page);
  await page.getByRole('textbox', { name: 'Adult masks arrived' }).fill('20');
  await isEnglish(page);
  await page.getByRole('textbox', { name: 'Reason' }).fill('torn box');
  await page.getByRole('button', { name: 'Confirm arrival' }).click();
  await shows(
    page.getByRole('main'),
    'Arrival confirmed: 20 adult masks, 50 child masks, on sale from 2020-02-04.',
  );
  await isEnglish(page);
  for (const name of ["Today's purchases", 'Stock ledger', 'Correct the stock']) {
    await page.getByRole('tab', { name }).click();
    await page.getByRole('tabpanel', { name }).waitFor();
    await isEnglish(page);
  }
});
