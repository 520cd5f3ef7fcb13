import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contracts } from '../src/contracts.ts';
import { createWords } from '../src/words/index.ts';
import { type Answer, testApp } from './app.ts';
import { badBodies, badPlaces, badQueries, textOf } from './bad-fields.ts';
import { paperCards } from './cards/paper-cards.ts';
import { testDatabase } from './db.ts';
import { type Example, makeExamples } from './examples.ts';
import { hashTables } from './tables.ts';

const words = { 'zh-TW': createWords('zh-TW'), en: createWords('en') };
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Name = keyof typeof contracts;
type Operation = Example & { name: Name; contract: (typeof contracts)[Name] };

/** Every operation with an address and a body that are right, sent by somebody who may. */
const allOperations = async (t: Parameters<typeof testDatabase>[0]) => {
  const database = await testDatabase(t);
  const { trust, revocation } = await paperCards();
  const app = await testApp(t, database, undefined, { cards: { trust, revocation: revocation() } });
  const examples = await makeExamples(app, database.db);
  const operations = Object.entries(contracts).map(([name, contract]): Operation => {
    return { name: name as Name, contract, ...examples(name as Name) };
  });
  return { database, app, operations };
};

/** Status, code, field, a sentence in the language asked for, and an id to quote; nothing besides. */
const assertProblem = (
  { status, body }: Answer,
  language: keyof typeof words,
  expected: { code: string; field: string | undefined },
  told: string,
): void => {
  const { code, field } = expected;
  const { request_id, message, params, ...said } = body;
  assert.deepEqual({ status, ...said }, { status: 400, code, ...(field !== undefined && { field }) }, told);
  assert.equal(
    message,
    words[language].t(`refusal.${code as 'fault'}`, params as Record<string, unknown>),
    told,
  );
  assert.match(String(request_id), uuid);
};

const languages = ['zh-TW', 'en'] as const;
const headersIn = (language: (typeof languages)[number]): Record<string, string> =>
  language === 'en' ? { 'accept-language': 'en-GB, en;q=0.9' } : {};

test('every field of every body: missing, of another type, out of range, too much; nothing is stored (design §7)', async (t) => {
  const { database, operations } = await allOperations(t);
  const withBody = operations.filter(({ contract }) => 'body' in contract);
  const before = await hashTables(database);
  let sent = 0;
  for (const { name, contract, browser, url, body } of withBody)
    await t.test(name, async () => {
      const schema = 'body' in contract ? contract.body : undefined;
      for (const bad of badBodies(schema, body ?? {}))
        for (const language of languages) {
          const headers = { 'content-type': 'application/json', ...headersIn(language) };
          const answer = await browser.post(url, undefined, { payload: textOf(bad.body), headers });
          assertProblem(answer, language, bad, `${url} ${bad.field ?? 'text'}: ${bad.what}`);
          sent += 1;
        }
    });
  t.diagnostic(`${sent} bad bodies`);
  assert.deepEqual(await hashTables(database), before);
});

test('every place of an address and every parameter: malformed, unknown, twice, missing (design §7)', async (t) => {
  const { database, app, operations } = await allOperations(t);
  const before = await hashTables(database);
  const send = async ({ browser, contract, body }: Operation, url: string): Promise<Answer> => {
    if (contract.method === 'GET') return browser.get(url);
    return contract.method === 'DELETE' ? browser.delete(url) : browser.post(url, body);
  };
  for (const operation of operations) {
    const { name, contract, url, query = {} } = operation;
    const schema = 'query' in contract ? contract.query : undefined;
    for (const bad of badQueries(schema, query))
      assertProblem(
        await send(operation, `${url.split('?')[0]}?${bad.text}`),
        'zh-TW',
        bad,
        `${name} ${bad.field}: ${bad.what}`,
      );
    for (const { name: place, values } of badPlaces('params' in contract ? contract.params : {}))
      for (const value of values) {
        const at = contract.path.split('/').indexOf(`:${place}`);
        const bad = url.split('?')[0]?.split('/').with(at, value).join('/') ?? '';
        assertProblem(
          await send(operation, bad),
          'zh-TW',
          { code: 'invalid_input', field: place },
          `${name} ${bad}`,
        );
      }
  }
  assert.deepEqual(await hashTables(database), before);
  assert.deepEqual(app.takeFaults(), []);
});

test('the examples are right: each is done when nothing is wrong with it', async (t) => {
  const { operations } = await allOperations(t);
  const send = ({ browser, contract, url, body }: Operation): Promise<Answer> => {
    if (contract.method === 'GET') return browser.get(url);
    return contract.method === 'DELETE' ? browser.delete(url) : browser.post(url, body);
  };
  // Reading first, then writing, then what ends something; a log-in ends the session it comes with.
  const order = (operation: Operation): number =>
    operation.turn ?? ['GET', 'POST', 'DELETE'].indexOf(operation.contract.method);
  for (const operation of operations.toSorted((a, b) => order(a) - order(b))) {
    const { status, body } = await send(operation);
    assert.ok(status < 300, `the example of ${operation.name} is right: ${status} ${JSON.stringify(body)}`);
  }
});
