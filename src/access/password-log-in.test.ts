import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOf, testApp, testClock } from '../../test/app.ts';
import { asOwner, type TestDatabase, testDatabase, testServerKey } from '../../test/db.ts';
import { makeBareSite, makeHq, makeNumber, makeSite } from '../../test/factories.ts';
import { untilWaiting, whileHeld } from '../../test/held.ts';
import { appoint, auditOf, enter, newPerson, said, today } from '../../test/people.ts';
import { personKeyOf, readNumber } from '../people/index.ts';
import { serverKeysFrom } from '../platform/secrets.ts';
import { lastFourMarkOf, openHqAccess } from './index.ts';

const hour = 3_600_000;

const office = async (t: Parameters<typeof testDatabase>[0]) => {
  const database = await testDatabase(t);
  const clock = testClock(today);
  const app = await testApp(t, database, clock);
  const site = await makeSite(database.db);
  const account = await makeHq(database.db, ['hq_portal']);
  return { database, clock, app, site, account, hq: await browserOf(app, account) };
};

/** The date as it stands, without the people who would be shut out looking at it. */
const endOn = (database: TestDatabase, day: string) =>
  asOwner(
    database,
    `insert into setting values ('password_log_in_ends_on', to_jsonb($1::text), now(), null)`,
    [day],
  );

test('R039: an end is refused while it would shut somebody out, with the list of them', async (t) => {
  const { database, hq, site } = await office(t);
  const url = '/api/hq/password-log-in';
  const { body } = await hq.get(url);
  assert.deepEqual(body, {
    ends_on: null,
    without_another_way: {
      hq: ['署內承辦'],
      institutions: [{ code: site.code, short_name: '淡水藥局' }],
      institutions_total: 1,
    },
  });
  const refused = await hq.post(url, { ends_on: '2020-03-31' });
  assert.deepEqual(said(refused), [409, 'way_in_missing']);
  assert.deepEqual(refused.body['params'], { hq: 1, institutions: 1 });
  assert.deepEqual(said(await hq.post(url, { ends_on: '2020-02-03' })), [422, 'last_day_over']);
  await endOn(database, '2020-03-31');
  assert.deepEqual((await hq.post(url, { ends_on: null })).body, { ends_on: null }, 'it may be lifted');
  assert.deepEqual((await hq.get('/api/ways-in')).body, { password: { open: true, ends_on: null } });
  assert.equal((await auditOf(database, 'setting:password_log_in')).length, 1);
});

test('R039: who has a card or a passkey has another way; when all have, the end may be set', async (t) => {
  const { database, hq, site } = await office(t);
  const url = '/api/hq/password-log-in';
  const missing = async () => (await hq.post(url, { ends_on: '2020-03-31' })).body['params'];
  await asOwner(
    database,
    `insert into card_binding (issuer, subject_serial, card, account_id, bound_at)
      select decode(repeat('ab', 32), 'hex'), '1', 'citizen', account_id, now() from account where name = $1`,
    [site.manager.name],
  );
  assert.deepEqual(await missing(), { hq: 1, institutions: 0 });
  await asOwner(
    database,
    `insert into passkey (account_id, credential, public_key, signature_count, label, created_at)
      select account_id, 'x', '\\x00', 0, '手機', now() from account where display_name = '署內承辦'`,
  );
  assert.deepEqual((await hq.post(url, { ends_on: '2020-03-31' })).body, { ends_on: '2020-03-31' });
});

