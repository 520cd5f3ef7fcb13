import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOf, type TestApp, testApp, testClock } from '../../test/app.ts';
import { asOwner, testDatabase } from '../../test/db.ts';
import { makeBareSite, makeHq, makeNumber, makeSite, makeStaff } from '../../test/factories.ts';
import { appoint, auditOf, enter, freshPassword, newPerson, said, settle, today } from '../../test/people.ts';

type View = { appointment_id: number; account: string; role: string; state: string; password: string };

const office = async (t: Parameters<typeof testDatabase>[0]) => {
  const database = await testDatabase(t);
  const clock = testClock(today);
  const app = await testApp(t, database, clock);
  const [site, other] = [await makeSite(database.db), await makeSite(database.db)];
  const representative = await browserOf(app, site.representative);
  const manager = await browserOf(app, site.manager);
  return { database, clock, app, site, other, representative, manager };
};

const sessionOf = async (browser: { get: (url: string) => Promise<{ body: Record<string, unknown> }> }) =>
  (await browser.get('/api/session')).body;

test('from the institution code to a user: each level is made by the one above, and works at once (R048, R049, R051, R052, R060)', async (t) => {
  const { app, database } = await office(t);
  const hq = await browserOf(app, await makeHq(database.db, ['hq_portal']));
  const code = await makeBareSite(database.db);
  const issued = await hq.post(`/api/hq/institutions/${code}/representative`);
  const { account } = issued.body['appointment'] as View;
  assert.equal(account, code.toLowerCase(), 'the institution code is the account');
  const password = String(issued.body['initial_password']);
  const representative = (await settle(app, { account, password, appointment_id: 0 })).browser;
  assert.deepEqual((await sessionOf(representative))['roles'], ['representative']);
  const managers = [
    await appoint(representative, 'managers', newPerson()),
    await appoint(representative, 'managers', newPerson()),
  ];
  for (const given of managers) {
    const manager = (await settle(app, given)).browser;
    assert.deepEqual(
      (await sessionOf(manager))['roles'],
      ['manager'],
      'one or more, no approval by the authority',
    );
    const user = (await settle(app, await appoint(manager, 'users', newPerson()))).browser;
    const { roles, services, permissions } = await sessionOf(user);
    assert.deepEqual(
      [roles, services, permissions],
      [
        ['user'],
        [],
        [
          'list:export:own',
          'passkey:add:own',
          'passkey:remove:own',
          'password:change:own',
          'session:end:own',
          'session:view:own',
        ],
      ],
    );
  }
  assert.deepEqual(
    (await auditOf(database, 'appointment:begin')).map(({ outcome, site_code }) => [outcome, site_code]),
    Array.from({ length: 4 }, () => ['done', code]),
  );
});

test('the card of whoever heads an institution opens nothing until they are appointed (R033, R050)', async (t) => {
  const { app, site, database } = await office(t);
  await makeStaff(database.db, { name: 'head', site_code: site.code, roles: [] });
  const nobody = await browserOf(app);
  const answer = await nobody.post('/api/session', { account: 'head', password: site.user.password });
  assert.deepEqual(said(answer), [403, 'not_appointed']);
});

test('the list shows name, covered number, state, password, days; the number itself nowhere (R051, R060, R124)', async (t) => {
  const { manager } = await office(t);
  const person = newPerson({ ends_on: '2020-02-29' });
  await appoint(manager, 'users', person);
  const { body } = await manager.get('/api/users');
  const found = (body['appointments'] as Record<string, unknown>[]).find(
    (each) => each['display_name'] === person.display_name,
  );
  const { number } = person;
  assert.deepEqual(
    [
      found?.['covered_number'],
      found?.['state'],
      found?.['password'],
      found?.['starts_on'],
      found?.['ends_on'],
    ],
    [`${number.slice(0, 4)}****${number.slice(-2)}`, 'active', 'initial', today, '2020-02-29'],
  );
  assert.ok(!JSON.stringify(body).includes(number));
});

