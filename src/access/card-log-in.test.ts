import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CardRecord } from '../../agent/protocol.ts';
import { browserOf, testApp } from '../../test/app.ts';
import {
  type CardLogIn,
  cardChallenge as challenge,
  cardHouse as house,
  logInByCard as logIn,
} from '../../test/cards/log-in.ts';
import { type PaperCard, paperCards } from '../../test/cards/paper-cards.ts';
import { asOwner, testDatabase } from '../../test/db.ts';
import { makeBareSite, makeHq, makeNumber, makeSite } from '../../test/factories.ts';
import { untilWaiting, whileHeld } from '../../test/held.ts';
import { appoint, auditOf, newPerson, said } from '../../test/people.ts';
import { challengeOf, enrol, type TestWorkstation, testWorkstation } from '../../test/workstation.ts';

test('R028: the card of a contracted institution makes its representative, and is bound at the first log-in', async (t) => {
  const { database, app, card } = await house(t);
  const code = await makeBareSite(database.db, { short_name: '獨一藥局' });
  const by = card('institution', '獨一藥局');
  const record = { number: code, name: '獨一藥局' };
  const browser = await browserOf(app);
  const { status, body } = await logIn(browser, { card: 'institution', by, record });
  assert.equal(status, 201, JSON.stringify(body));
  assert.deepEqual([body['account'], body['roles'], body['way']], [code, ['representative'], 'certificate']);
  assert.equal(body['advice'], null);
  const again = await logIn(await browserOf(app), { card: 'institution', by });
  assert.equal(again.status, 201, 'from now on without the record');
  const other = card('institution', '獨一藥局');
  const second = await logIn(browser, { card: 'institution', by: other, record });
  assert.deepEqual(said(second), [403, 'card_replaced']);
  const noted = (await auditOf(database, 'session:begin')).find(({ outcome }) => outcome === 'card_replaced');
  assert.ok(noted?.['account_id'], 'the trail of the account says so');
  assert.equal((await auditOf(database, 'card:bind')).length, 1);
  await asOwner(database, `update site set contract_ends_on = '2020-01-31' where code = $1`, [code]);
  assert.deepEqual(said(await logIn(browser, { card: 'institution', by })), [403, 'card_not_contracted']);
});

test('Q22: a card of nobody contracted is told so; one of two institutions of a name waits for the register', async (t) => {
  const { database, app, card } = await house(t);
  const browser = await browserOf(app);
  const stranger = card('institution', '別處藥局');
  assert.deepEqual(said(await logIn(browser, { card: 'institution', by: stranger })), [
    403,
    'card_not_contracted',
  ]);
  const [code] = [await makeBareSite(database.db, { short_name: '健安藥局' })];
  const by = card('institution', '健安藥局');
  const record = { number: '5931199999', name: '健安藥局' };
  const unfit = await logIn(browser, { card: 'institution', by, record });
  assert.deepEqual(said(unfit), [403, 'card_unregistered'], 'its record says another code');
  const second = await makeBareSite(database.db, { short_name: '健安藥局' });
  const claim = { number: second, name: '健安藥局' };
  const either = await logIn(browser, { card: 'institution', by, record: claim });
  assert.deepEqual(said(either), [403, 'card_unregistered'], 'what a record says picks none of two');
  await asOwner(database, `insert into card_register values ('institution', $1, $2, false)`, [
    by.serial,
    code,
  ]);
  const { body } = await logIn(browser, { card: 'institution', by, record: claim });
  assert.deepEqual([body['account'], body['roles']], [code, ['representative']], 'the register decides');
  const taken = await makeBareSite(database.db, { short_name: '獨一藥局' });
  const wrong = card('institution', '獨一藥局');
  const early = { card: 'institution' as const, by: wrong, record: { number: taken, name: '獨一藥局' } };
  assert.equal((await logIn(browser, early)).status, 201, 'nobody knows better yet');
  const right = card('institution', '獨一藥局');
  const register = `insert into card_register values ('institution', $1, $2, false)`;
  await asOwner(database, register, [right.serial, taken]);
  await asOwner(database, register, [wrong.serial, second]);
  assert.equal((await logIn(browser, { card: 'institution', by: right })).body['account'], taken);
  assert.equal((await logIn(browser, early)).body['account'], second, 'each as the register says');
  const centre = await makeBareSite(database.db, { short_name: '三芝衛生所', kind: 'health_centre' });
  const unit = await logIn(browser, { card: 'government', by: card('government', '三芝衛生所') });
  assert.equal(unit.body['account'], centre);
});