test('R039: a personnel card or a passkey that opens only another institution is no other way in here', async (t) => {
  const { database, hq, site } = await office(t);
  const other = await makeBareSite(database.db);
  const left = async () => {
    const { body } = await hq.get('/api/hq/password-log-in');
    const { hq: staff, institutions } = body['without_another_way'] as Record<string, { code: string }[]>;
    return [...(staff ?? []), ...(institutions ?? []).map(({ code }) => code)];
  };
  await asOwner(
    database,
    `insert into card_binding (issuer, subject_serial, card, account_id, bound_at, vouched_by)
      select decode(repeat('ab', 32), 'hex'), account_id::text, 'staff', account_id, now(), array[$1]
      from account where name = $2 or display_name = '署內承辦'`,
    [other, site.manager.name],
  );
  await asOwner(
    database,
    `insert into passkey (account_id, credential, public_key, signature_count, label, created_at, opens)
      select account_id, account_id::text, '\\x00', 0, '手機', now(), array[$1]
      from account where name = $2 or display_name = '署內承辦'`,
    [other, site.manager.name],
  );
  assert.deepEqual(await left(), ['署內承辦', site.code]);
  const vouch = `update card_binding set vouched_by = vouched_by || $1::text`;
  await asOwner(database, vouch, [site.code]);
  assert.deepEqual(await left(), ['署內承辦']);
  await asOwner(database, `update card_binding set vouched_by = array[$1]`, [other]);
  await asOwner(database, `update passkey set opens = opens || $1::text`, [site.code]);
  assert.deepEqual(await left(), ['署內承辦']);
});

test('R039: on its last day it is open; from then on it says "ended" to everybody, known or not', async (t) => {
  const { database, clock, app, site, account } = await office(t);
  await endOn(database, today);
  const nobody = await browserOf(app);
  const logIn = async (name: string, password: string) =>
    said(await nobody.post('/api/session', { account: name, password }));
  assert.deepEqual((await nobody.get('/api/ways-in')).body, { password: { open: true, ends_on: today } });
  assert.deepEqual(await logIn(site.user.name, site.user.password), [201, undefined]);
  const session = await enter(app, site.user.name, site.user.password);
  clock.at('2020-02-05T00:00:00');
  assert.deepEqual((await nobody.get('/api/ways-in')).body, { password: { open: false, ends_on: today } });
  for (const [name, password] of [
    [site.user.name, site.user.password],
    [site.user.name, 'wrong'],
    [site.representative.name, site.representative.password],
    [account.name, account.password],
    ['nobody-at-all', 'x'],
    [makeNumber(77), 'x'],
  ] as const)
    assert.deepEqual(await logIn(name, password), [403, 'password_log_in_ended'], name);
  assert.equal((await session.get('/api/session')).status, 200, 'who is inside stays until the session ends');
  const notes = (await auditOf(database, 'session:begin')).filter(
    ({ outcome }) => outcome === 'password_log_in_ended',
  );
  assert.equal(notes.length, 6);
});

const personOf = (n: number) => {
  const number = readNumber('01', makeNumber(n), undefined, today);
  assert.ok(!('refused' in number));
  const { staff } = serverKeysFrom(testServerKey);
  const { covered_number } = number;
  const last_four_mark = lastFourMarkOf(staff, number.number.slice(-4));
  return { person_key: personKeyOf(staff, number), covered_number, last_four_mark };
};

test('the way back of the operator opens for its time only, for the authority only, and is noted', async (t) => {
  const { database, clock, app, site } = await office(t);
  await endOn(database, '2020-01-31');
  const open = (offices: readonly ('hq_system' | 'hq_portal')[]) =>
    openHqAccess(
      database.db,
      {
        ...{ display_name: '值班人員', ...personOf(78), offices, reason: '憑證登入故障' },
        open_until: new Date(clock.real().getTime() + hour),
      },
      clock,
    );
  const first = await open(['hq_system']);
  const nobody = await browserOf(app);
  const logIn = async (given: { account: string; password: string }) => {
    const { account, password } = given;
    return said(await nobody.post('/api/session', { account, password }));
  };
  assert.deepEqual(await logIn(first), [201, undefined]);
  assert.deepEqual(await logIn({ account: site.user.name, password: site.user.password }), [
    403,
    'password_log_in_ended',
  ]);
  const second = await open(['hq_system', 'hq_portal']);
  assert.equal(second.account, first.account, 'the same person again');
  assert.deepEqual(await logIn(first), [401, 'wrong_credentials'], 'the former password is gone');
  const browser = await enter(app, second.account, second.password);
  const { body } = await browser.get('/api/session');
  assert.deepEqual(
    [body['standing'], (body['site'] as { code: string }).code],
    ['password_change_first', 'HQ00000000'],
  );
  clock.pass(hour);
  assert.deepEqual(await logIn(second), [403, 'password_log_in_ended']);
  const notes = await auditOf(database, 'hq_access:open');
  assert.deepEqual(
    notes.map(({ outcome, detail }) => [outcome, detail]),
    [
      ['done', { offices: 'hq_system', reason: '憑證登入故障', name: '值班人員' }],
      ['done', { offices: 'hq_system hq_portal', reason: '憑證登入故障', name: '值班人員' }],
    ],
  );
});

