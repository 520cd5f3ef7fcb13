import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOf, testApp } from '../../test/app.ts';
import { testDatabase } from '../../test/db.ts';
import { makeSite } from '../../test/factories.ts';
import { auditOf, said } from '../../test/people.ts';
import { challengeOf, checkByCard, enrol, testWorkstation } from '../../test/workstation.ts';

const pharmacy = async (t: Parameters<typeof testDatabase>[0]) => {
  const database = await testDatabase(t);
  const app = await testApp(t, database);
  const site = await makeSite(database.db);
  return { database, app, site, manager: await browserOf(app, site.manager) };
};

test('a manager enrols a computer, sees it in the list and takes it back; both stand in the trail', async (t) => {
  const { database, app, site, manager } = await pharmacy(t);
  const workstation = testWorkstation();
  const state = () => manager.get(`/api/workstation/${workstation.key}`);
  assert.deepEqual((await state()).body, { enrolled: false, sam: 'unauthenticated', sam_until: null });
  const { status, body } = await enrol(manager, workstation);
  assert.equal(status, 201, JSON.stringify(body));
  const { workstations } = (await manager.get('/api/workstations')).body;
  assert.deepEqual(workstations, [body]);
  assert.deepEqual((await state()).body['enrolled'], true);
  assert.deepEqual(said(await enrol(manager, workstation)), [409, 'workstation_already_enrolled']);

  const other = await makeSite(database.db);
  const elsewhere = await browserOf(app, other.manager);
  assert.deepEqual(said(await enrol(elsewhere, workstation)), [409, 'workstation_elsewhere']);
  const url = `/api/workstations/${body['workstation_id']}`;
  assert.deepEqual(said(await elsewhere.delete(url)), [404, 'workstation_not_found']);
  assert.equal((await checkByCard(manager, site.code, workstation)).status, 200);
  assert.deepEqual(said(await manager.delete(url)), [204, undefined]);
  assert.deepEqual(said(await manager.delete(url)), [404, 'workstation_not_found']);
  assert.deepEqual(said(await checkByCard(manager, site.code, workstation)), [
    403,
    'workstation_not_enrolled',
  ]);
  assert.equal((await enrol(elsewhere, workstation)).status, 201, 'now another institution may have it');
  const acts = (await auditOf(database, 'workstation:%')).map(({ outcome, detail }) => [outcome, detail]);
  const detail = { label: '櫃台一' };
  assert.deepEqual(
    acts.filter(([outcome]) => outcome === 'done'),
    [
      ['done', detail],
      ['done', detail],
      ['done', detail],
    ],
  );
});

test('an enrolment is for one challenge, one session, one page and the key that signs', async (t) => {
  const { app, site, manager } = await pharmacy(t);
  const representative = await browserOf(app, site.representative);
  const workstation = testWorkstation();
  const ask = (browser = manager) => challengeOf(browser, '/api/workstations/challenge');
  const machine = 'COUNTER-1';
  const send = async (signed: object, browser = manager) =>
    said(await browser.post('/api/workstations', { label: '櫃台一', signed }));
  const good = workstation.says('enrolment/1', { nonce: await ask(), machine });

  assert.deepEqual(await send(good, representative), [401, 'challenge_invalid'], 'another session');
  const foreign = workstation.says('enrolment/1', {
    nonce: await ask(),
    machine,
    origin: 'https://evil.example',
  });
  assert.deepEqual(await send(foreign), [401, 'statement_invalid'], 'another page');
  const { key } = testWorkstation();
  assert.deepEqual(await send({ ...good, workstation: key }), [401, 'statement_invalid'], 'another key');
  const altered = { ...good, statement: good.statement.replace('COUNTER-1', 'COUNTER-2') };
  assert.deepEqual(await send(altered), [401, 'statement_invalid'], 'altered');
  const read = workstation.says('nhi-log-in/1', { nonce: await ask(), reader: 'nhi', number: 'F100000024' });
  assert.deepEqual(await send(read), [401, 'statement_invalid'], 'of another kind');
  assert.deepEqual(await send({ ...good, statement: '{"kind":' }), [401, 'statement_invalid'], 'no JSON');
  const read2 = await challengeOf(manager, '/api/session/card/challenge', { card: 'staff', reader: 'chip' });
  const misused = workstation.says('enrolment/1', { nonce: read2, machine });
  assert.deepEqual(await send(misused), [401, 'challenge_invalid'], 'a challenge for something else');
  const late = workstation.says('enrolment/1', { nonce: await ask(), machine });
  app.clock.pass(121_000);
  assert.deepEqual(await send(late), [401, 'challenge_invalid'], 'after two minutes');
  const fresh = workstation.says('enrolment/1', { nonce: await ask(), machine });
  assert.deepEqual(await send(fresh), [201, undefined]);
  assert.deepEqual(await send(fresh), [401, 'challenge_invalid'], 'the second time');
});
