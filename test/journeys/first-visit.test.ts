import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';
import { agentAddress } from '../../agent/protocol.ts';
import { beginSession, enter, eventually } from './acts.ts';
import { counterOn } from './counter-screen.ts';
import { openStage } from './stage.ts';

/** design.md §6, in bytes, gzipped. */
const budget = { js: 240 * 1024, css: 40 * 1024 };

/** Weighs what the page fetches from now on, as it would cross the wire compressed. */
const weigh = (page: Page) => {
  const files = new Map<string, Promise<number>>();
  const sizeOf = async (response: Response) => gzipSync(await response.body(), { level: 9 }).length;
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (/\.(js|css)$/.test(pathname) && !files.has(pathname)) files.set(pathname, sizeOf(response));
  });
  return async (ending: string): Promise<number> => {
    const sizes = [...files].filter(([name]) => name.endsWith(ending)).map(([, size]) => size);
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  };
};

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KB`;

test('a first visit, log-in to counter, stays within its weight (design §6)', async (t) => {
  const stage = await openStage(t);
  const page = await stage.openPage();
  const weightOf = weigh(page);
  await enter(stage, '防疫口罩管控系統_購買', { page });
  await counterOn(page).notice.waitFor();
  const [js, css] = [await weightOf('.js'), await weightOf('.css')];
  t.diagnostic(`log-in to counter: ${kilobytes(js)} of JavaScript, ${kilobytes(css)} of CSS, gzipped`);
  assert.ok(js > 0 && js <= budget.js, `${kilobytes(js)} of JavaScript`);
  assert.ok(css > 0 && css <= budget.css, `${kilobytes(css)} of CSS`);
});

/** Milliseconds until a screen takes keys, from the first byte asked for, at a fourth of this machine's speed. */
const timeToKeys = async (t: TestContext, page: Page, path: string, selector: string): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(path, { waitUntil: 'commit' });
  await page.locator(selector).and(page.locator(':focus')).waitFor();
  const ms = await page.evaluate(() => performance.now());
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  t.diagnostic(
    `${path}: takes keys after ${Math.round(ms)} ms at 4x CPU throttle (target 1,000; not asserted)`,
  );
};

test('how long until it takes keys on a slow computer: measured, not judged (design §6)', async (t) => {
  const stage = await openStage(t);
  const page = await stage.openPage();
  await timeToKeys(t, page, '/login', 'input[name=account]');
  const counter = await stage.openPage();
  await beginSession(stage, counter);
  await timeToKeys(t, counter, '/masks/purchase', '[role=dialog] button');
});

test('the policy allows our own files only, and a breach is seen by these tests (design §7)', async (t) => {
  const stage = await openStage(t);
  const page = await stage.openPage();
  const answer = await page.goto('/login');
  const policy = (await answer?.headerValue('content-security-policy')) ?? '';
  assert.match(policy, /default-src 'self'/);
  // And the card agent on the same computer.
  assert.doesNotMatch(policy.replace(agentAddress, ''), /unsafe|\*|https?:/);
  await page.getByRole('heading', { name: '醫事機構登入' }).waitFor();
  assert.deepEqual(stage.oddities.said(), ['401 /api/session']);

  // The watch is awake: a style and an image that the policy forbids are both told.
  await page.evaluate(() => {
    document.body.append(Object.assign(document.createElement('style'), { textContent: 'p { color: red }' }));
    document.body.append(
      Object.assign(document.createElement('img'), { src: 'https://example.invalid/x.png' }),
    );
  });
  await eventually(async () => {
    const breaches = stage.oddities
      .said()
      .filter((line) => line.startsWith('error: content security policy'));
    assert.deepEqual(breaches.map((line) => line.split(' ')[4]).sort(), ['img-src', 'style-src-elem']);
  });
  stage.oddities.expect(...stage.oddities.said());
});
