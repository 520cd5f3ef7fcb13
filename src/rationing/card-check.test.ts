import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { browserOf, testApp } from '../../test/app.ts';
import { check, confirmArrival, sellOn } from '../../test/counter.ts';
import { asOwner, testDatabase } from '../../test/db.ts';
import { makeSite } from '../../test/factories.ts';
import { auditOf, said } from '../../test/people.ts';
import { challengeOf, checkByCard, enrol, testWorkstation } from '../../test/workstation.ts';

const day = '2020-02-04';

const counter = async (t: Parameters<typeof testDatabase>[0]) => {
  const database = await testDatabase(t);
  const app = await testApp(t, database);
  const site = await makeSite(database.db);
  const manager = await browserOf(app, site.manager);
  const workstation = testWorkstation();
  const { body } = await enrol(manager, workstation);
  return { database, app, site, manager, workstation, workstation_id: String(body['workstation_id']) };
};

test('R087: a card read on an enrolled computer is checked and sold; the ledger says card and which computer', async (t) => {
  const { database, site, manager, workstation, workstation_id } = await counter(t);
  await confirmArrival(manager, day);
  const { status, body } = await checkByCard(manager, site.code, workstation);
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body['verdict'], 'allowed');
  assert.equal(body['covered_number'], 'F100****24');
  assert.equal(body['birth_date'], '1974-05-03');
  const sold = await sellOn(manager, body['approval'], { adult_mask: 2 }, randomUUID());
  assert.equal(sold.status, 201, JSON.stringify(sold.body));
  const { rows } = await asOwner(database, 'select source, workstation, document_kind from sale');
  assert.deepEqual(rows, [{ source: 'card', workstation: workstation_id, document_kind: '01' }]);
  const [checked] = await auditOf(database, 'sale:check');
  assert.deepEqual(checked?.['detail'], { source: 'card', document_kind: '01' });
});

test('a read is believed for a minute, in the session it was asked for, from a computer of this institution', async (t) => {
  const { app, database, site, manager, workstation } = await counter(t);
  const user = await browserOf(app, site.user);
  const ask = () => challengeOf(manager, '/api/checks/challenge');
  const card = { reader: 'chip', number: 'F100000024', birth_date: '0630503' } as const;
  const send = async (signed: object, browser = manager) =>
    said(await browser.post('/api/checks', { site_code: site.code, document_kind: '01', signed }));
  const read = workstation.says('citizen-read/1', { nonce: await ask(), ...card });
  assert.deepEqual(await send(read), [200, undefined]);
  assert.deepEqual(await send(read), [200, undefined], 'the same card still says the same');
  assert.deepEqual(await send(read, user), [401, 'card_read_stale'], 'another session');
  app.clock.pass(61_000);
  assert.deepEqual(await send(read), [401, 'card_read_stale'], 'a minute later');
  const stranger = testWorkstation().says('citizen-read/1', { nonce: await ask(), ...card });
  assert.deepEqual(await send(stranger), [403, 'workstation_not_enrolled']);
  const other = await makeSite(database.db);
  const theirs = testWorkstation();
  await enrol(await browserOf(app, other.manager), theirs);
  const borrowed = theirs.says('citizen-read/1', { nonce: await ask(), ...card });
  assert.deepEqual(await send(borrowed), [403, 'workstation_not_enrolled'], "another institution's computer");
  const broken = workstation.says('citizen-read/1', { nonce: await ask(), ...card, number: 'F100000025' });
  assert.deepEqual(await send(broken), [422, 'number_malformed']);
  const undated = workstation.says('citizen-read/1', { nonce: await ask(), ...card, birth_date: '0631332' });
  assert.deepEqual(await send(undated), [422, 'birth_date_malformed']);
});

test('a card pins the birth date: a typed one that differs is refused, a later card corrects it', async (t) => {
  const { database, site, manager, workstation } = await counter(t);
  const typed = (birth_date: string) =>
    check(manager, site, {
      document_kind: '02',
      number: 'F100000024',
      birth_date,
    });
  assert.equal((await typed('19740504')).status, 200, 'nobody has read a card yet');
  await checkByCard(manager, site.code, workstation);
  const refused = await typed('19740504');
  assert.deepEqual([...said(refused), refused.body['field']], [422, 'birth_date_differs', 'birth_date']);
  const { rows: noted } = await asOwner(
    database,
    `select outcome, detail, person_key = (select person_key from birth_mark) as is_theirs from audit
      where act = 'sale:check' and outcome <> 'done'`,
  );
  const detail = { source: 'typed', document_kind: '02' };
  assert.deepEqual(noted, [{ outcome: 'birth_date_differs', detail, is_theirs: true }], 'a guess shows');
  assert.equal((await typed('19740503')).status, 200);
  const corrected = { number: 'F100000024', birth_date: '0630504' };
  assert.equal((await checkByCard(manager, site.code, workstation, corrected)).status, 200);
  assert.equal((await typed('19740504')).status, 200);
  assert.deepEqual(said(await typed('19740503')), [422, 'birth_date_differs']);
  assert.equal((await auditOf(database, 'birth_date:correct')).length, 1);
  const { rows } = await asOwner(
    database,
    'select person_key::text, encode(mark, $1) as mark from birth_mark',
    ['escape'],
  );
  assert.equal(rows.length, 1);
  assert.doesNotMatch(JSON.stringify(rows), /1974|F1000/, 'neither number nor date is stored');
});
