import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import { atEnd } from '../at-end.ts';
import { adult, eventually, fillLogIn, openAt, picture, sessionRunsOut, shows } from './acts.ts';
import { chromiumPath, quietFlags } from './browser.ts';
import {
  ask,
  askToBuy,
  buyByKeys,
  counterOn,
  countSales,
  fitsTheScreen,
  haveStock,
  holds,
  openCounter,
} from './counter-screen.ts';
import { cutOff, openStage, type Stage } from './stage.ts';

const doubt = '連線中斷，正在確認本次購買是否完成，請勿重複購買。';

/** Every sale without an answer that the browser keeps, wherever it keeps it, as text. */
const kept = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const found: string[] = Object.entries(localStorage).map(([key, value]) => `${key} ${value}`);
    for (const { name = '' } of await indexedDB.databases()) {
      const db = await done(indexedDB.open(name));
      for (const store of db.objectStoreNames) {
        const values = await done(db.transaction(store).objectStore(store).getAll());
        found.push(...values.map((value) => JSON.stringify(value)));
      }
      db.close();
    }
    return found.filter((each) => each.includes('request_id'));
  });

const isSoldOnce = async (stage: Stage, page: Page): Promise<void> => {
  await shows(counterOn(page).verdict, '購買成功：成人口罩2片、兒童口罩0片，共10元。');
  await shows(counterOn(page).recent, '淡水藥局 F100****24 109/02/04 16:26 2 0');
  await shows(page.getByRole('main'), '庫存 成人口罩198片');
  assert.equal(await countSales(stage), 1);
  assert.deepEqual(await kept(page), []);
};

/** 確定 while the line is cut: the screen is in doubt, nothing can be cleared or begun. */
const confirmInDoubt = async (page: Page): Promise<void> => {
  const counter = counterOn(page);
  await ask(page, adult);
  await shows(counter.verdict, '可購買2片');
  await buyByKeys(page);
  await shows(counter.verdict, '!', doubt, '成人口罩2片、兒童口罩0片');
};

test('(i) the server has sold and the answer is lost: the screen says so, asks again, and shows it sold once', async (t) => {
  const stage = await openStage(t);
  stage.oddities.expect(...cutOff);
  const page = await openCounter(stage);
  const counter = counterOn(page);
  stage.cut('cut_after');
  await confirmInDoubt(page);
  await fitsTheScreen(page);
  await picture(page, 'doubt');
  assert.equal(await countSales(stage), 1);

  // What is kept says which sale, never whose.
  const [entry = '', ...others] = await kept(page);
  assert.deepEqual(others, []);
  assert.match(entry, /request_id/);
  assert.doesNotMatch(entry, /F100|1974|0503/);

  // Nothing takes the question off the screen.
  await page.keyboard.press('F7');
  await page.keyboard.press('F9');
  await page.keyboard.press('F8');
  await shows(counter.verdict, doubt);
  await holds(counter.number, adult.number);

  stage.cut('open');
  await isSoldOnce(stage, page);
  await picture(page, 'doubt-settled');
});

test('(ii) the same across a reload', async (t) => {
  const stage = await openStage(t);
  stage.oddities.expect(...cutOff);
  const page = await openCounter(stage);
  stage.cut('cut_after');
  await confirmInDoubt(page);
  await page.reload();
  await shows(counterOn(page).verdict, doubt, '成人口罩2片、兒童口罩0片');
  stage.cut('open');
  await isSoldOnce(stage, page);
  await page.keyboard.press('F7');
  await ask(page, adult);
  await shows(counterOn(page).verdict, '不符購買資格：7天內已購買');
});

/** A Chromium with a profile on disk, as on a counter PC; `kill` is the power cut. */
const startOwnChromium = async (t: TestContext, profile: string) => {
  const child = spawn(
    chromiumPath(),
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      ...quietFlags,
      'about:blank',
    ],
    { stdio: 'ignore', detached: true },
  );
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    process.kill(-child.pid, 'SIGKILL');
    await once(child, 'exit');
  };
  atEnd(t, kill);
  let browser: Browser | undefined;
  await eventually(async () => {
    const [port] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n');
    browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  }, 15_000);
  const context = browser?.contexts()[0];
  if (!context) throw new Error('Chromium has no window');
  return { context, kill };
};

test('(iii) the same across a browser that is killed and started again', async (t) => {
  const stage = await openStage(t);
  stage.oddities.expect(...cutOff);
  await haveStock(stage);
  const profile = await mkdtemp(join(tmpdir(), 'evenhand-profile-'));
  const before = await startOwnChromium(t, profile);
  await stage.oddities.follow(before.context);
  const page = await before.context.newPage();
  await page.goto(`${stage.origin}/login`);
  await fillLogIn(page, stage.logIns.tamsui);
  await page.getByRole('heading', { name: '我的首頁' }).waitFor();
  await page.goto(`${stage.origin}/masks/purchase`);
  stage.cut('cut_after');
  await confirmInDoubt(page);
  await before.kill();
  assert.equal(await countSales(stage), 1);

  const after = await startOwnChromium(t, profile);
  await stage.oddities.follow(after.context);
  const again = await after.context.newPage();
  await again.goto(`${stage.origin}/masks/purchase`);
  // The session went with the browser; the question did not.
  await fillLogIn(again, stage.logIns.tamsui);
  await shows(counterOn(again).verdict, doubt);
  stage.cut('open');
  await isSoldOnce(stage, again);
});