test('appointing the same person again is refused, also by two managers at the same moment: one row', async (t) => {
  const { app, database, manager, site } = await office(t);
  const second = await browserOf(
    app,
    await makeStaff(database.db, { name: 'second', site_code: site.code, roles: ['manager'] }),
  );
  for (let round = 0; round < 5; round++) {
    const person = newPerson();
    const answers = await Promise.all([manager, second].map((browser) => browser.post('/api/users', person)));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
    assert.equal(answers.find(({ status }) => status === 409)?.body.code, 'already_appointed');
  }
  const { rows } = await asOwner(
    database,
    `select count(*)::int as n, count(distinct account_id)::int as people from appointment
      where site_code = $1 and role = 'user' and appointed_by is not null`,
    [site.code],
  );
  assert.deepEqual(rows[0], { n: 5, people: 5 });
});

test('one account in the whole country, a password at each institution: a reset at one never opens the other', async (t) => {
  const { app, manager, other } = await office(t);
  const elsewhere = await browserOf(app, other.manager);
  const person = newPerson();
  const here = await appoint(manager, 'users', person);
  const mine = (await settle(app, here)).password;
  const there = await appoint(elsewhere, 'users', person);
  assert.equal(there.account, here.account);
  assert.ok(there.password && there.password !== mine);
  const its = (await settle(app, there)).password;

  const at = async (password: string | null) =>
    ((await sessionOf(await enter(app, here.account, password)))['site'] as { code: string }).code;
  assert.equal(await at(its), other.code);
  const reset = await manager.post(`/api/users/${here.appointment_id}/password`);
  const given = reset.body['initial_password'] as string;
  assert.notEqual(await at(given), other.code, 'who resets here comes in here only');
  assert.equal(await at(its), other.code, 'and the password there is as it was');
  await assert.rejects(at(mine), /wrong_credentials/);
});

test('a number is one person: another name is refused, and the days are judged (name_differs)', async (t) => {
  const { app, manager, other } = await office(t);
  const elsewhere = await browserOf(app, other.manager);
  const person = newPerson();
  await appoint(elsewhere, 'users', person);
  const cases: [object, number, string, string][] = [
    [{ ...person, display_name: '另一個人' }, 422, 'name_differs', 'display_name'],
    [{ ...person, number: 'A123456780' }, 422, 'number_malformed', 'number'],
    [{ ...person, number: 'x' }, 422, 'number_malformed', 'number'],
    [{ ...newPerson(), starts_on: '2020-02-05', ends_on: '2020-02-04' }, 422, 'days_reversed', 'ends_on'],
    [{ ...newPerson(), starts_on: '2020-02-01', ends_on: '2020-02-03' }, 422, 'last_day_over', 'ends_on'],
  ];
  for (const [body, status, code, field] of cases) {
    const answer = await manager.post('/api/users', body);
    assert.deepEqual([...said(answer), answer.body['field']], [status, code, field]);
  }
  assert.equal(
    (await manager.post('/api/users', { ...person, number: ` ${person.number.toLowerCase()}　` })).status,
    201,
  );
});

test('a name is corrected where nobody else knows the person, refused where others do', async (t) => {
  const { app, manager, other } = await office(t);
  const person = newPerson();
  const { appointment_id } = await appoint(manager, 'users', person);
  const change = (display_name: string) =>
    manager.post(`/api/users/${appointment_id}`, { display_name, starts_on: today, ends_on: null });
  const changed = await change(' 改名人員 ');
  assert.equal((changed.body['appointment'] as { display_name: string }).display_name, '改名人員');
  await appoint(await browserOf(app, other.manager), 'users', { ...person, display_name: '改名人員' });
  assert.deepEqual(said(await change('又改名')), [409, 'works_elsewhere']);
  assert.equal((await change('改名人員')).status, 200, 'the days may be changed all the same');
});

test('a password that a manager could reset opens no manager: who rises gets a new one', async (t) => {
  const { app, manager, representative } = await office(t);
  const person = newPerson();
  const given = await appoint(manager, 'users', person);
  const { browser, password } = await settle(app, given);
  const risen = await appoint(representative, 'managers', person);
  assert.ok(risen.password && risen.password !== password);
  assert.equal((await browser.get('/api/session')).status, 401);
  await assert.rejects(enter(app, given.account, password), /wrong_credentials/);
});

