import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOf, testApp, testClock } from '../../test/app.ts';
import { asOwner, testDatabase, testServerKey } from '../../test/db.ts';
import { makeSite, makeStaff } from '../../test/factories.ts';
import { auditOf, said, today } from '../../test/people.ts';
import { sealToken, serverKeysFrom } from '../platform/secrets.ts';

const minute = 60_000;
const name = 'at-several';

/** Somebody who is a user at two institutions and was one at a third. */
const several = async (t: Parameters<typeof testDatabase>[0]) => {
  const database = await testDatabase(t);
  const clock = testClock(today);
  const app = await testApp(t, database, clock);
  const sites = [
    await makeSite(database.db),
    await makeSite(database.db),
    await makeSite(database.db),
  ] as const;
  for (const { code } of sites) await makeStaff(database.db, { name, site_code: code, roles: ['user'] });
  await asOwner(database, `update appointment set ended_at = now() where site_code = $1`, [sites[2].code]);
  const browser = await browserOf(app);
  const { password } = sites[0].user;
  const logIn = () => browser.post('/api/session', { account: name, password });
  const ticketOf = async () => String((await logIn()).body['ticket']);
  const choose = (ticket: string, site_code: string) =>
    browser.post('/api/session/institution', { ticket, site_code });
  return { database, clock, app, sites, logIn, ticketOf, choose, password };
};

const refused = [401, 'ticket_invalid'];

test('somebody known at several institutions chooses one of those that are open, and works there (R046)', async (t) => {
  const { app, sites, logIn, choose, database } = await several(t);
  const { status, body } = await logIn();
  assert.equal(status, 200);
  const offered = body['institutions'] as { site: { code: string }; roles: string[] }[];
  assert.deepEqual(
    offered.map(({ site, roles }) => [site.code, roles]),
    [
      [sites[0].code, ['user']],
      [sites[1].code, ['user']],
    ],
  );
  const { rows } = await asOwner(database, 'select count(*)::int as n from session');
  assert.equal(rows[0].n, 0, 'a choice is no session yet');
  const chosen = await choose(String(body['ticket']), sites[1].code);
  assert.equal(chosen.status, 201);
  assert.equal((chosen.body['site'] as { code: string }).code, sites[1].code);
  assert.ok(app);
});

test('a ticket lasts three minutes', async (t) => {
  const { clock, sites, ticketOf, choose } = await several(t);
  const ticket = await ticketOf();
  clock.pass(3 * minute + 1);
  assert.deepEqual(said(await choose(ticket, sites[0].code)), refused);
  const other = await ticketOf();
  clock.pass(3 * minute);
  assert.equal((await choose(other, sites[0].code)).status, 201);
});

test('a ticket opens what it offers and nothing else', async (t) => {
  const { sites, ticketOf, choose } = await several(t);
  const ticket = await ticketOf();
  for (const code of [sites[2].code, 'HQ00000000', '5900000000'])
    assert.deepEqual(said(await choose(ticket, code)), refused);
  assert.equal((await choose(ticket, sites[0].code)).status, 201, 'and is not used up by the tries');
});

test('a ticket opens one session, once: not the other institution, not again after the log-out (replay)', async (t) => {
  const { database, sites, ticketOf, choose } = await several(t);
  const ticket = await ticketOf();
  assert.equal((await choose(ticket, sites[0].code)).status, 201);
  assert.deepEqual(said(await choose(ticket, sites[0].code)), refused);
  assert.deepEqual(said(await choose(ticket, sites[1].code)), refused);
  await asOwner(database, 'update session set ended_at = now()');
  assert.deepEqual(said(await choose(ticket, sites[0].code)), refused);
  const twice = await ticketOf();
  const answers = await Promise.all([choose(twice, sites[0].code), choose(twice, sites[1].code)]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 401], 'also at the same moment');
});

test('forged, altered and foreign tickets are refused, and noted with where they came from', async (t) => {
  const { database, clock, sites, ticketOf, choose } = await several(t);
  const ticket = await ticketOf();
  const keys = serverKeysFrom(testServerKey);
  const made = (key: Buffer, purpose: 'approval' | 'institution choice', value: object) =>
    sealToken(key, purpose, value);
  const claim = {
    ...{ id: 'x', account: name, sites: [{ code: sites[0].code, mark: '' }], place: '00' },
    issued_at: clock.real().getTime(),
  };
  const flipped = `${ticket.slice(0, 40)}${ticket[40] === 'A' ? 'B' : 'A'}${ticket.slice(41)}`;
  const forged = [
    ...[
      'x',
      'A'.repeat(200),
      ticket.slice(0, -1),
      `${ticket}A`,
      flipped,
      Buffer.from('{}').toString('base64url'),
    ],
    made(Buffer.alloc(32, 1), 'institution choice', claim),
    made(keys.ledger, 'institution choice', claim),
    made(keys.token, 'approval', claim),
    made(keys.token, 'institution choice', claim),
    made(keys.token, 'institution choice', { ...claim, account: 'nobody' }),
  ];
  for (const each of forged) assert.deepEqual(said(await choose(each, sites[0].code)), refused);
  const notes = await auditOf(database, 'request:refuse');
  assert.equal(notes.length, forged.length);
  for (const { outcome, address, detail } of notes)
    assert.deepEqual(
      [outcome, address, detail],
      ['ticket_invalid', '127.0.0.1', { path: '/api/session/institution' }],
    );
  assert.equal((await choose(ticket, sites[0].code)).status, 201);
});

test('what changed meanwhile counts: a reset, an end, a suspension, a disabled account', async (t) => {
  const { app, database, sites, ticketOf, choose } = await several(t);
  const [here] = sites;
  const ticket = await ticketOf();
  const manager = await browserOf(app, here.manager);
  const { rows } = await asOwner(
    database,
    `select appointment_id as id from appointment join account using (account_id) where name = $1 and site_code = $2`,
    [name, here.code],
  );
  assert.equal((await manager.post(`/api/users/${rows[0].id}/password`)).status, 200);
  assert.deepEqual(said(await choose(ticket, here.code)), refused, 'the password that proved it is gone');
  await asOwner(
    database,
    `update appointment set suspended_at = now(), suspended_why = '調查中' where site_code = $1`,
    [sites[1].code],
  );
  assert.deepEqual(said(await choose(ticket, sites[1].code)), [403, 'appointment_suspended']);
  await asOwner(database, `update appointment set suspended_at = null, suspended_why = null`);
  await asOwner(database, `update account set disabled_at = now() where name = $1`, [name]);
  assert.deepEqual(said(await choose(ticket, sites[1].code)), refused);
});

test('where only one institution is open nothing is asked; where none is, the reason is said (R033, R046)', async (t) => {
  const { database, sites, logIn } = await several(t);
  await asOwner(database, `update site set suspended_at = now(), suspended_why = '調查中' where code = $1`, [
    sites[0].code,
  ]);
  const { status, body } = await logIn();
  assert.deepEqual([status, (body['site'] as { code: string }).code], [201, sites[1].code]);
  await asOwner(database, `update site set contract_ends_on = '2020-02-03'`);
  assert.deepEqual(said(await logIn()), [403, 'institution_suspended']);
  await asOwner(database, 'update site set suspended_at = null, suspended_why = null');
  assert.deepEqual(said(await logIn()), [403, 'not_contracted']);
});
