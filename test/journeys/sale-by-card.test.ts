import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sql } from 'kysely';
import { chromium, type Page } from 'playwright-core';
import { agentAddress, agentPort } from '../../agent/protocol.ts';
import { holdAgentPort } from '../cards/agent-port.ts';
import { type CardRig, startCards } from '../cards/rig.ts';
import { beginSession, openAt, picture, shows } from './acts.ts';
import { isAccessible } from './axe.ts';
import { flagsWithAgent, launchOptions, meetAgent, theLook } from './browser.ts';
import {
  ask,
  buyByKeys,
  counterOn,
  fitsTheScreen,
  hasFocus,
  haveStock,
  holds,
  nothingIsCut,
} from './counter-screen.ts';
import { openStage, type Stage } from './stage.ts';

meetAgent();
await holdAgentPort();

type Desk = { stage: Stage; cards: CardRig; page: Page };
const screen = '防疫口罩管控系統_購買';

/** The manager has this computer enrolled, as the workstation screen does it. */
const enrol = async (stage: Stage): Promise<void> => {
  const page = await stage.openPage();
  await beginSession(stage, page, 'tamsui-manager');
  await page.goto('/home');
  const post = (path: string, body?: object): Promise<Record<string, unknown>> =>
    page.evaluate(
      async ([address, sent]) => {
        const json = sent && { headers: { 'content-type': 'application/json' }, body: sent };
        const answer = await fetch(address, { method: 'POST', ...json });
        return answer.json() as Promise<Record<string, unknown>>;
      },
      [path, body && JSON.stringify(body)] as const,
    );
  const { nonce } = await post('/api/workstations/challenge');
  const { signed } = await post(`${agentAddress}/v1/enrol`, { nonce });
  const made = await post('/api/workstations', { label: '櫃台一', signed });
  assert.equal(made['label'], '櫃台一', JSON.stringify(made));
  await page.context().close();
};

const readerSays = (page: Page, text: string): Promise<void> => shows(page.locator('summary'), text);

/** Into the reader, and the screen knows. */
const put = async ({ cards, page }: Desk, name: string): Promise<void> => {
  await cards.insert(name, 'nhi');
  await readerSays(page, '已插卡');
};
const take = async ({ cards, page }: Desk): Promise<void> => {
  await cards.remove('nhi');
  await readerSays(page, '未插卡');
};

const sources = async ({ database }: Stage): Promise<unknown[]> => {
  const { rows } = await sql`select source, document_kind, document_in_hand, label from sale
    left join workstation on workstation_id::text = workstation order by sold_at, source`.execute(
    database.db,
  );
  return rows;
};

/** A computer that nobody has enrolled yet: why, and what was read goes on by 02 without being typed. */
const notEnrolled = async (desk: Desk): Promise<void> => {
  const { page } = desk;
  const counter = counterOn(page);
  await put(desk, 'nhi-child');
  await page.keyboard.press('F9');
  await shows(counter.verdict, '!', '此電腦尚未登錄為貴單位的工作站', '按F2可改用「02」輸入。');
  await fitsTheScreen(page);
  await picture(page, 'card-not-enrolled');
  const number = await counter.number.inputValue();
  await page.keyboard.press('F2');
  await holds(counter.number, number);
  await page.keyboard.press('F9');
  await shows(counter.verdict, '可購買2片');
  assert.doesNotMatch(await counter.verdict.innerText(), /已讀卡/);
  await page.keyboard.press('F7');
  await take(desk);
};

