import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Browser, browserOf, testApp } from '../../test/app.ts';
import { testAuthenticator } from '../../test/authenticator.ts';
import { cardHouse, logInByCard } from '../../test/cards/log-in.ts';
import { asOwner, type TestDatabase, testDatabase } from '../../test/db.ts';
import { makeSite } from '../../test/factories.ts';
import { untilWaiting, whileHeld } from '../../test/held.ts';
import { appoint, auditOf, newPerson, said } from '../../test/people.ts';
import { enrol, testWorkstation } from '../../test/workstation.ts';

/** As a session that began with a 自然人憑證 is: its way, and the card. */
const asByCard = async (database: TestDatabase) => {
  await asOwner(
    database,
    `insert into card_binding (issuer, subject_serial, card, account_id, bound_at)
      select decode(repeat('ab', 32), 'hex'), account_id::text, 'citizen', account_id, now() from account
      where account_id in (select account_id from session where ended_at is null) on conflict do nothing`,
  );
  await asOwner(
    database,
    `update session s set way = 'certificate', card_binding_id = k.card_binding_id from card_binding k
      where k.account_id = s.account_id and k.ended_at is null`,
  );
};

const house = async (t: Parameters<typeof testDatabase>[0]) => {
  const database = await testDatabase(t);
  const app = await testApp(t, database);
  const site = await makeSite(database.db);
  return { database, app, site, manager: await browserOf(app, site.manager) };
};

const optionsOf = async (browser: Browser, url: string) => {
  const { status, body } = await browser.post(url);
  assert.equal(status, 200, JSON.stringify(body));
  return body['options'] as Record<string, unknown> & { challenge: string };
};
const adding = '/api/passkeys/challenge';
const showing = '/api/session/passkey/challenge';

const add = async (browser: Browser, authenticator = testAuthenticator()) => {
  const answer = authenticator.make(await optionsOf(browser, adding));
  const { status, body } = await browser.post('/api/passkeys', { label: '櫃台手機', answer });
  assert.equal(status, 201, JSON.stringify(body));
  return { authenticator, passkey: body };
};

test('a passkey is added after a log-in by card, by people, and logs in from then on', async (t) => {
  const { database, app, site, manager } = await house(t);
  assert.deepEqual(said(await manager.post(adding)), [409, 'passkey_needs_card'], 'came by a password');
  await asByCard(database);
  const representative = await browserOf(app, site.representative);
  await asByCard(database);
  assert.deepEqual(said(await representative.post(adding)), [409, 'passkey_needs_card'], 'an institution');
  const { authenticator, passkey } = await add(manager);
  const ways = (await manager.get('/api/own-ways-in')).body;
  assert.deepEqual([ways['passkeys'], ways['may_add_passkey']], [[passkey], true]);
  const byPassword = await browserOf(app, site.manager);
  const none = { cards: [], passkeys: [], may_add_passkey: false };
  assert.deepEqual(
    (await byPassword.get('/api/own-ways-in')).body,
    none,
    'whoever gave the password sees none',
  );
  const url = `/api/passkeys/${passkey['passkey_id']}`;
  assert.deepEqual(said(await byPassword.delete(url)), [409, 'passkey_needs_card']);

  const browser = await browserOf(app);
  const answer = authenticator.show(await optionsOf(browser, showing));
  const entered = await browser.post('/api/session/passkey', { answer });
  assert.equal(entered.status, 201, JSON.stringify(entered.body));
  assert.deepEqual([entered.body['account'], entered.body['way']], [site.manager.name, 'passkey']);
  assert.deepEqual(
    said(await browser.post('/api/session/passkey', { answer })),
    [401, 'passkey_wrong'],
    'again',
  );
  const other = await browserOf(app);
  const borrowed = authenticator.show(await optionsOf(browser, showing), { count: 2 });
  const stolen = await other.post('/api/session/passkey', { answer: borrowed });
  assert.deepEqual(said(stolen), [401, 'passkey_wrong'], 'a challenge of another browser');

  await manager.delete(`/api/passkeys/${passkey['passkey_id']}`);
  const late = authenticator.show(await optionsOf(browser, showing), { count: 3 });
  assert.deepEqual(said(await browser.post('/api/session/passkey', { answer: late })), [
    401,
    'passkey_wrong',
  ]);
  const acts = (await auditOf(database, 'passkey:%')).filter(({ outcome }) => outcome === 'done');
  assert.deepEqual(
    acts.map(({ detail }) => detail),
    [{ label: '櫃台手機' }, { label: '櫃台手機' }],
  );
});

test('what an authenticator must not do is refused, each with the same words', async (t) => {
  const { database, app, manager } = await house(t);
  await asByCard(database);
  const { authenticator } = await add(manager);
  const browser = await browserOf(app);
  const show = async (wrong: object, from = authenticator) => {
    const answer = from.show(await optionsOf(browser, showing), wrong);
    return said(await browser.post('/api/session/passkey', { answer }));
  };
  const wrong = [401, 'passkey_wrong'];
  assert.deepEqual(await show({ origin: 'https://evil.example' }), wrong, 'another page');
  assert.deepEqual(await show({ host: 'evil.example' }), wrong, 'another host');
  assert.deepEqual(await show({ verified: false }), wrong, 'nobody verified');
  assert.deepEqual(await show({}, testAuthenticator()), wrong, 'not known');
  assert.deepEqual(await show({ count: 5 }), [201, undefined]);
  assert.deepEqual(await show({ count: 5 }), wrong, 'a copy counts no further');
  const other = testAuthenticator();
  const swapped = { ...other.show(await optionsOf(browser, showing)), id: authenticator.id };
  assert.deepEqual(said(await browser.post('/api/session/passkey', { answer: swapped })), wrong);

  const make = async (changes: object) => {
    const answer = testAuthenticator().make(await optionsOf(manager, adding), changes);
    return said(await manager.post('/api/passkeys', { label: '手機', answer }));
  };
  assert.deepEqual(await make({ origin: 'https://evil.example' }), wrong);
  assert.deepEqual(await make({ verified: false }), wrong);
  const twice = authenticator.make(await optionsOf(manager, adding));
  assert.deepEqual(
    said(await manager.post('/api/passkeys', { label: '手機', answer: twice })),
    wrong,
    'known',
  );
});

