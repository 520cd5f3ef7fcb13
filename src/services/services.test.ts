import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOf } from '../../test/app.ts';
import { makeStaff } from '../../test/factories.ts';
import {
  applyFor,
  codesOf,
  edit,
  institution,
  makeUser,
  type Offered,
  offeredTo,
  servicesOf,
} from '../../test/institution.ts';
import { auditOf, said, today } from '../../test/people.ts';

const all = ['masks', 'claims', 'claims_api', 'claims_encrypted_api', 'feedback_files', 'internet_data'];

for (const [kind, expected] of [
  ['pharmacy', [...all, 'patient_query']],
  ['health_centre', [...all, 'patient_query', 'physician_claims']],
  ['health_service_centre', all],
  ['clinic', [...all.slice(1), 'patient_query', 'physician_claims']],
  ['other', all.slice(1)],
] as const)
  test(`R059: a ${kind} is offered what its kind may apply for, and never what comes along (R062)`, async (t) => {
    const { manager } = await institution(t, kind);
    assert.deepEqual(codesOf(await offeredTo(manager)), expected);
  });

test('R058, R064: an application completes at once, for all that are named or for none', async (t) => {
  const { manager, database, code } = await institution(t);
  const applied = async () =>
    (await offeredTo(manager)).filter(({ application }) => application).map(({ code }) => code);
  const cases: [string[], number, string, string][] = [
    [['masks', 'nothing'], 404, 'service_not_found', 'services.1'],
    [['masks', 'claims_precheck'], 409, 'service_implied', 'services.1'],
    [['physician_claims', 'masks'], 409, 'service_not_for_kind', 'services.0'],
  ];
  for (const [services, status, refused, field] of cases) {
    const answer = await applyFor(manager, ...services);
    assert.deepEqual([...said(answer), answer.body['field']], [status, refused, field]);
  }
  assert.deepEqual(await applied(), []);
  const { status, body } = await applyFor(manager, 'masks', 'feedback_files');
  assert.equal(status, 201);
  const masks = (body['services'] as Offered[]).find((each) => each.code === 'masks');
  assert.deepEqual(
    [
      masks?.application?.['source'],
      masks?.application?.['applied_by'],
      masks?.application?.['data_from'],
      masks?.professions,
    ],
    ['application', '櫃檯使用者', null, ['pharmacist', 'assistant_pharmacist']],
  );
  assert.deepEqual(said(await applyFor(manager, 'claims', 'masks')), [409, 'already_applied']);
  assert.deepEqual(await applied(), ['masks', 'feedback_files']);
  const notes = await auditOf(database, 'service:apply');
  assert.deepEqual(
    notes.filter(({ outcome }) => outcome === 'done').map(({ site_code, detail }) => [site_code, detail]),
    [
      [code, { service: 'masks' }],
      [code, { service: 'feedback_files' }],
    ],
  );
  assert.equal(notes.length, 6, 'and each refusal');
});

