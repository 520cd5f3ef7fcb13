import { randomUUID } from 'node:crypto';
import type { Answer, Browser } from './app.ts';
import type { TestSite } from './factories.ts';

export type Person = { number: string; birth_date: string; document_kind?: string };

/** 資格審核 at a site's counter, as the screen sends it. */
export const check = (browser: Browser, site: TestSite, person: Person): Promise<Answer> =>
  browser.post('/api/checks', {
    site_code: site.code,
    document_kind: person.document_kind ?? '01',
    number: person.number,
    birth_date: person.birth_date,
    ...(person.document_kind === '02' ? { document_in_hand: 'nhi_card' } : {}),
  });

/** 確定 on an approval. */
export const sellOn = (
  browser: Browser,
  approval: unknown,
  quantities: Record<string, number> = { adult_mask: 2, child_mask: 0 },
  request_id: string = randomUUID(),
): Promise<Answer> => browser.post('/api/sales', { request_id, approval, quantities, by_proxy: false });

/** Check and, when allowed, sell. */
export const buy = async (
  browser: Browser,
  site: TestSite,
  person: Person,
  quantities?: Record<string, number>,
): Promise<Answer> => {
  const checked = await check(browser, site, person);
  if (checked.body['verdict'] !== 'allowed') return checked;
  return sellOn(browser, checked.body['approval'], quantities);
};

type Delivery = { delivery_id: number; due_on: string; state: string };

/** The delivery of a day as the stock screen lists it. */
export const findDelivery = async (browser: Browser, day: string): Promise<Delivery> => {
  const { body } = await browser.get('/api/stock');
  const found = (body['deliveries'] as Delivery[]).find((each) => each.due_on === day);
  if (!found) throw new Error(`no delivery on ${day}`);
  return found;
};

/** 到貨確認 of the day's delivery, 200 and 50 unless said otherwise. */
export const confirmArrival = async (
  browser: Browser,
  day: string,
  quantities: Record<string, number> = { adult_mask: 200, child_mask: 50 },
  more: Record<string, unknown> = {},
): Promise<Answer> => {
  const delivery = await findDelivery(browser, day);
  return browser.post('/api/stock/arrivals', {
    delivery_id: delivery.delivery_id,
    receipt_no: 1,
    quantities,
    more_expected: false,
    ...more,
  });
};

/** What the screen would say of a refusal: its code and its parameters. */
export const refusalOf = (answer: Answer): Record<string, unknown> =>
  (answer.body['refusal'] ?? answer.body) as Record<string, unknown>;
