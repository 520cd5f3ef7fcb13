import type { TestContext } from 'node:test';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { agentPort } from '../../agent/protocol.ts';
import type { RunningAgent } from '../../src/card-kit/agent-process.ts';
import { createRevocation, loadCardTrust } from '../../src/cards/index.ts';
import { atEnd } from '../at-end.ts';
import { type CardRig, startCards } from '../cards/rig.ts';
import { picture } from './acts.ts';
import { heading } from './portal-acts.ts';
import { openStage, type Stage } from './stage.ts';

/** A counter PC with virtual readers and cards before the real server, which believes the kit's CAs. */
export type CardStage = Stage & { cards: CardRig; startAgent: () => Promise<RunningAgent> };

/** One PIN for all cards of the kit. */
export const pin = '123456';

/** As `openStage`, with cards; the agent is not started yet. For files that have `holdAgentPort`. */
export const openCardStage = async (t: TestContext, moment?: string): Promise<CardStage> => {
  let cards: CardRig | undefined;
  const stage = await openStage(t, moment, async (origin) => {
    cards = await startCards(t, { origin, agentPort });
    const trust = await loadCardTrust(cards.trust, { production: false });
    const revocation = createRevocation({
      trust,
      cacheFolder: undefined,
      // The CAs' services answer by the real clock.
      real: () => new Date(),
      onTrouble: () => undefined,
    });
    atEnd(t, () => revocation.stop());
    return { cards: { trust, revocation } };
  });
  if (!cards) throw new Error('the stage was not prepared');
  const rig = cards;
  return { ...stage, cards: rig, startAgent: rig.startAgent };
};

type CardName = '醫事人員卡' | '健保卡' | '自然人憑證卡' | '醫事機構卡' | '政府單位憑證卡';
type ReaderName = '健保讀卡機' | '晶片讀卡機';

/** The log-in page at the tab of a card, with the reader chosen where there is a choice. */
export const openCardTab = async (page: Page, card: CardName, reader?: ReaderName): Promise<Locator> => {
  await page.goto('/login');
  await page.getByRole('tab', { name: card, exact: true }).click();
  const panel = page.getByRole('tabpanel', { name: card });
  if (reader) await panel.getByRole('radio', { name: reader }).check();
  return panel;
};

/** What the agent's window does once it has opened: the PIN is typed there, and nowhere else. */
export const typePin = async (window: Page, typed = pin): Promise<void> => {
  const field = window.getByLabel('PIN碼');
  await field.waitFor();
  await field.fill(typed);
  // A right PIN closes the window, often before the key is up again.
  await field.press('Enter').catch((error: unknown) => {
    if (!window.isClosed()) throw error;
  });
};

/** The window of the agent that `act` opens. */
export const agentWindow = async (context: BrowserContext, act: () => Promise<void>): Promise<Page> => {
  const [opened] = await Promise.all([context.waitForEvent('page'), act()]);
  return opened;
};

/** 憑證登入 up to whatever comes then; `name` takes a picture of the agent's window on the way. */
export const pressLogIn = async (
  place: Locator,
  { typed = pin, name }: { typed?: string; name?: string } = {},
): Promise<void> => {
  const page = place.page();
  const window = await agentWindow(page.context(), () =>
    place.getByRole('button', { name: '憑證登入' }).click(),
  );
  await window.getByLabel('PIN碼').waitFor();
  if (name) await picture(window, name);
  await typePin(window, typed);
};

/** In by certificate, to 我的首頁. */
export const enterByCard = async (page: Page, card: CardName, reader?: ReaderName): Promise<void> => {
  await pressLogIn(await openCardTab(page, card, reader));
  await heading(page, '我的首頁').waitFor();
};
