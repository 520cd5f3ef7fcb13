import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer as createHttp } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { nonce, type RunningAgent, runAgent, statementIn, tempFolder } from '../../agent/agent.fixture.ts';
import { type Ask, agentAddress, agentPort } from '../../agent/protocol.ts';
import type { AgentReply } from '../../web/agent/client.ts';
import { atEnd } from '../at-end.ts';
import { holdAgentPort } from '../cards/agent-port.ts';
import { startCards } from '../cards/rig.ts';
import { violationsOn } from './axe.ts';
import { flagsWithAgent, launchOptions, quietFlags } from './browser.ts';

const root = join(import.meta.dirname, '../..');

/** A page that asks with the client of our own pages what it is told to, when its button is pressed. */
const servePage = async (t: TestContext): Promise<{ origin: string; port: number }> => {
  const outDir = await tempFolder(t);
  await build({
    ...{ configFile: false, root, publicDir: false, logLevel: 'error' },
    build: {
      ...{ outDir, minify: false, modulePreload: false },
      lib: { entry: join(root, 'web/agent/client.ts'), formats: ['es'], fileName: 'client' },
    },
  });
  const client = await readFile(join(outDir, 'client.js'), 'utf8').catch(() =>
    readFile(join(outDir, 'client.mjs'), 'utf8'),
  );
  const html = `<!doctype html><html lang="zh-TW"><title>page</title><button>ask</button><script type="module" src="/page.js"></script>`;
  const script = `${client}
document.querySelector('button').addEventListener('click', () => { window.reply = askAgent(window.ask); });
window.askAgent = askAgent;`;
  const server = createHttp((request, response) => {
    response.setHeader('cross-origin-opener-policy', 'same-origin-allow-popups');
    response.setHeader('content-security-policy', `default-src 'self'; connect-src 'self' ${agentAddress}`);
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : html);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(t, () => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, port };
};

type Asking = { ask: Ask; reply: Promise<AgentReply>; askAgent: (ask: Ask) => Promise<AgentReply> };
const press = async (page: Page, ask: Ask): Promise<void> => {
  await page.evaluate((given) => Object.assign(window, { ask: given }), ask);
  await page.getByRole('button').click();
};
/** What a page keeps that speaks to the agent's window by hand. */
type ByHand = {
  opened: Window;
  said: { ready?: boolean; id?: string; answer?: { code: string } }[];
};
const replyOn = (page: Page): Promise<AgentReply> => page.evaluate(() => (window as unknown as Asking).reply);
const askByClick = async (page: Page, ask: Ask): Promise<AgentReply> => {
  await press(page, ask);
  return replyOn(page);
};
/** As a page asks that only watches: nobody has pressed anything. */
const askQuietly = (page: Page, ask: Ask): Promise<AgentReply> =>
  page.evaluate((given) => (window as unknown as Asking).askAgent(given), ask);
const codeOf = (reply: AgentReply): string => (reply.ok ? 'ok' : reply.code);

const browsers: Browser[] = [];
after(() => Promise.all(browsers.map((browser) => browser.close())));

/** A browser for which the page is on the internet, or on a private network as over a VPN. */
const openBrowser = async (port: number, space: 'public' | 'local'): Promise<Browser> => {
  const { args = [], ...options } = launchOptions(flagsWithAgent);
  const browser = await chromium.launch({
    ...options,
    args: [...args, `--ip-address-space-overrides=127.0.0.1:${port}=${space}`],
  });
  browsers.push(browser);
  return browser;
};
const openPage = async (browser: Browser, origin: string): Promise<[Page, BrowserContext]> => {
  const context = await browser.newContext({ locale: 'zh-TW' });
  const page = await context.newPage();
  await page.goto(origin);
  return [page, context];
};

/** A key at which the window closes, which may be before the key is up again. */
const pressLast = (opened: Page, key: string): Promise<void> =>
  opened.keyboard.press(key).catch(() => undefined);

/** A window that was closed takes a moment to be gone; one that stays fails the test by its time limit. */
const hasPages = async (context: BrowserContext, count: number): Promise<void> => {
  while (context.pages().length !== count) await sleep(20);
};

await holdAgentPort();

test('a page and the agent of its machine', { timeout: 120_000 }, async (t) => {
  const { origin, port } = await servePage(t);
  const cards = await startCards(t, { origin, agentPort, pcsc: false });
  const file = join(cards.agentFolder, 'config.json');
  const internet = await openBrowser(port, 'public');
  let agent: RunningAgent;

  await t.test('nobody there: the page is told, and no window stays', async () => {
    const without = await chromium.launch(launchOptions(quietFlags));
    browsers.push(without);
    const [page, context] = await openPage(without, origin);
    assert.deepEqual(await askByClick(page, { ask: 'enrol', nonce }), { ok: false, code: 'not_installed' });
    await hasPages(context, 1);
    await context.close();
  });

  agent = await runAgent(t, { folder: cards.agentFolder, port: agentPort });

  await t.test('on the internet, allowed by the browser: without a window', async () => {
    const [page, context] = await openPage(internet, origin);
    await context.grantPermissions(['local-network-access'], { origin });
    const statement = statementIn((await askQuietly(page, { ask: 'enrol', nonce })) as never);
    assert.equal(statement.origin, origin);
    await hasPages(context, 1);
    await context.close();
  });

  await t.test('on the internet, denied by the browser: over the agent’s own window', async () => {
    const [page, context] = await openPage(internet, origin);
    const quiet = await askQuietly(page, { ask: 'status' });
    assert.ok(!quiet.ok && quiet.code === 'origin_refused' && quiet.message.includes('瀏覽器'));
    const statement = statementIn((await askByClick(page, { ask: 'enrol', nonce })) as never);
    assert.equal(statement.origin, origin);
    await hasPages(context, 2);
    assert.equal(codeOf(await askQuietly(page, { ask: 'status' })), 'ok');
    await hasPages(context, 2);
    await context.close();
  });

  const vpn = await openBrowser(port, 'local');
  const [page, context] = await openPage(vpn, origin);
  const sign = { ask: 'sign', nonce, card: 'institution', reader: 'nhi' } as const;
  const pin = cards.card('institution').pin ?? '';
  const openWindow = async (): Promise<Page> => {
    const [opened] = await Promise.all([context.waitForEvent('page'), press(page, sign)]);
    await opened.setViewportSize({ width: 420, height: 480 });
    return opened;
  };

  await t.test('opened by itself it speaks as the browser does', async () => {
    for (const [locale, title] of [
      ['en-US', 'Card component'],
      ['zh-TW', '憑證元件'],
    ] as const) {
      const alone = await vpn.newContext({ locale });
      const opened = await alone.newPage();
      await opened.goto(`${agentAddress}/window`);
      await opened.getByRole('heading', { name: title }).waitFor();
      await alone.close();
    }
  });

  await t.test('on a VPN: no question and no window', async () => {
    assert.equal(codeOf(await askQuietly(page, { ask: 'status' })), 'ok');
    await hasPages(context, 1);
  });

  await t.test('what is in the way is said in the page’s language, and the window goes', async () => {
    const reply = await askByClick(page, sign);
    assert.ok(!reply.ok && 'message' in reply);
    assert.equal(reply.message, '讀卡機內沒有卡片，請插入卡片。');
    await page.evaluate(() => document.documentElement.setAttribute('lang', 'en'));
    const english = await askByClick(page, sign);
    assert.ok(!english.ok && 'message' in english && english.message.startsWith('There is no card'));
    await page.evaluate(() => document.documentElement.setAttribute('lang', 'zh-TW'));
    await hasPages(context, 1);
  });

  await t.test('a PIN is typed by keyboard alone, wrong once, and never met by the page', async () => {
    await cards.insert('institution', 'staff');
    const opened = await openWindow();
    await opened.getByText('請輸入PIN碼').waitFor();
    await opened.getByText(origin).waitFor();
    await opened.getByText('淡水藥局').waitFor();
    assert.equal(await opened.evaluate(() => document.activeElement?.id), 'pin');
    for (const colorScheme of ['light', 'dark'] as const) {
      await opened.emulateMedia({ colorScheme });
      assert.deepEqual(await violationsOn(opened), [], colorScheme);
    }
    const fits = await opened.evaluate(() => document.documentElement.scrollHeight <= innerHeight);
    assert.ok(fits, 'the window is higher than itself');
    await opened.keyboard.type('000001');
    await opened.keyboard.press('Enter');
    await opened.getByText('PIN碼錯誤，請重新輸入。').waitFor();
    assert.equal(await opened.getByLabel('PIN碼').inputValue(), '');
    await opened.keyboard.type(pin);
    await pressLast(opened, 'Enter');
    const statement = statementIn((await replyOn(page)) as never);
    assert.ok(statement.kind === 'certificate-log-in/1');
    assert.deepEqual([statement.origin, statement.nonce], [origin, nonce]);
    await hasPages(context, 1);
  });

  await t.test('Esc, 取消 and a closed window are all a cancelled ask', async () => {
    for (const leave of [
      (opened: Page) => pressLast(opened, 'Escape'),
      (opened: Page) => opened.getByRole('button', { name: /取消/ }).click(),
      (opened: Page) => opened.close(),
    ]) {
      const opened = await openWindow();
      await opened.getByText('請輸入PIN碼').waitFor();
      await leave(opened);
      const reply = await replyOn(page);
      assert.ok(!reply.ok && reply.code === 'cancelled' && reply.message.startsWith('已取消，未完成。'));
    }
  });

  await t.test('another site gets nothing out of the window, whatever it posts', async () => {
    await agent.stop();
    const config = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...config, origins: ['https://portal.example'] }));
    const strict = await runAgent(t, { folder: cards.agentFolder, port: agentPort });
    assert.equal(codeOf(await askQuietly(page, { ask: 'status' })), 'origin_refused');
    const reply = await askByClick(page, sign);
    assert.ok(!reply.ok && reply.code === 'origin_refused' && reply.message.includes('未允許'));

    // By hand: a false origin beside the ask, and an ask from a window that has not opened the agent's.
    const forged = { evenhand: 1, language: 'en', ask: 'enrol', nonce, origin: 'https://portal.example' };
    await page.evaluate(async (address) => {
      const own = window as unknown as ByHand;
      own.said = [];
      addEventListener('message', ({ data }) => own.said.push(data));
      const opened = window.open(`${address}/window`, 'by-hand', 'popup');
      if (!opened) throw new Error('no window opened');
      own.opened = opened;
      document.body.append(document.createElement('iframe'));
      while (!own.said.some(({ ready }) => ready)) await new Promise((next) => setTimeout(next, 10));
    }, agentAddress);
    const [, frame] = page.frames();
    assert.ok(frame);
    await frame.evaluate(
      (message) => (parent as unknown as ByHand).opened.postMessage({ ...message, id: 'frame' }, '*'),
      forged,
    );
    for (const id of ['first', 'second'])
      await page.evaluate(
        async (message) => {
          const { opened, said } = window as unknown as ByHand;
          opened.postMessage(message, '*');
          while (!said.some((each) => each.id === message.id))
            await new Promise((next) => setTimeout(next, 10));
        },
        { ...forged, id },
      );
    const said = await page.evaluate(() => (window as unknown as ByHand).said);
    assert.deepEqual(
      said.slice(1).map(({ id, answer }) => [id, answer?.code]),
      [
        ['first', 'origin_refused'],
        ['second', 'origin_refused'],
      ],
    );
    await strict.stop();
  });
});