test('the way back under another name renames, and releases what was bound to the former name', async (t) => {
  const { database, clock, app, site } = await office(t);
  const number = makeNumber(79);
  const representative = await browserOf(app, site.representative);
  const person = newPerson({ number, display_name: '誤植姓名' });
  const { account } = await appoint(representative, 'managers', person);
  await asOwner(
    database,
    `insert into card_binding (issuer, subject_serial, card, account_id, bound_at)
      select decode(repeat('ab', 32), 'hex'), '1', 'citizen', account_id, now() from account where name = $1`,
    [account],
  );
  await asOwner(
    database,
    `insert into passkey (account_id, credential, public_key, signature_count, label, created_at)
      select account_id, 'x', '\\x00', 0, '手機', now() from account where name = $1`,
    [account],
  );
  await asOwner(
    database,
    `insert into session (token_hash, account_id, site_code, created_at, last_seen_at, place, way, first_generation)
      select decode(repeat('cd', 32), 'hex'), account_id, $2, now(), now(), decode(repeat('cd', 16), 'hex'),
        'passkey', false from account where name = $1`,
    [account, site.code],
  );
  const open = (display_name: string) =>
    openHqAccess(
      database.db,
      {
        ...{ display_name, ...personOf(79), offices: ['hq_system'], reason: '憑證登入故障' },
        open_until: new Date(clock.real().getTime() + hour),
      },
      clock,
    );
  const given = await open('值班人員');
  assert.deepEqual([given.account, given.name_before, given.released], [account, '誤植姓名', 2]);
  const { rows } = await asOwner(
    database,
    `select a.display_name, (select count(*)::int from card_binding k where k.ended_at is null) as cards,
      (select count(*)::int from passkey k where k.ended_at is null) as passkeys,
      (select count(*)::int from session s where s.way = 'passkey' and s.ended_at is null) as sessions
      from account a where a.name = $1`,
    [account],
  );
  assert.deepEqual(rows, [{ display_name: '值班人員', cards: 0, passkeys: 0, sessions: 0 }]);
  const again = await open('值班人員');
  assert.deepEqual([again.name_before, again.released], [null, 0]);
  const [noted] = await auditOf(database, 'hq_access:open');
  assert.deepEqual(noted?.['detail'], {
    ...{ offices: 'hq_system', reason: '憑證登入故障', name: '值班人員', name_before: '誤植姓名' },
  });
});

test('the operator’s way in and a log-in under way take their locks in one order, also with another name', async (t) => {
  const { database, clock, app } = await office(t);
  const open = (display_name: string) => {
    const who = { display_name, ...personOf(80), offices: ['hq_system'] as const, reason: '憑證登入故障' };
    const open_until = new Date(clock.real().getTime() + hour);
    return openHqAccess(database.db, { ...who, open_until }, clock);
  };
  const { account, password } = await open('值班人員');
  const nobody = await browserOf(app);
  const unwritten = { text: 'lock table session in exclusive mode', waiters: 2 };
  const [entered, again] = await whileHeld(database, unwritten, async () => {
    const entering = nobody.post('/api/session', { account, password });
    await untilWaiting(database, 1);
    return Promise.all([entering, open('值班同仁')]);
  });
  assert.deepEqual([said(entered), again.name_before], [[201, undefined], '值班人員']);
});