test('R027: a personnel card is bound at a computer of the institution by its record, and then opens anywhere', async (t) => {
  const { database, app, card } = await house(t);
  const site = await makeSite(database.db);
  const representative = await browserOf(app, site.representative);
  const person = newPerson({ display_name: '王藥師' });
  await appoint(representative, 'managers', person);
  const workstation = testWorkstation();
  const by = card('staff', '王藥師');
  const record = { number: person.number, name: '王藥師' };
  const browser = await browserOf(app);
  const enter = (more: Partial<CardLogIn> = {}) =>
    logIn(browser, { card: 'staff', by, record, workstation, ...more });

  assert.deepEqual(said(await enter()), [403, 'staff_card_needs_workstation']);
  await enrol(representative, workstation);
  assert.deepEqual(said(await enter({ record: null })), [403, 'staff_card_needs_workstation']);
  const stranger = { number: makeNumber(4_321), name: '王藥師' };
  assert.deepEqual(said(await enter({ record: stranger })), [403, 'not_appointed'], 'Q18');
  const namesake = card('staff', '林藥師');
  const named = await enter({ by: namesake });
  assert.deepEqual(
    said(named),
    [403, 'card_name_differs'],
    'a record of somebody else beside the certificate',
  );
  const entered = await enter();
  assert.equal(entered.status, 201, JSON.stringify(entered.body));
  assert.deepEqual(
    [entered.body['roles'], entered.body['standing']],
    [['manager'], null],
    'no password to change',
  );
  const elsewhere = await enter({ record: null, workstation: testWorkstation() });
  assert.equal(elsewhere.status, 201, JSON.stringify(elsewhere.body));
  const insider = card('staff', '王藥師');
  const taken = await enter({ by: insider });
  assert.deepEqual(said(taken), [403, 'card_replaced'], 'a namesake at the same computer');

  const elsewhereSite = await makeSite(database.db);
  const theirs = testWorkstation();
  await enrol(await browserOf(app, elsewhereSite.manager), theirs);
  const other = newPerson({ display_name: '陳藥師' });
  await appoint(representative, 'managers', other);
  const borrowed = { by: card('staff', '陳藥師'), record: { number: other.number, name: '陳藥師' } };
  const away = await enter({ ...borrowed, workstation: theirs });
  assert.deepEqual(
    said(away),
    [403, 'not_appointed'],
    'a computer of an institution where nobody knows the person',
  );
});

test('a 自然人憑證 finds its holder by name and last four; two alike, and nobody, are told so', async (t) => {
  const { database, app, card } = await house(t);
  const site = await makeSite(database.db);
  const representative = await browserOf(app, site.representative);
  const person = newPerson({ display_name: '張藥師' });
  await appoint(representative, 'managers', person);
  const browser = await browserOf(app);
  const lastFour = person.number.slice(-4);
  const enter = (name: string, last: string) =>
    logIn(browser, { card: 'citizen', by: card('citizen', name, { lastFour: last }) });
  assert.deepEqual(said(await enter('張藥師', '0001')), [403, 'not_appointed']);
  assert.deepEqual(said(await enter('李藥師', lastFour)), [403, 'not_appointed']);
  const entered = await enter('張藥師', lastFour);
  assert.equal(entered.status, 201, JSON.stringify(entered.body));
  assert.deepEqual(entered.body['roles'], ['manager']);
  const second = await enter('張藥師', lastFour);
  assert.deepEqual(said(second), [403, 'card_replaced'], 'a second card of the same person');
  await asOwner(
    database,
    `update account set last_four_mark = (select last_four_mark from account where display_name = '張藥師'),
      display_name = '張藥師' where name = $1`,
    [site.manager.name],
  );
  assert.deepEqual(said(await enter('張藥師', lastFour)), [403, 'card_ambiguous']);
});