test('what the authority suspends, the institution neither resumes, changes, ends nor appoints around', async (t) => {
  const { app, database, manager } = await office(t);
  const hq = await browserOf(app, await makeHq(database.db, ['hq_portal']));
  const person = newPerson();
  const { appointment_id } = await appoint(manager, 'users', person);
  const path = `/api/users/${appointment_id}`;
  await hq.post(`/api/hq/appointments/${appointment_id}/suspension`, { reason: '重複代購' });
  const { display_name, starts_on, ends_on } = person;
  for (const answer of [
    await manager.delete(`${path}/suspension`),
    await manager.post(path, { display_name, starts_on, ends_on }),
    await manager.delete(path),
    await manager.post(`${path}/password`),
    await manager.post('/api/users', person),
  ])
    assert.deepEqual(said(answer), [403, 'suspended_by_authority']);
  assert.equal((await hq.delete(`/api/hq/appointments/${appointment_id}/suspension`)).status, 200);
  assert.equal((await manager.delete(path)).status, 200);
});

test('a name is the institution’s to write while the person works nowhere else, and the authority’s always', async (t) => {
  const { app, database, manager, other } = await office(t);
  const hq = await browserOf(app, await makeHq(database.db, ['hq_portal']));
  const person = newPerson();
  const first = await appoint(manager, 'users', person);
  await manager.delete(`/api/users/${first.appointment_id}`);
  const elsewhere = await browserOf(app, other.manager);
  const there = await appoint(elsewhere, 'users', { ...person, display_name: '正確姓名' });
  const here = await manager.post('/api/users', person);
  assert.deepEqual(said(here), [422, 'name_differs']);
  const renamed = await hq.post(`/api/hq/appointments/${there.appointment_id}/name`, {
    display_name: '更正姓名',
  });
  assert.equal((renamed.body['appointment'] as { display_name: string }).display_name, '更正姓名');
  assert.deepEqual(
    (await auditOf(database, 'person:rename')).map(({ site_code, detail }) => [
      site_code,
      (detail as { name_before: string }).name_before,
    ]),
    [[other.code, '正確姓名']],
  );
});

test('R056, R057: a manager becomes a user of the same institution, once, and has both lists', async (t) => {
  const { app, representative } = await office(t);
  const manager = (await settle(app, await appoint(representative, 'managers', newPerson()))).browser;
  const before = (await sessionOf(manager))['permissions'];
  const self = await manager.post('/api/users/self', { starts_on: today, ends_on: null });
  assert.deepEqual(
    [self.status, self.body['initial_password']],
    [201, null],
    'the password is the one there is',
  );
  const { appointment_id } = self.body['appointment'] as View;
  assert.deepEqual((await sessionOf(manager))['roles'], ['manager', 'user']);
  const days = { starts_on: today, ends_on: null };
  assert.deepEqual(said(await manager.post('/api/users/self', days)), [409, 'already_appointed']);
  const granted = await manager.post('/api/grants', { appointment_id, service: 'masks', ...days });
  assert.deepEqual(said(granted), [422, 'profession_unfit'], 'a right of the own profession only');
  await manager.post('/api/applications', { services: ['feedback_files'] });
  const grant = { appointment_id, service: 'feedback_files', ...days };
  assert.equal((await manager.post('/api/grants', grant)).status, 201, 'to themselves too');
  assert.deepEqual((await sessionOf(manager))['permissions'], before, 'nothing of what is still being built');
});

test('nobody changes their own assignment in any other way (R048, R056)', async (t) => {
  const { app, database, manager, site } = await office(t);
  const { rows } = await asOwner(
    database,
    `select p.appointment_id as id, a.name from appointment p join account a using (account_id)
      where p.site_code = $1 and p.role = 'user'`,
    [site.code],
  );
  const own = rows.find(({ name }) => name === site.manager.name).id;
  const body = { display_name: '機構管理者', starts_on: today, ends_on: null };
  for (const answer of [
    await manager.post(`/api/users/${own}`, body),
    await manager.post(`/api/users/${own}/suspension`, { reason: '調查中' }),
    await manager.delete(`/api/users/${own}/suspension`),
    await manager.delete(`/api/users/${own}`),
    await manager.post(`/api/users/${own}/password`),
  ])
    assert.deepEqual(said(answer), [403, 'own_assignment']);
  const person = newPerson();
  const alone = (
    await settle(app, await appoint(await browserOf(app, site.representative), 'managers', person))
  ).browser;
  assert.deepEqual(said(await alone.post('/api/users', person)), [403, 'own_assignment']);
});

