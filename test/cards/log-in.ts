import type { TestContext } from 'node:test';
import type { CardRecord, CertificateCard, ReaderKind } from '../../agent/protocol.ts';
import { type Answer, type Browser, testApp, testClock } from '../app.ts';
import { testDatabase } from '../db.ts';
import { challengeOf, type TestWorkstation, testWorkstation } from '../workstation.ts';
import { type PaperCard, paperCards } from './paper-cards.ts';

export const cardChallenge = '/api/session/card/challenge';

/** An application on a database of the test's own that believes the paper cards; `revoked`: their holders. */
export const cardHouse = async (t: TestContext, revoked: string[] = []) => {
  const database = await testDatabase(t);
  const cards = await paperCards();
  const clock = testClock('2020-02-04');
  const app = await testApp(t, database, clock, {
    cards: { trust: cards.trust, revocation: cards.revocation(...revoked) },
  });
  return { database, app, clock, ...cards };
};

export type CardLogIn = {
  card: CertificateCard;
  reader?: ReaderKind;
  by: PaperCard;
  record?: CardRecord | null;
  workstation?: TestWorkstation;
};

/** A log-in by card as page and agent make it. */
export const logInByCard = async (
  browser: Browser,
  { card, reader = 'chip', by, record = null, ...more }: CardLogIn,
): Promise<Answer> => {
  const nonce = await challengeOf(browser, cardChallenge, { card, reader });
  const cms = by.signs(nonce, { card, reader });
  const { workstation = testWorkstation() } = more;
  const signed = workstation.says('certificate-log-in/1', { nonce, card, reader, cms, record });
  return browser.post('/api/session/card', { card, reader, signed });
};