test('refused with the words of the seeds: spare, secondary, revoked, wrong reader, first generation in 109', async (t) => {
  const spare = '0000000000009001';
  const revoked = '0000000000009002';
  const { database, app, clock, card } = await house(t, [revoked]);
  const code = await makeBareSite(database.db, { short_name: '第一藥局' });
  const browser = await browserOf(app);
  await asOwner(database, `insert into card_register values ('staff', $1, null, true)`, [spare]);
  const staff = (by: PaperCard) => logIn(browser, { card: 'staff', by });
  assert.deepEqual(said(await staff(card('staff', '備用', { serial: spare }))), [403, 'spare_card']);
  assert.deepEqual(said(await staff(card('staff', '附卡', { rank: 'secondary' }))), [403, 'spare_card']);
  assert.deepEqual(said(await staff(card('staff', '某人', { serial: revoked }))), [403, 'card_revoked']);
  const citizen = card('citizen', '某人', { lastFour: '6789' });
  const wrong = await logIn(browser, { card: 'citizen', reader: 'nhi', by: citizen });
  assert.deepEqual([...said(wrong), wrong.body['params']], [422, 'wrong_reader', { reader: 'chip' }]);
  assert.deepEqual(said(await staff(card('institution', '第一藥局'))), [403, 'card_kind_differs']);
  const old = card('institution', '第一藥局', { generation: 1 });
  const record = { number: code, name: '第一藥局' };
  const late = await logIn(browser, { card: 'institution', by: old, record });
  assert.deepEqual(said(late), [403, 'card_expired_first_generation']);
  clock.at('2012-03-01');
  const entered = await logIn(browser, { card: 'institution', by: old, record });
  assert.equal(entered.status, 201, JSON.stringify(entered.body));
  assert.deepEqual([entered.body['account'], entered.body['advice']], [code, 'first_generation_card'], 'Q25');
});

test('a signature is for one challenge, browser, card kind, reader and page', async (t) => {
  const { database, app, card } = await house(t);
  const code = await makeBareSite(database.db, { short_name: '獨一藥局' });
  const by = card('institution', '獨一藥局');
  const browser = await browserOf(app);
  const workstation = testWorkstation();
  const record = { number: code, name: '獨一藥局' };
  const asked = { card: 'institution', reader: 'chip' } as const;
  const ask = (given: object = asked, from = browser) => challengeOf(from, challenge, given);
  const says = (nonce: string, cms: string) =>
    workstation.says('certificate-log-in/1', { nonce, ...asked, cms, record });
  const send = async (signed: object, from = browser, given: object = asked) =>
    said(await from.post('/api/session/card', { ...given, signed }));

  const nonce = await ask();
  const other = await browserOf(app);
  assert.deepEqual(
    await send(says(nonce, by.signs(nonce)), other),
    [401, 'challenge_invalid'],
    'another browser',
  );
  const kind = await ask({ card: 'staff', reader: 'chip' });
  assert.deepEqual(await send(says(kind, by.signs(kind))), [401, 'challenge_invalid'], 'for another kind');
  const page = await ask();
  const foreign = by.signs(page, { origin: 'https://evil.example' });
  assert.deepEqual(await send(says(page, foreign)), [401, 'card_signature_wrong'], 'another page');
  const [stale, fresh] = [await ask(), await ask()];
  assert.deepEqual(
    await send(says(fresh, by.signs(stale))),
    [401, 'card_signature_wrong'],
    'another challenge',
  );
  const garbage = await ask();
  assert.deepEqual(await send(says(garbage, 'AAAA')), [401, 'card_signature_wrong']);
  const once = await ask();
  const good = says(once, by.signs(once));
  assert.deepEqual(
    await send(good, browser, { ...asked, card: 'staff' }),
    [401, 'challenge_invalid'],
    'as another',
  );
  const late = await ask();
  const slow = says(late, by.signs(late));
  assert.deepEqual(await send(good), [201, undefined]);
  assert.deepEqual(await send(good), [401, 'challenge_invalid'], 'again');
  app.clock.pass(121_000);
  assert.deepEqual(await send(slow), [401, 'challenge_invalid'], 'after two minutes');
});

test('without trust in anybody no card opens anything', async (t) => {
  const database = await testDatabase(t);
  const app = await testApp(t, database);
  const { card } = await paperCards();
  const entered = await logIn(await browserOf(app), {
    card: 'institution',
    by: card('institution', '某藥局'),
  });
  assert.deepEqual(said(entered), [403, 'card_untrusted']);
});