test('suspending, ending and changing days work at the next request, and say what follows', async (t) => {
  const { app, site, manager, representative } = await office(t);
  const stock = async (browser: Awaited<ReturnType<typeof browserOf>>) =>
    said(await browser.get('/api/stock'));
  const user = await browserOf(app, site.user);
  const { body } = await manager.get('/api/users');
  const { appointment_id } = (body['appointments'] as View[]).find(
    ({ account }) => account === site.user.name,
  ) as View;
  const path = `/api/users/${appointment_id}`;
  assert.equal((await user.get('/api/stock')).status, 200);
  const suspended = await manager.post(`${path}/suspension`, { reason: '調查中' });
  assert.deepEqual([suspended.status, suspended.body['warnings']], [200, []]);
  assert.deepEqual(await stock(user), [403, 'appointment_suspended']);
  assert.equal((await sessionOf(user))['standing'], 'appointment_suspended');
  assert.deepEqual(said(await manager.post(`${path}/suspension`, { reason: '調查中' })), [
    409,
    'already_suspended',
  ]);
  await manager.delete(`${path}/suspension`);
  assert.equal((await user.get('/api/stock')).status, 200);
  assert.deepEqual(said(await manager.delete(`${path}/suspension`)), [409, 'not_suspended']);
  const days = { display_name: '櫃檯使用者', starts_on: '2020-02-05', ends_on: null };
  assert.equal((await manager.post(path, days)).status, 200);
  assert.deepEqual(await stock(user), [403, 'appointment_pending']);
  await manager.post(path, { ...days, starts_on: today });
  assert.equal((await user.get('/api/stock')).status, 200);
  assert.equal((await manager.delete(path)).status, 200);
  assert.deepEqual(
    await stock(user),
    [401, 'not_logged_in'],
    'with the last appointment here end the sessions',
  );
  assert.deepEqual(said(await manager.delete(path)), [409, 'appointment_ended']);
  const managers = (await representative.get('/api/managers')).body['appointments'] as View[];
  const last = await representative.delete(`/api/managers/${managers[0]?.appointment_id}`);
  assert.deepEqual(last.body['warnings'], ['last_manager'], 'told, not refused');
});

test('days begin and end by the Taipei day, both counting in', async (t) => {
  const { app, clock, manager } = await office(t);
  const given = await appoint(
    manager,
    'users',
    newPerson({ starts_on: '2020-02-06', ends_on: '2020-02-07' }),
  );
  const tryOn = async (moment: string) => {
    clock.at(moment);
    const { account, password } = given;
    return said(await (await browserOf(app)).post('/api/session', { account, password }));
  };
  assert.deepEqual(await tryOn('2020-02-05T23:59:59'), [403, 'appointment_pending']);
  assert.deepEqual(await tryOn('2020-02-06T00:00:00'), [201, undefined]);
  assert.deepEqual(await tryOn('2020-02-07T23:59:59'), [201, undefined]);
  assert.deepEqual(await tryOn('2020-02-08T00:00:00'), [403, 'appointment_over']);
});

test('who is appointed again after the end has neither the former grants nor the former password', async (t) => {
  const { app, manager, site, database } = await office(t);
  const number = makeNumber(2_900);
  const person = newPerson({ number });
  const first = await appoint(manager, 'users', person);
  const user = (await settle(app, first)).browser;
  await asOwner(
    database,
    `insert into practice_registration select person_key, $1, 'pharmacist', '2011-01-01', null, now()
      from account where name = $2`,
    [site.code, first.account],
  );
  const grant = { appointment_id: first.appointment_id, service: 'masks', starts_on: today, ends_on: null };
  assert.equal((await manager.post('/api/grants', grant)).status, 201);
  assert.deepEqual((await sessionOf(user))['services'], ['masks']);
  await manager.delete(`/api/users/${first.appointment_id}`);
  const again = await appoint(manager, 'users', person);
  assert.ok(again.password, 'nor the former password');
  assert.equal((await user.get('/api/session')).status, 401);
  assert.deepEqual((await sessionOf((await settle(app, again)).browser))['services'], []);
});