test('解除卡片綁定 takes passkeys along and ends the sessions that began with them', async (t) => {
  const { database, app, site, manager } = await house(t);
  await asByCard(database);
  const { authenticator } = await add(manager);
  const representative = await browserOf(app, site.representative);
  const { appointments } = (await representative.get('/api/managers')).body as {
    appointments: { appointment_id: number; account: string; passkeys: number }[];
  };
  const row = appointments.find(({ account }) => account === site.manager.name);
  assert.equal(row?.passkeys, 1);
  const url = `/api/managers/${row?.appointment_id}/cards`;
  assert.equal((await representative.delete(url)).status, 200);
  assert.deepEqual(said(await representative.delete(url)), [409, 'no_cards_bound']);
  assert.deepEqual(said(await manager.get('/api/session')), [401, 'not_logged_in']);
  const browser = await browserOf(app);
  const answer = authenticator.show(await optionsOf(browser, showing), { count: 9 });
  assert.deepEqual(said(await browser.post('/api/session/passkey', { answer })), [401, 'passkey_wrong']);
});

test('a passkey that was on its way when the card was released is not kept', async (t) => {
  const { database, app, site, manager } = await house(t);
  await asByCard(database);
  const answer = testAuthenticator().make(await optionsOf(manager, adding));
  const representative = await browserOf(app, site.representative);
  const { appointments } = (await representative.get('/api/managers')).body as {
    appointments: { appointment_id: number }[];
  };
  const locked = { text: 'select from account for update', waiters: 2 };
  const url = `/api/managers/${appointments[0]?.appointment_id}/cards`;
  const save = () => manager.post('/api/passkeys', { label: '手機', answer });
  // The release waits for the lock first, the save behind it: so they come in this order.
  let releasing: ReturnType<typeof representative.delete> | undefined;
  const saved = await whileHeld(database, locked, async () => {
    releasing = representative.delete(url);
    await untilWaiting(database, 1);
    return save();
  });
  assert.equal((await releasing)?.status, 200);
  assert.deepEqual(said(saved), [409, 'passkey_needs_card']);
  const { rows } = await asOwner(database, `select from passkey where ended_at is null`);
  assert.equal(rows.length, 0);
});

test('a passkey taken away ends the sessions that passkeys began, but not the one that takes it away', async (t) => {
  const { database, app, manager } = await house(t);
  await asByCard(database);
  const { authenticator, passkey } = await add(manager);
  const enter = async (count: number) => {
    const browser = await browserOf(app, undefined, { keeps: true });
    const answer = authenticator.show(await optionsOf(browser, showing), { count });
    assert.equal((await browser.post('/api/session/passkey', { answer })).status, 201);
    return browser;
  };
  const [lost, own] = [await enter(1), await enter(2)];
  const url = `/api/passkeys/${passkey['passkey_id']}`;
  assert.equal((await own.delete(url)).status, 204);
  assert.deepEqual(said(await lost.get('/api/session')), [401, 'not_logged_in']);
  assert.equal((await own.get('/api/session')).status, 200);
  assert.equal((await manager.get('/api/session')).status, 200, 'begun by the card');
  assert.deepEqual(said(await own.delete(url)), [404, 'passkey_not_found'], 'again');
});

test('a passkey opens what the card opens it was added with: of a 醫事人員卡, where that was vouched for', async (t) => {
  const { database, app, card } = await cardHouse(t);
  const [a, b] = [await makeSite(database.db), await makeSite(database.db)];
  const person = newPerson({ display_name: '王藥師' });
  for (const site of [a, b]) await appoint(await browserOf(app, site.representative), 'managers', person);
  const workstation = testWorkstation();
  await enrol(await browserOf(app, a.representative), workstation);
  const browser = await browserOf(app, undefined, { keeps: true });
  const record = { number: person.number, name: '王藥師' };
  const staff = { card: 'staff', by: card('staff', '王藥師'), record, workstation } as const;
  assert.equal((await logInByCard(browser, staff)).status, 201);
  const own = await add(browser);
  const lastFour = person.number.slice(-4);
  const citizen = { card: 'citizen', by: card('citizen', '王藥師', { lastFour }) } as const;
  const chosen = await logInByCard(browser, citizen);
  const body = { ticket: chosen.body['ticket'], site_code: b.code };
  assert.equal(
    (await browser.post('/api/session/institution', body)).status,
    201,
    JSON.stringify(chosen.body),
  );
  const everywhere = await add(browser);

  const enter = async ({ authenticator }: typeof own) => {
    const answer = authenticator.show(await optionsOf(browser, showing), { count: 1 });
    return browser.post('/api/session/passkey', { answer });
  };
  const entered = await enter(own);
  assert.equal((entered.body['site'] as { code: string }).code, a.code, 'no choice');
  const { institutions } = (await enter(everywhere)).body as { institutions: { site: { code: string } }[] };
  assert.deepEqual(institutions.map(({ site }) => site.code).sort(), [a.code, b.code].sort());
});