/** One key reads and checks, two more sell; the ledger says by card and where (R087, R090). */
const oneKey = async (desk: Desk): Promise<void> => {
  const { stage, page } = desk;
  const counter = counterOn(page);
  const { keyboard } = page;
  assert.equal(await counter.number.getAttribute('readonly'), '');
  await keyboard.press('F9');
  await shows(counter.verdict, '!', '讀卡機內沒有卡片，請插入卡片。', '按F2可改用「02」輸入。');
  await hasFocus(counter.check);
  await fitsTheScreen(page);
  await isAccessible(page, 'no card');
  await picture(page, 'card-none');

  await put(desk, 'nhi-adult');
  await keyboard.press('F9');
  await shows(counter.verdict, '✓', '可購買2片 (民國63年生，證號末碼4為雙號，週日)', '已讀卡');
  await holds(counter.number, 'F100000024');
  await holds(counter.birthDate, '19740503');
  await shows(counter.person, '民國63/05/03(西元1974/05/03)', '由健保卡讀取');
  await fitsTheScreen(page);
  await nothingIsCut(page);
  await isAccessible(page, 'card read');
  await picture(page, 'card-allowed');
  await buyByKeys(page);
  await shows(counter.verdict, '購買成功', '已讀卡');
  await picture(page, 'card-sold');
  assert.deepEqual(await sources(stage), [
    { source: 'card', document_kind: '01', document_in_hand: null, label: '櫃台一' },
  ]);

  // Nothing of the card is left.
  await keyboard.press('F7');
  await holds(counter.number, '');
  await holds(counter.birthDate, '');
  await keyboard.press('F9');
  await shows(counter.verdict, '✕', '7天內已購買', '已讀卡');
  await take(desk);

  // The birth date that a card has shown stands against what is typed.
  await keyboard.press('F7');
  await ask(page, { number: 'F100000024', birth_date: '19740504' });
  await shows(counter.verdict, '出生日期與先前讀卡資料不符，請核對證件。');
  await hasFocus(counter.birthDate);
  await keyboard.press('F7');
};

/** Cards of every kind that citizens have, and those that are none (C1). */
const everyCard = async (desk: Desk): Promise<void> => {
  const { cards, page, stage } = desk;
  const counter = counterOn(page);
  const { keyboard } = page;
  for (const name of ['nhi-new', 'nhi-rare-name', 'nhi-resident', 'nhi-cold']) {
    await put(desk, name);
    await keyboard.press('F9');
    await shows(counter.verdict, '已讀卡');
    await take(desk);
  }
  for (const [name, says] of [
    ['hca-in-pcsc', '無法辨識這張卡片'],
    ['nhi-unreadable', '無法讀取健保卡，請重新插卡，或改選「02-健保卡(卡片異常請輸入ID)」。'],
  ] as const) {
    await put(desk, name);
    await keyboard.press('F9');
    await shows(counter.verdict, says);
    await fitsTheScreen(page);
    await picture(page, `card-${name}`);
    await take(desk);
  }

  // One key leads to 02; the sale is one of a typed number.
  await keyboard.press('F2');
  await holds(counter.kind, '02');
  await hasFocus(counter.number);
  await ask(page, { number: 'F200000026', birth_date: '19780815' });
  await shows(counter.verdict, '可購買2片');
  await buyByKeys(page);
  await shows(counter.verdict, '購買成功');
  assert.doesNotMatch(await counter.verdict.innerText(), /已讀卡/);
  assert.deepEqual((await sources(stage)).at(-1), {
    ...{ source: 'typed', document_kind: '02', document_in_hand: 'nhi_card', label: null },
  });
  await keyboard.press('F7');

  // Pulled out while it is read; 清除 gives a slow read up.
  await put(desk, 'nhi-slow');
  await keyboard.press('F9');
  await shows(counter.verdict, '讀卡審核中，請勿取出健保卡。');
  await cards.remove('nhi');
  await shows(counter.verdict, '按F2可改用「02」輸入。');
  await readerSays(page, '未插卡');
  await put(desk, 'nhi-slow');
  await keyboard.press('F9');
  await shows(counter.verdict, '讀卡審核中');
  await keyboard.press('F7');
  await shows(counter.verdict, '請選身分別');
  await take(desk);
  await holds(counter.number, '');
};

/** A card that is put in is read by itself when that is wished for, and once. */
const byItself = async (desk: Desk): Promise<void> => {
  const { page } = desk;
  const counter = counterOn(page);
  const { keyboard } = page;
  let checks = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/api/checks')) checks++;
  });
  const wish = page.getByRole('checkbox', { name: '插卡即自動審核' });
  assert.equal(await wish.isChecked(), false);
  await wish.check();
  await page.reload();
  await readerSays(page, '未插卡');
  assert.equal(await wish.isChecked(), true);

  await put(desk, 'nhi-resident');
  await shows(counter.verdict, '已讀卡');
  assert.equal(await page.getByRole('dialog').count(), 0);
  await keyboard.press('F7');
  await holds(counter.number, '');
  await take(desk);
  assert.equal(checks, 1, 'the same card was read again');

  // Another card, put in while a result stands there, is the next buyer's.
  await put(desk, 'nhi-adult');
  await shows(counter.verdict, '7天內已購買', '已讀卡');
  await take(desk);
  await put(desk, 'nhi-child');
  assert.equal(checks, 2);
  await picture(page, 'card-next-waits');
  await keyboard.press('F7');
  await shows(counter.verdict, '可購買2片', '已讀卡');
  await buyByKeys(page);
  await shows(counter.verdict, '購買成功');
  await keyboard.press('F7');
  await holds(counter.number, '');
  assert.equal(checks, 3, 'the same card was read again');
  await wish.uncheck();
  await take(desk);
};