test('two managers apply at the same moment: one application', async (t) => {
  const { app, manager, database, code } = await institution(t);
  const second = await browserOf(
    app,
    await makeStaff(database.db, { name: 'second', site_code: code, roles: ['manager'] }),
  );
  const answers = await Promise.all([applyFor(manager, 'masks'), applyFor(second, 'masks')]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
});

test('R065, R066, X16: the Internet data of today are there on the next day from 08:00 on', async (t) => {
  const { manager, clock } = await institution(t);
  for (const [moment, from] of [
    ['2020-02-04T00:00:00', '2020-02-05T08:00:00+08:00'],
    ['2020-02-04T23:59:59', '2020-02-05T08:00:00+08:00'],
    ['2020-02-29T12:00:00', '2020-03-01T08:00:00+08:00'],
  ] as const) {
    clock.at(moment);
    const { body } = await applyFor(manager, 'internet_data');
    const found = (body['services'] as Offered[]).find(({ code }) => code === 'internet_data');
    assert.equal(found?.application?.['data_from'], from);
    await manager.delete('/api/applications/internet_data');
  }
});

test('withdrawing stops what was granted at the next request; applying again lets it work again', async (t) => {
  const all = await institution(t);
  const { manager } = all;
  await applyFor(manager, 'masks');
  const user = await makeUser(all, 'pharmacist');
  const { appointment_id } = user;
  await manager.post('/api/grants', { appointment_id, service: 'masks', starts_on: today, ends_on: null });
  assert.equal((await user.browser.get('/api/stock')).status, 200);
  const { body } = await manager.delete('/api/applications/masks');
  assert.equal((body['services'] as Offered[]).find(({ code }) => code === 'masks')?.application, null);
  assert.deepEqual(said(await user.browser.get('/api/stock')), [403, 'not_permitted']);
  assert.deepEqual(said(await manager.delete('/api/applications/masks')), [409, 'not_applied']);
  await applyFor(manager, 'masks');
  assert.equal((await user.browser.get('/api/stock')).status, 200);
});

test('R061, R062: 預檢 is in neither list, and works with 申報 once both are open', async (t) => {
  const all = await institution(t, 'clinic');
  const { manager, hq } = all;
  await applyFor(manager, 'claims');
  const { browser, appointment_id } = await makeUser(all);
  const grant = { appointment_id, service: 'claims', starts_on: today, ends_on: null };
  assert.deepEqual(said(await manager.post('/api/grants', { ...grant, service: 'claims_precheck' })), [
    409,
    'service_implied',
  ]);
  const granted = await manager.post('/api/grants', grant);
  assert.deepEqual([granted.status, granted.body['idle_because']], [201, 'not_open'], 'granted ahead');
  const { services } = (await manager.get('/api/grants')).body as { services?: { code: string }[] };
  assert.deepEqual(codesOf(services ?? []), ['claims']);
  assert.ok(!codesOf(await offeredTo(manager)).includes('claims_precheck'));
  const view = async (code: string) => (await browser.get(`/api/services/${code}`)).body;
  assert.deepEqual(
    [(await view('claims'))['missing'], (await view('claims_precheck'))['missing']],
    ['not_open', 'not_open'],
  );
  assert.deepEqual(await servicesOf(browser), []);
  await edit(hq, 'claims', { state: 'open', opens_on: null });
  assert.deepEqual(await servicesOf(browser), ['claims']);
  await edit(hq, 'claims_precheck', { state: 'open', opens_on: null });
  assert.deepEqual(await servicesOf(browser), ['claims', 'claims_precheck']);
  assert.deepEqual(
    [(await view('claims_precheck'))['usable'], (await view('claims_precheck'))['missing']],
    [true, null],
  );
  await manager.delete('/api/applications/claims');
  assert.deepEqual(await servicesOf(browser), [], 'and goes with it');
  assert.equal((await view('claims_precheck'))['missing'], 'application');
});

test('a service that has ended is not offered, not applied for, not granted, and no longer works', async (t) => {
  const all = await institution(t);
  const { manager, hq } = all;
  await applyFor(manager, 'masks');
  const user = await makeUser(all, 'pharmacist');
  const other = await makeUser(all, 'pharmacist');
  const grant = (appointment_id: number) => ({
    appointment_id,
    service: 'masks',
    starts_on: today,
    ends_on: null,
  });
  await manager.post('/api/grants', grant(user.appointment_id));
  assert.equal((await edit(hq, 'masks', { state: 'ended', ended_on: today })).status, 200);
  assert.deepEqual(await servicesOf(user.browser), []);
  assert.equal((await user.browser.get('/api/services/masks')).body['missing'], 'ended');
  assert.deepEqual(said(await manager.post('/api/grants', grant(other.appointment_id))), [
    409,
    'service_ended',
  ]);
  assert.ok(codesOf(await offeredTo(manager)).includes('masks'), 'it is listed where it was applied for');
  await manager.delete('/api/applications/masks');
  assert.ok(!codesOf(await offeredTo(manager)).includes('masks'));
  assert.deepEqual(said(await applyFor(manager, 'masks')), [409, 'service_ended']);
});

test('the catalogue: a change is in force at once, is judged, and says before and after in the trail', async (t) => {
  const { hq, database, manager } = await institution(t);
  const cases: [object, number, string, string][] = [
    [{ state: 'building', opens_on: null }, 422, 'opening_day_missing', 'opens_on'],
    [{ state: 'ended', ended_on: null }, 422, 'end_day_mismatch', 'ended_on'],
    [{ state: 'open', ended_on: today }, 422, 'end_day_mismatch', 'ended_on'],
    [
      {
        eligibility: [
          { site_kind: 'clinic', professions: [] },
          { site_kind: 'clinic', professions: ['nurse'] },
        ],
      },
      422,
      'kind_named_twice',
      'eligibility',
    ],
  ];
  for (const [changes, status, code, field] of cases) {
    const answer = await edit(hq, 'masks', changes);
    assert.deepEqual([...said(answer), answer.body['field']], [status, code, field]);
  }
  const { body } = await edit(hq, 'masks', {
    name: '口罩',
    eligibility: [{ site_kind: 'clinic', professions: ['nurse'] }],
  });
  assert.deepEqual(
    [body['name'], body['eligibility']],
    ['口罩', [{ site_kind: 'clinic', professions: ['nurse'] }]],
  );
  assert.ok(!codesOf(await offeredTo(manager)).includes('masks'));
  const notes = (await auditOf(database, 'service:edit')).filter(({ outcome }) => outcome === 'done');
  assert.equal(notes.length, 1);
  const { before, after } = { before: '', after: '', ...(notes[0]?.['detail'] as object) };
  assert.match(before, /^open 防疫口罩管控系統; .*pharmacy\(/);
  assert.equal(after, 'open 口罩; clinic(nurse)');
});
