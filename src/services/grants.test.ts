import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Browser, browserOf } from '../../test/app.ts';
import { confirmArrival } from '../../test/counter.ts';
import { asOwner } from '../../test/db.ts';
import { makeStaff } from '../../test/factories.ts';
import { applyFor, edit, institution, makeUser, servicesOf } from '../../test/institution.ts';
import { said, today } from '../../test/people.ts';

test('R061: a grant is of a service of this institution to a user who may hold it, once', async (t) => {
  const all = await institution(t);
  const { manager } = all;
  const nurse = await makeUser(all, 'nurse');
  const pharmacist = await makeUser(all, 'assistant_pharmacist');
  const days = { starts_on: today, ends_on: null };
  const grant = (changes: object) =>
    manager.post('/api/grants', {
      appointment_id: pharmacist.appointment_id,
      service: 'masks',
      ...days,
      ...changes,
    });
  assert.deepEqual(said(await grant({})), [409, 'not_applied']);
  await applyFor(manager, 'masks', 'feedback_files');
  const cases: [object, number, string][] = [
    [{ service: 'nothing' }, 404, 'service_not_found'],
    [{ service: 'claims' }, 409, 'not_applied'],
    [{ appointment_id: 999_999 }, 404, 'appointment_not_found'],
    [{ appointment_id: nurse.appointment_id }, 422, 'profession_unfit'],
    [{ starts_on: '2020-02-05', ends_on: '2020-02-04' }, 422, 'days_reversed'],
    [{ starts_on: '2020-01-01', ends_on: '2020-02-03' }, 422, 'last_day_over'],
  ];
  for (const [changes, status, code] of cases) assert.deepEqual(said(await grant(changes)), [status, code]);
  assert.equal((await grant({})).status, 201);
  assert.deepEqual(said(await grant({})), [409, 'already_granted']);
  assert.equal(
    (await grant({ appointment_id: nurse.appointment_id, service: 'feedback_files' })).status,
    201,
    'anybody may hold it',
  );
  assert.deepEqual(await servicesOf(nurse.browser), []);
  assert.deepEqual(await servicesOf(pharmacist.browser), ['masks']);
});

test('the days of a grant are changed, it ends at once, and the list says why one gives nothing', async (t) => {
  const all = await institution(t);
  const { manager, database, code } = all;
  await applyFor(manager, 'masks');
  const user = await makeUser(all, 'pharmacist');
  const { appointment_id } = user;
  const made = await manager.post('/api/grants', {
    appointment_id,
    service: 'masks',
    starts_on: today,
    ends_on: null,
  });
  const path = `/api/grants/${made.body['grant_id']}`;
  const idle = async () => {
    const { users } = (await manager.get('/api/grants')).body as {
      users?: { account: string; grants: { idle_because: string }[] }[];
    };
    return users
      ?.find(({ account }) => account === user.account)
      ?.grants.map(({ idle_because }) => idle_because);
  };
  const change = (starts_on: string, ends_on: string | null) => manager.post(path, { starts_on, ends_on });
  assert.deepEqual(await idle(), [null]);
  await change('2020-02-05', null);
  assert.deepEqual(await idle(), ['pending']);
  assert.deepEqual(await servicesOf(user.browser), []);
  assert.deepEqual(said(await change('2020-02-05', '2020-02-04')), [422, 'days_reversed']);
  assert.deepEqual(said(await change('2020-02-01', '2020-02-03')), [422, 'last_day_over']);
  await change('2020-02-01', today);
  assert.deepEqual([await idle(), await servicesOf(user.browser)], [[null], ['masks']]);
  await manager.post(`/api/users/${appointment_id}/suspension`, { reason: '調查中' });
  assert.deepEqual(await idle(), ['user']);
  await manager.delete(`/api/users/${appointment_id}/suspension`);
  await asOwner(database, `update practice_registration set ends_on = '2020-02-03' where site_code = $1`, [
    code,
  ]);
  assert.deepEqual([await idle(), await servicesOf(user.browser)], [['profession'], []]);
  assert.equal((await manager.delete(path)).status, 204);
  assert.deepEqual(await idle(), []);
  assert.deepEqual(said(await manager.delete(path)), [404, 'grant_not_found']);
  assert.deepEqual(said(await change(today, null)), [404, 'grant_not_found']);
});

test('X26: what is missing, one thing after the other, until a service works', async (t) => {
  const all = await institution(t, 'clinic');
  const { manager, hq } = all;
  const missing = async (browser: Browser, code = 'masks') => {
    const { body } = await browser.get(`/api/services/${code}`);
    return [body['usable'], body['missing']];
  };
  const user = await makeUser(all);
  assert.deepEqual(await missing(user.browser), [false, 'not_for_kind']);
  await edit(hq, 'masks', { eligibility: [{ site_kind: 'clinic', professions: ['nurse'] }] });
  assert.deepEqual(await missing(user.browser), [false, 'application']);
  await applyFor(manager, 'masks');
  assert.deepEqual(await missing(manager), [false, 'user'], 'a manager is no user yet');
  assert.deepEqual(await missing(user.browser), [false, 'profession']);
  const nurse = await makeUser(all, 'nurse');
  assert.deepEqual(await missing(nurse.browser), [false, 'grant']);
  const { appointment_id } = nurse;
  const grant = { appointment_id, service: 'masks', starts_on: '2020-02-05', ends_on: null };
  const made = await manager.post('/api/grants', grant);
  assert.deepEqual(await missing(nurse.browser), [false, 'grant'], 'one to come is none yet');
  await manager.post(`/api/grants/${made.body['grant_id']}`, { starts_on: today, ends_on: null });
  assert.deepEqual(await missing(nurse.browser), [true, null]);
  assert.deepEqual(said(await nurse.browser.get('/api/services/nothing')), [404, 'service_not_found']);
});

test('R072: the steps of 首次使用 in order, each done as it is done, and whose turn it is', async (t) => {
  const all = await institution(t);
  const { manager, app, database, code } = all;
  const steps = async (browser: Browser) => {
    const { steps: found } = (await browser.get('/api/first-use')).body as {
      steps?: { step: string; done: boolean; may: boolean }[];
    };
    return [
      found?.filter(({ done }) => done).map(({ step }) => step),
      found?.filter(({ may }) => may).map(({ step }) => step),
    ];
  };
  const managing = ['apply_for_service', 'set_users', 'grant_services'];
  assert.deepEqual(await steps(manager), [['appoint_manager'], managing]);
  await applyFor(manager, 'masks');
  const user = await makeUser(all, 'pharmacist');
  assert.deepEqual(await steps(user.browser), [['appoint_manager', 'apply_for_service', 'set_users'], []]);
  const grant = { appointment_id: user.appointment_id, service: 'masks', starts_on: today, ends_on: null };
  await manager.post('/api/grants', grant);
  const done = ['appoint_manager', 'apply_for_service', 'set_users', 'grant_services'];
  assert.deepEqual(await steps(user.browser), [done, ['confirm_arrival']]);
  await confirmArrival(user.browser, today);
  assert.deepEqual(await steps(user.browser), [[...done, 'confirm_arrival'], ['confirm_arrival']]);
  const representative = await makeStaff(database.db, {
    name: code.toLowerCase(),
    site_code: code,
    roles: ['representative'],
  });
  assert.deepEqual((await steps(await browserOf(app, representative)))[1], ['appoint_manager']);
});
