import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';
import { patienceMs } from './browser.ts';
import type { Account, Stage } from './stage.ts';

export type Buyer = { number: string; birth_date: string };

/** The manual's own buyer: even, born 1974 (W1). */
export const adult: Buyer = { number: 'F100000024', birth_date: '19740503' };
/** Her twin: odd (W20). */
export const oddTwin: Buyer = { number: 'F100000033', birth_date: '19740503' };
/** Odd (W2). */
export const oddAdult: Buyer = { number: 'A123456789', birth_date: '19740503' };

/** Tries a check again until it holds, for what no locator can wait for. */
export const eventually = async (check: () => Promise<void>, patience = patienceMs): Promise<void> => {
  const end = performance.now() + patience;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw error;
      await pause(20);
    }
  }
};

/** Text as the eye has it: without words that are only read aloud, every run of blanks a single one. */
export const seen = (place: Locator): Promise<string> =>
  place.evaluate((root) => {
    const toTheEye = (node: Node): boolean => {
      const { parentElement: parent } = node;
      const box = parent?.getBoundingClientRect();
      return parent?.checkVisibility() === true && (box?.width ?? 0) > 1 && (box?.height ?? 0) > 1;
    };
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const parts: string[] = [];
    while (walker.nextNode())
      if (toTheEye(walker.currentNode)) parts.push(walker.currentNode.textContent ?? '');
    return parts.join(' ').replaceAll(/\s+/g, ' ').trim();
  });

/** Waits until the place shows all of these, blanks apart. */
export const shows = (place: Locator, ...texts: string[]): Promise<void> =>
  eventually(async () => {
    const text = (await seen(place)).replaceAll(' ', '');
    const missing = texts.filter((each) => !text.includes(each.replaceAll(/\s/g, '')));
    assert.deepEqual(missing, [], `not shown in:\n${text}`);
  });

/** Writes the picture for the manual when its folder is named. */
export const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['EVENHAND_PICTURES'];
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
};

/** 一般登入 on the page where one is asked to. */
export const fillLogIn = async (
  place: Page | Locator,
  { account, password }: { account: string; password: string },
) => {
  await place.getByRole('textbox', { name: '帳號' }).fill(account);
  await place.getByRole('textbox', { name: '密碼' }).fill(password);
  await place.getByRole('button', { name: '登入', exact: true }).click();
};

type Screen = '防疫口罩管控系統_購買' | '防疫口罩管控系統_庫存';
type At = { account?: Account; page?: Page };

/** Logs in by the form and goes to a screen by the menu, as one does in the morning. */
export const enter = async (stage: Stage, screen: Screen, at: At = {}): Promise<Page> => {
  const page = at.page ?? (await stage.openPage());
  await page.goto(`${stage.origin}/login`);
  await fillLogIn(page, stage.logIns[at.account ?? 'tamsui']);
  await goByMenu(page, screen);
  return page;
};

/** By the menu at the left to another screen. */
export const goByMenu = async (page: Page, screen: Screen): Promise<void> => {
  await page.getByRole('navigation', { name: '服務項目' }).getByRole('link', { name: screen }).click();
  await page.getByRole('heading', { level: 1, name: screen }).waitFor();
};

/** Gives the page a session without the form. */
export const beginSession = async (stage: Stage, page: Page, who: Account = 'tamsui'): Promise<void> => {
  const { account, password } = stage.logIns[who];
  const answer = await page.request.post('/api/session', { data: { account, password } });
  assert.equal(answer.status(), 201);
};

/**
 * Half an hour without a request. What the page asked for while it loaded is answered first: a request that is
 * under way when the clock moves would count as one made after it.
 */
export const sessionRunsOut = async (stage: Stage): Promise<void> => {
  await stage.quiet();
  stage.app.clock.pass(31 * 60_000);
};

/** Straight at a screen with a session that is there already, as after a reload. */
export const openAt = async (stage: Stage, screen: Screen, at: At = {}): Promise<Page> => {
  const page = at.page ?? (await stage.openPage());
  await beginSession(stage, page, at.account);
  await page.goto(screen === '防疫口罩管控系統_購買' ? '/masks/purchase' : '/masks/stock');
  await page.getByRole('heading', { level: 1, name: screen }).waitFor();
  return page;
};