test('R054, R055, Q23: a reset is shown once, ends the sessions there, and counts as never changed', async (t) => {
  const { app, manager, database, representative, site } = await office(t);
  const given = await appoint(manager, 'users', newPerson());
  const { browser, password } = await settle(app, given);
  const reset = await manager.post(`/api/users/${given.appointment_id}/password`);
  const initial = String(reset.body['initial_password']);
  assert.match(initial, /^[a-z2-9]{4}(-[a-z2-9]{4}){2}$/);
  assert.equal((await browser.get('/api/session')).status, 401, 'the old session is over');
  await assert.rejects(enter(app, given.account, password), /wrong_credentials/);
  for (let time = 0; time < 2; time++) {
    const session = await sessionOf(await enter(app, given.account, initial));
    assert.deepEqual(
      [session['standing'], session['roles']],
      ['password_change_first', []],
      'at every log-in',
    );
  }
  assert.ok(!JSON.stringify((await manager.get('/api/users')).body).includes(initial), 'shown once');
  const { rows } = await asOwner(
    database,
    'select a::text as row from audit a union all select c::text from credential c',
  );
  assert.ok(!rows.some(({ row }) => row.includes(initial)));
  const managers = (await representative.get('/api/managers')).body['appointments'] as View[];
  const mine = managers.find(({ account }) => account === site.manager.name)?.appointment_id;
  assert.equal((await representative.post(`/api/managers/${mine}/password`)).status, 200);
  assert.equal((await manager.get('/api/session')).status, 401);
});

test('a manager resets no manager, also where that one is a user too: the representative does (R054)', async (t) => {
  const { app, database, manager, site } = await office(t);
  await makeStaff(database.db, { name: 'colleague', site_code: site.code, roles: ['manager', 'user'] });
  const list = async () => (await manager.get('/api/users')).body['appointments'] as View[];
  const colleague = (await list()).find(({ account }) => account === 'colleague')?.appointment_id;
  assert.deepEqual(said(await manager.post(`/api/users/${colleague}/password`)), [
    403,
    'reset_by_representative',
  ]);
  assert.equal((await enter(app, 'colleague', site.user.password)) !== undefined, true);
  assert.deepEqual(said(await manager.get('/api/managers')), [403, 'not_permitted']);
});

test('a representative code issued again is a reset: the former password and its sessions end', async (t) => {
  const { app, database, site, representative } = await office(t);
  const hq = await browserOf(app, await makeHq(database.db, ['hq_portal']));
  const issue = (code: string) => hq.post(`/api/hq/institutions/${code}/representative`);
  const { body } = await issue(site.code);
  assert.equal((await representative.get('/api/session')).status, 401);
  const session = await sessionOf(
    await enter(app, site.representative.name, String(body['initial_password'])),
  );
  assert.equal(session['standing'], 'password_change_first');
  assert.deepEqual(said(await issue('5900000000')), [404, 'institution_not_found']);
  assert.equal(
    (await auditOf(database, 'representative:issue')).filter(({ site_code }) => site_code === site.code)
      .length,
    1,
  );
});

test('people of the authority are kept by the system office, in the same way; it cannot help itself', async (t) => {
  const { app, database } = await office(t);
  const system = await browserOf(app, await makeHq(database.db, ['hq_system']));
  const given = await appoint(system, 'hq/staff', { ...newPerson(), role: 'hq_audit' });
  const auditor = (await settle(app, given)).browser;
  assert.deepEqual((await sessionOf(auditor))['roles'], ['hq_audit']);
  const ended = await system.delete(`/api/hq/staff/${given.appointment_id}`);
  assert.deepEqual(ended.body['warnings'], ['last_of_office']);
  assert.deepEqual(said(await auditor.get('/api/hq/audit')), [401, 'not_logged_in']);
  const own = (
    (await system.get('/api/hq/staff')).body['appointments'] as (View & { is_self: boolean })[]
  ).find(({ is_self }) => is_self);
  assert.deepEqual(said(await system.delete(`/api/hq/staff/${own?.appointment_id}`)), [
    403,
    'own_assignment',
  ]);
});

const logInFails = async (app: TestApp, account: string, password: string) =>
  said(await (await browserOf(app)).post('/api/session', { account, password }));

test('somebody may log in with the ID number instead of the account, in any width and case (R047)', async (t) => {
  const { app, manager } = await office(t);
  const person = newPerson();
  const given = await appoint(manager, 'users', person);
  const fresh = freshPassword();
  await settle(app, given, fresh);
  for (const typed of [person.number, person.number.toLowerCase(), ` ${person.number}`])
    assert.deepEqual(await logInFails(app, typed, fresh), [201, undefined], typed);
  assert.deepEqual(await logInFails(app, makeNumber(2_950), fresh), [401, 'wrong_credentials']);
});