test('another name releases the card that was bound under the old one', async (t) => {
  const { database, app, card } = await house(t);
  const site = await makeSite(database.db);
  const representative = await browserOf(app, site.representative);
  const person = newPerson({ display_name: '王藥師' });
  const { appointment_id } = await appoint(representative, 'managers', person);
  const by = card('citizen', '王藥師', { lastFour: person.number.slice(-4) });
  const browser = await browserOf(app);
  assert.equal((await logIn(browser, { card: 'citizen', by })).status, 201);
  const url = `/api/managers/${appointment_id}`;
  const days = { starts_on: '2020-02-04', ends_on: null };
  await representative.post(url, { display_name: '黃藥師', ...days });
  assert.deepEqual(said(await logIn(browser, { card: 'citizen', by })), [403, 'not_appointed']);
  await representative.post(url, { display_name: '王藥師', ...days });
  assert.equal((await logIn(browser, { card: 'citizen', by })).status, 201, 'bound anew');
});

test('a 醫事人員卡 opens only where it was vouched for; another institution vouches by reading it too', async (t) => {
  const { database, app, card } = await house(t);
  const [a, b] = [await makeSite(database.db), await makeSite(database.db)];
  const person = newPerson({ display_name: '王藥師' });
  for (const site of [a, b]) await appoint(await browserOf(app, site.representative), 'managers', person);
  const [theirs, ours] = [testWorkstation(), testWorkstation()];
  await enrol(await browserOf(app, a.representative), theirs);
  await enrol(await browserOf(app, b.representative), ours);
  const by = card('staff', '王藥師');
  const record = { number: person.number, name: '王藥師' };
  const enter = async (workstation: TestWorkstation, given: CardRecord | null = record) =>
    (await logIn(await browserOf(app), { card: 'staff', by, record: given, workstation })).body;
  const first = await enter(theirs);
  assert.equal(
    (first['site'] as { code: string }).code,
    a.code,
    'no choice: only the institution that vouched',
  );
  assert.equal((await enter(ours, null))['ticket'], undefined, 'still only there');
  const both = (await enter(ours))['institutions'] as { site: { code: string } }[];
  assert.deepEqual(both.map(({ site }) => site.code).sort(), [a.code, b.code].sort());
  assert.equal((await auditOf(database, 'card:bind')).length, 2, 'in the trail of each');
});

test('a 醫事人員卡 that A alone vouched for: who left A is sent to a computer of B, who works nowhere hears so', async (t) => {
  const { database, app, card } = await house(t);
  const [a, b] = [await makeSite(database.db), await makeSite(database.db)];
  const person = newPerson({ display_name: '王藥師' });
  for (const site of [a, b]) await appoint(await browserOf(app, site.representative), 'managers', person);
  const workstation = testWorkstation();
  await enrol(await browserOf(app, a.representative), workstation);
  const by = card('staff', '王藥師');
  const record = { number: person.number, name: '王藥師' };
  const enter = async (given: CardRecord | null = record) =>
    said(await logIn(await browserOf(app), { card: 'staff', by, record: given, workstation }));
  assert.deepEqual(await enter(), [201, undefined]);
  const leave = (code: string) =>
    asOwner(
      database,
      `update appointment set ended_at = now(), ended_by = account_id
        where site_code = $1 and account_id = (select account_id from account where display_name = '王藥師')`,
      [code],
    );
  await leave(a.code);
  assert.deepEqual(await enter(null), [403, 'staff_card_needs_workstation']);
  assert.deepEqual(await enter(), [403, 'staff_card_needs_workstation'], 'nor does A vouch any more');
  await leave(b.code);
  assert.deepEqual(await enter(null), [403, 'appointment_over'], 'works nowhere');
});