test('(iv) a request that never arrived is sent again and sells once', async (t) => {
  const stage = await openStage(t);
  stage.oddities.expect(...cutOff, 'net::ERR_INTERNET_DISCONNECTED /api/sales');
  const page = await openCounter(stage);
  const counter = counterOn(page);
  await ask(page, adult);
  await shows(counter.verdict, '可購買2片');
  await askToBuy(page);
  await page.context().setOffline(true);
  await page.keyboard.press('Enter');
  await shows(counter.verdict, doubt);
  assert.equal(await countSales(stage), 0);
  stage.cut('cut_before');
  await page.context().setOffline(false);
  await eventually(async () => assert.ok(stage.oddities.said().some((line) => cutOff.includes(line))));
  assert.equal(await countSales(stage), 0);
  stage.cut('open');
  await isSoldOnce(stage, page);
});

test('(v) the session ends between sale and answer: log-in over the screen, everything stays, then it settles', async (t) => {
  const stage = await openStage(t);
  stage.oddities.expect(...cutOff, '401 /api/sales');
  const page = await openCounter(stage);
  const counter = counterOn(page);
  stage.cut('cut_after');
  await confirmInDoubt(page);
  await sessionRunsOut(stage);
  stage.cut('open');
  await shows(counter.logInAgain, '登入已逾時。重新登入後，畫面上已輸入的資料都會保留。');
  await picture(page, 'log-in-again');
  await shows(counter.verdict, doubt);
  await holds(counter.number, adult.number);
  assert.equal((await kept(page)).length, 1);
  await fillLogIn(counter.logInAgain, stage.logIns.tamsui);
  await isSoldOnce(stage, page);
});

test('(vi) the session ends before 資格審核 and before 確定: nothing typed is lost, nothing is sold unasked (R047, R106)', async (t) => {
  const stage = await openStage(t);
  stage.oddities.expect('401 /api/checks', '401 /api/sales', '409 /api/sales', '422 /api/sales');
  const page = await openCounter(stage);
  const counter = counterOn(page);
  await sessionRunsOut(stage);
  await ask(page, adult);
  await counter.logInAgain.waitFor();
  await holds(counter.number, adult.number);
  await fillLogIn(counter.logInAgain, stage.logIns.tamsui);
  await shows(counter.verdict, '可購買2片');

  await sessionRunsOut(stage);
  await buyByKeys(page);
  await fillLogIn(counter.logInAgain, stage.logIns.tamsui);
  await shows(counter.verdict, '本次未購買。請重新執行「資格審核」。');
  await holds(counter.number, adult.number);
  assert.equal(await countSales(stage), 0);
  await page.keyboard.press('F9');
  await shows(counter.verdict, '可購買2片');
  await buyByKeys(page);
  await isSoldOnce(stage, page);
});

test('資格審核 without a connection: said, nothing lost, and asked again by the same key', async (t) => {
  const stage = await openStage(t);
  stage.oddities.expect('net::ERR_INTERNET_DISCONNECTED /api/checks');
  const page = await openCounter(stage);
  const counter = counterOn(page);
  await page.context().setOffline(true);
  await ask(page, adult);
  await shows(counter.verdict, '連線中斷，未完成資格審核。請再按一次資格審核。');
  await holds(counter.number, adult.number);
  await page.context().setOffline(false);
  await page.keyboard.press('F9');
  await shows(counter.verdict, '可購買2片');
});

test('an approval that has lapsed sells nothing and says so (R106, design §4)', async (t) => {
  const stage = await openStage(t);
  stage.oddities.expect('409 /api/sales', '422 /api/sales');
  const page = await openCounter(stage);
  const counter = counterOn(page);
  await ask(page, adult);
  await shows(counter.verdict, '可購買2片');
  stage.app.clock.pass(6 * 60_000);
  await buyByKeys(page);
  await shows(counter.verdict, '資格審核已逾時，本次未購買。請重新執行「資格審核」。');
  await holds(counter.number, adult.number);
  assert.equal(await countSales(stage), 0);
});

test('another account at the log-in over the screen starts with a clean one; the sale in doubt is taken up', async (t) => {
  const stage = await openStage(t);
  stage.oddities.expect(...cutOff, '401 /api/sales');
  const page = await openCounter(stage);
  stage.cut('cut_after');
  await confirmInDoubt(page);
  await sessionRunsOut(stage);
  stage.cut('open');
  await fillLogIn(counterOn(page).logInAgain, stage.logIns['tamsui-manager']);
  await page.getByRole('heading', { level: 1, name: '我的首頁' }).waitFor();
  await openAt(stage, '防疫口罩管控系統_購買', { page, account: 'tamsui-manager' });
  await isSoldOnce(stage, page);
  await holds(counterOn(page).number, '');
});
