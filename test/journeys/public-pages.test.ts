import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { publicPaths } from '../../src/portal/index.ts';
import { violationsOn } from './axe.ts';
import { openStage, type Stage } from './stage.ts';

const computer = { width: 1366, height: 768 };
const phone = { width: 390, height: 844 };
/** The narrowest screen on which nothing may need two directions of scrolling. */
const narrowest = { width: 320, height: 640 };
const paths = [
  ...publicPaths,
  '/pages/faq?q=機構管理員',
  '/pages/faq?q=nix',
  '/pages/nothing',
  '/en',
  '/en/pages/setup',
];

const openQuiet = async (t: TestContext): Promise<Stage> => {
  const stage = await openStage(t);
  stage.oddities.expect('404 /pages/nothing');
  return stage;
};

test('axe finds nothing on any public page, light and dark; none is wider than its screen (WCAG 2.1 AA)', async (t) => {
  const stage = await openQuiet(t);
  for (const viewport of [computer, phone, narrowest]) {
    const page = await stage.openPage({ viewport });
    const colours = viewport === computer ? (['light', 'dark'] as const) : (['light'] as const);
    for (const path of paths) {
      await page.goto(path);
      for (const colorScheme of viewport === narrowest ? [] : colours) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await violationsOn(page), [], `${path} ${viewport.width} ${colorScheme}`);
      }
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wider <= 0, `${path} is ${wider} px wider than ${viewport.width}`);
    }
    await page.close();
  }
});

test('without JavaScript: read, search, jump, change the language, come to the log-in, by keyboard (R003, R007, R017)', async (t) => {
  const stage = await openStage(t);
  for (const viewport of [computer, phone]) {
    const page = await stage.openPage({ viewport, javaScriptEnabled: false });
    await page.goto('/');
    await page.keyboard.press('Tab');
    assert.equal(await page.locator(':focus').innerText(), '跳到主要內容');
    await page.keyboard.press('Enter');
    await page.waitForURL(/#content$/);
    await page.getByRole('link', { name: '網站使用說明' }).click();
    await page.getByRole('link', { name: '常見問答' }).click();
    await page.getByRole('searchbox').fill('SAM卡');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('找到1則').waitFor();
    await page.getByRole('link', { name: /^Q21：/ }).click();
    await page.waitForURL(/#q21$/);
    await page.getByRole('link', { name: /English/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Questions and answers' }).waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.getByRole('link', { name: /中文/ }).click();
    for (const [name, title] of [
      ['醫事人員專區', '醫事人員專區'],
      ['下載專區', '下載專區'],
      ['聯絡窗口', '聯絡窗口'],
      ['友善連結', '友善連結'],
    ] as const) {
      await page.getByRole('navigation', { name: '網站選單' }).getByRole('link', { name }).click();
      await page.getByRole('heading', { level: 1, name: title }).waitFor();
    }
    await page.close();
  }
  const page = await stage.openPage();
  await page.goto('/');
  await page
    .getByRole('navigation', { name: '網站選單' })
    .getByRole('link', { name: '醫事機構登入' })
    .click();
  await page.getByRole('heading', { level: 1, name: '醫事機構登入' }).waitFor();
  await page
    .getByRole('banner')
    .getByRole('link', { name: /健保資訊網服務系統/ })
    .click();
  await page.getByRole('heading', { level: 2, name: '常用服務' }).waitFor();
});

test('a document of the home page downloads in one click under its own name (R020, R023)', async (t) => {
  const stage = await openStage(t);
  const page = await stage.openPage({ javaScriptEnabled: false });
  await page.goto('/');
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: '健保資訊網憑證元件' }).click();
  assert.equal((await coming).suggestedFilename(), '健保資訊網憑證元件.pdf');
});

/** Bytes over the wire and the moments that a reader notices, at a fourth of this machine's speed. */
const measure = async (page: Page, path: string) => {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  let bytes = 0;
  let requests = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests++;
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(() => {
    const kept = window as unknown as { paint: Record<string, number> };
    kept.paint = {};
    for (const type of ['paint', 'largest-contentful-paint'])
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          kept.paint[entry.name || 'largest-contentful-paint'] = entry.startTime;
      }).observe({ type, buffered: true });
  });
  await page.goto(path, { waitUntil: 'load' });
  const times = await page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const { paint } = window as unknown as { paint: Record<string, number> };
    return {
      first: paint['first-contentful-paint'] ?? 0,
      largest: paint['largest-contentful-paint'] ?? 0,
      // Nothing runs on the page, so it can be used as soon as it is there.
      interactive: navigation?.domInteractive ?? 0,
    };
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return { bytes, requests, ...times };
};

test('how light and how fast the pages are: weight judged, times measured (design §6)', async (t) => {
  const stage = await openStage(t);
  for (const path of ['/', '/pages/help', '/pages/faq']) {
    const page = await stage.openPage();
    const { bytes, requests, first, largest, interactive } = await measure(page, path);
    t.diagnostic(
      `${path}: ${(bytes / 1024).toFixed(1)} KB in ${requests} requests; at 4x CPU throttle FCP ${Math.round(first)} ms, LCP ${Math.round(largest)} ms, interactive after ${Math.round(interactive)} ms`,
    );
    assert.ok(bytes > 0 && bytes < 30 * 1024, `${path}: ${bytes} bytes`);
    await page.close();
  }
});