test('what is of a person everywhere no single institution takes away; the authority keeps its own', async (t) => {
  const { database, app, card } = await house(t);
  const [a, b] = [await makeSite(database.db), await makeSite(database.db)];
  const person = newPerson({ display_name: '王藥師' });
  const representative = await browserOf(app, a.representative);
  const { appointment_id } = await appoint(representative, 'managers', person);
  const by = card('citizen', '王藥師', { lastFour: person.number.slice(-4) });
  const keeping = await browserOf(app, undefined, { keeps: true });
  assert.equal((await logIn(keeping, { card: 'citizen', by })).status, 201);
  await appoint(await browserOf(app, b.representative), 'managers', person);
  const hq = await browserOf(app, await makeHq(database.db));
  const same = await hq.post(`/api/hq/appointments/${appointment_id}/name`, { display_name: '王藥師' });
  assert.equal(same.status, 200, JSON.stringify(same.body));
  assert.equal((await keeping.get('/api/session')).status, 200, 'the name is what it was');
  const url = `/api/managers/${appointment_id}/cards`;
  assert.deepEqual(said(await representative.delete(url)), [403, 'cards_elsewhere']);
  const released = await hq.delete(`/api/hq/appointments/${appointment_id}/cards`);
  assert.equal(released.status, 200, JSON.stringify(released.body));
  const officer = await appoint(hq, 'hq/staff', { ...person, role: 'hq_audit' });
  const renamed = await hq.post(`/api/hq/appointments/${appointment_id}/name`, { display_name: '黃藥師' });
  assert.deepEqual(said(renamed), [403, 'person_of_authority']);
  assert.equal((await logIn(await browserOf(app), { card: 'citizen', by })).status, 200, 'bound anew');
  const own = await hq.delete(`/api/hq/staff/${officer.appointment_id}/cards`);
  assert.equal(own.status, 200, JSON.stringify(own.body));
  const days = { starts_on: '2020-02-04', ends_on: null };
  const there = await representative.post(`/api/managers/${appointment_id}`, {
    display_name: '黃藥師',
    ...days,
  });
  assert.deepEqual(said(there), [409, 'works_elsewhere']);
  assert.equal((await logIn(await browserOf(app), { card: 'citizen', by })).status, 200, 'bound once more');
  const here = await hq.post(`/api/hq/staff/${officer.appointment_id}`, { display_name: '黃藥師', ...days });
  assert.equal(here.status, 200, 'who keeps the people of the authority writes their names');
  const late = await logIn(await browserOf(app), { card: 'citizen', by });
  assert.deepEqual(said(late), [403, 'not_appointed'], 'and the card of the former name is released');
});

test('a name that changes while a card is bound under it leaves no binding behind, whichever is first', async (t) => {
  const { database, app, card } = await house(t);
  const site = await makeSite(database.db);
  const representative = await browserOf(app, site.representative);
  const days = { starts_on: '2020-02-04', ends_on: null };
  const settle = async (display_name: string) => {
    const person = newPerson({ display_name });
    const { appointment_id } = await appoint(representative, 'managers', person);
    const by = card('citizen', display_name, { lastFour: person.number.slice(-4) });
    const enter = async () => logIn(await browserOf(app), { card: 'citizen', by });
    const rename = () =>
      representative.post(`/api/managers/${appointment_id}`, { display_name: '丙藥師', ...days });
    return { enter, rename };
  };

  const first = await settle('甲藥師');
  const taken = { text: `select from account where display_name = '甲藥師' for update`, waiters: 2 };
  let renaming: ReturnType<typeof representative.post> | undefined;
  // The change waits for the account first, the card behind it: so they come in this order.
  const late = await whileHeld(database, taken, async () => {
    renaming = first.rename();
    await untilWaiting(database, 1);
    return first.enter();
  });
  assert.equal((await renaming)?.status, 200);
  assert.deepEqual(said(late), [403, 'not_appointed']);

  const second = await settle('乙藥師');
  const unwritten = { text: 'lock table card_binding in exclusive mode', waiters: 2 };
  const renamed = await whileHeld(database, unwritten, async () => {
    const entering = second.enter();
    await untilWaiting(database, 1);
    const changed = await second.rename();
    await entering;
    return changed;
  });
  assert.equal(renamed.status, 200, JSON.stringify(renamed.body));
  assert.equal((await auditOf(database, 'card:bind')).length, 1, 'the card of the second was bound');
  const left = await asOwner(database, 'select from card_binding where ended_at is null');
  assert.equal(left.rowCount, 0);
  const open = `select from session where way = 'certificate' and ended_at is null`;
  assert.equal((await asOwner(database, open)).rowCount, 0, 'nor a session');
});