/** How long from the key to the answer; said, not judged. */
const latency = async (desk: Desk, t: TestContext): Promise<void> => {
  const { page } = desk;
  const read = counterOn(page).verdict.getByText('已讀卡');
  await put(desk, 'nhi-odd');
  const took: number[] = [];
  for (let round = 0; round < 20; round++) {
    const begun = performance.now();
    await page.keyboard.press('F9');
    await read.waitFor();
    took.push(performance.now() - begun);
    await page.keyboard.press('F7');
    await read.waitFor({ state: 'hidden' });
  }
  took.sort((a, b) => a - b);
  const at = (share: number): number => Math.round(took[Math.floor(took.length * share)] ?? 0);
  t.diagnostic(`資格審核 by card, key to answer: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`);
};

/** A browser that keeps pages from programs of this computer: the agent's own window reads the card. */
const overWindow = async ({ stage }: Desk): Promise<void> => {
  const { port } = new URL(stage.origin);
  const strict = `--ip-address-space-overrides=127.0.0.1:${port}=public`;
  const browser = await chromium.launch(launchOptions([...flagsWithAgent, strict]));
  try {
    const context = await browser.newContext({ ...theLook, baseURL: stage.origin });
    await stage.oddities.follow(context);
    const page = await openAt(stage, screen, { page: await context.newPage() });
    const counter = counterOn(page);
    await readerSays(page, '需處理');
    const opened = context.waitForEvent('page');
    await page.keyboard.press('F9');
    assert.equal(new URL((await opened).url()).origin, agentAddress);
    await shows(counter.verdict, '已讀卡');
    await readerSays(page, '已插卡');
  } finally {
    await browser.close();
  }
};

/** The agent goes and comes back; meanwhile 01 takes nothing typed and leads to 02 by one key (C1). */
const agentGone = async (desk: Desk, stop: () => Promise<unknown>): Promise<void> => {
  const { page, cards } = desk;
  const counter = counterOn(page);
  await page.keyboard.press('F7');
  await stop();
  await readerSays(page, '未安裝憑證元件');
  await page.locator('summary').press('Enter');
  await shows(page.locator('details'), '未安裝憑證元件，請至下載專區下載安裝', '下載專區');
  await isAccessible(page, 'no agent');
  await fitsTheScreen(page);
  await picture(page, 'card-no-agent');
  await page.keyboard.press('Escape');
  await ask(page, { number: 'F200000026', birth_date: '19780815' }, '1');
  await shows(counter.verdict, '未安裝憑證元件，請至下載專區下載安裝', '按F2可改用「02」輸入。');
  await holds(counter.number, '');
  await hasFocus(counter.useTyped);
  await page.keyboard.press('Enter');
  await holds(counter.kind, '02');
  await hasFocus(counter.number);
  await ask(page, { number: 'F200000026', birth_date: '19780815' });
  await shows(counter.verdict, '7天內已購買');
  await page.keyboard.press('F7');
  await cards.startAgent();
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await readerSays(page, '就緒');
  // 清除 stays at 02 until a card has been read again.
  await holds(counter.kind, '02');
  await counter.kind.focus();
  await page.keyboard.press('1');
  assert.equal(await counter.number.getAttribute('readonly'), '');
};

test('資格審核 by card: read, checked and sold; when it cannot be read, 02 (R087, R088, R090, C1)', async (t) => {
  // A Sunday, on which everybody may buy.
  const stage = await openStage(t, '2020-02-09T16:26:00');
  // The computer is not enrolled at first; a typed birth date differs later.
  stage.oddities.expect('403 /api/checks', '422 /api/checks');
  const cards = await startCards(t, { origin: stage.origin, agentPort });
  const agent = await cards.startAgent();
  await haveStock(stage);
  const page = await openAt(stage, screen);
  const desk = { stage, cards, page };
  await readerSays(page, '讀卡機○就緒，未插卡');
  await notEnrolled(desk);
  await enrol(stage);
  await oneKey(desk);
  await everyCard(desk);
  await byItself(desk);
  await latency(desk, t);
  await overWindow(desk);
  await agentGone(desk, () => agent.stop());
});
