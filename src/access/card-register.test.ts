import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOf } from '../../test/app.ts';
import { cardHouse, logInByCard } from '../../test/cards/log-in.ts';
import type { PaperCard } from '../../test/cards/paper-cards.ts';
import { asOwner } from '../../test/db.ts';
import { makeBareSite } from '../../test/factories.ts';
import { auditOf, said } from '../../test/people.ts';

const house = async (t: Parameters<typeof cardHouse>[0]) => {
  const all = await cardHouse(t);
  const list = (card: 'institution' | 'government', { serial }: PaperCard, code: string) =>
    asOwner(all.database, 'insert into card_register values ($1, $2, $3, false)', [card, serial, code]);
  /** A log-in in a browser of its own, which stays open. */
  const enter = async (card: 'institution' | 'government', by: PaperCard, number: string, name: string) => {
    const browser = await browserOf(all.app, undefined, { keeps: true });
    const record = card === 'institution' ? { number, name } : null;
    return { browser, answer: await logInByCard(browser, { card, by, record }) };
  };
  return { ...all, list, enter };
};

for (const [kind, name] of [
  ['institution', '獨一藥局'],
  ['government', '三芝衛生所'],
] as const)
  test(`R028: where the register lists a card (${kind}), a namesake's unlisted card is not the institution's`, async (t) => {
    const { database, card, list, enter } = await house(t);
    const code = await makeBareSite(database.db, { short_name: name });
    const [right, namesake] = [card(kind, name), card(kind, name)];
    await list(kind, right, code);
    const { answer } = await enter(kind, namesake, code, name);
    assert.deepEqual(said(answer), [403, 'card_unregistered'], 'before the right one ever came');
    const rightful = (await enter(kind, right, code, name)).answer;
    assert.deepEqual([rightful.status, rightful.body['account']], [201, code]);
    assert.deepEqual(said((await enter(kind, namesake, code, name)).answer), [403, 'card_unregistered']);
    const other = kind === 'institution' ? 'government' : 'institution';
    const another = await enter(other, card(other, name), code, name);
    assert.equal(another.answer.status, 201, 'of another kind the register says nothing');
  });

test('a register that comes later ends the binding it contradicts, and its session, at the next log-in', async (t) => {
  const { database, card, list, enter } = await house(t);
  const name = '獨一藥局';
  const code = await makeBareSite(database.db, { short_name: name });
  const [right, namesake] = [card('institution', name), card('institution', name)];
  const early = await enter('institution', namesake, code, name);
  assert.equal(early.answer.status, 201, 'nobody knows better yet');
  await list('institution', right, code);
  assert.deepEqual(said((await enter('institution', namesake, code, name)).answer), [
    403,
    'card_unregistered',
  ]);
  assert.deepEqual(said(await early.browser.get('/api/session')), [401, 'not_logged_in']);
  assert.equal((await enter('institution', right, code, name)).answer.status, 201, 'and there is room');
  const [released, ...more] = await auditOf(database, 'card:release');
  assert.deepEqual([released?.['outcome'], released?.['site_code'], more.length], ['done', code, 0]);
  assert.deepEqual(released?.['detail'], {
    ...{ of: code.toLowerCase(), card: 'institution', ending: namesake.serial.slice(-4), reason: 'register' },
  });
});

test('the rightful card ends the session of the one that took its place; each card goes where the register says', async (t) => {
  const { database, card, list, enter } = await house(t);
  const name = '獨一藥局';
  const code = await makeBareSite(database.db, { short_name: name });
  const [right, wrong] = [card('institution', name), card('institution', name)];
  const early = await enter('institution', wrong, code, name);
  assert.equal(early.answer.status, 201);
  const second = await makeBareSite(database.db, { short_name: name });
  await list('institution', right, code);
  await list('institution', wrong, second);
  const rightful = await enter('institution', right, code, name);
  assert.equal(rightful.answer.body['account'], code);
  assert.deepEqual(said(await early.browser.get('/api/session')), [401, 'not_logged_in']);
  assert.equal((await rightful.browser.get('/api/session')).status, 200);
  assert.equal((await enter('institution', wrong, code, name)).answer.body['account'], second);
  assert.equal((await rightful.browser.get('/api/session')).status, 200, 'of another institution');
});

test('of two cards that the register lists for one institution, the one bound first stays until it is released', async (t) => {
  const { database, card, list, enter } = await house(t);
  const name = '獨一藥局';
  const code = await makeBareSite(database.db, { short_name: name });
  const [first, second] = [card('institution', name), card('institution', name)];
  for (const each of [first, second]) await list('institution', each, code);
  const { browser, answer } = await enter('institution', first, code, name);
  assert.equal(answer.status, 201);
  assert.deepEqual(said((await enter('institution', second, code, name)).answer), [403, 'card_replaced']);
  assert.equal((await browser.get('/api/session')).status, 200);
  assert.deepEqual(await auditOf(database, 'card:release'), []);
});

test('two bound cards that the register exchanges, at once: each is bound anew, and neither waits for ever', async (t) => {
  const { database, card, list, enter } = await house(t);
  const codes = [
    await makeBareSite(database.db, { short_name: '甲藥局' }),
    await makeBareSite(database.db, { short_name: '乙藥局' }),
  ] as const;
  const [a, b] = [card('institution', '甲藥局'), card('institution', '乙藥局')];
  const both = () =>
    Promise.all([enter('institution', a, codes[0], '甲藥局'), enter('institution', b, codes[1], '乙藥局')]);
  assert.deepEqual(
    (await both()).map(({ answer }) => answer.body['account']),
    [...codes],
  );
  await list('institution', a, codes[1]);
  await list('institution', b, codes[0]);
  assert.deepEqual(
    (await both()).map(({ answer }) => answer.body['account']),
    [codes[1], codes[0]],
  );
});
