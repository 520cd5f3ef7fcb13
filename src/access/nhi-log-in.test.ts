import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Browser, browserOf, testApp } from '../../test/app.ts';
import { paperCards } from '../../test/cards/paper-cards.ts';
import { testDatabase } from '../../test/db.ts';
import { makeSite } from '../../test/factories.ts';
import { whileHeld } from '../../test/held.ts';
import { appoint, auditOf, newPerson, said } from '../../test/people.ts';
import { challengeOf, enrol, type TestWorkstation, testWorkstation } from '../../test/workstation.ts';

const nhi = { card: 'nhi', reader: 'nhi' } as const;

const house = async (t: Parameters<typeof testDatabase>[0], revoked: string[] = []) => {
  const database = await testDatabase(t);
  const cards = await paperCards();
  const app = await testApp(t, database, undefined, {
    cards: { trust: cards.trust, revocation: cards.revocation(...revoked) },
  });
  const site = await makeSite(database.db);
  const manager = await browserOf(app, site.manager);
  const person = newPerson({ display_name: '櫃檯藥師' });
  const given = await appoint(manager, 'users', person);
  return { database, app, site, manager, person, given, ...cards };
};
type House = Awaited<ReturnType<typeof house>>;

/** 認證SAM卡, as page and agent do it. */
const showSam = async (
  browser: Browser,
  workstation: TestWorkstation,
  sam: ReturnType<House['sam']>,
  signature?: string,
) => {
  const nonce = await challengeOf(browser, '/api/workstation/sam/challenge');
  const { certificate } = sam;
  const signed = { nonce, certificate, signature: signature ?? sam.signs(nonce, workstation.key) };
  return browser.post('/api/workstation/sam', { signed: workstation.says('sam/1', signed) });
};

const logIn = async (browser: Browser, from: TestWorkstation, number: string, password: string | null) => {
  const nonce = await challengeOf(browser, '/api/session/card/challenge', nhi);
  const signed = from.says('nhi-log-in/1', { nonce, reader: 'nhi', number });
  return browser.post('/api/session/nhi-card', { signed, password });
};

test('R030, R036: 健保卡 and password, at an enrolled computer with its SAM; the password is changed first, every time', async (t) => {
  const { database, app, site, manager, person, given, sam } = await house(t);
  const workstation = testWorkstation();
  const browser = await browserOf(app);
  const enter = (password = given.password) => logIn(browser, workstation, person.number, password);
  assert.deepEqual(said(await enter()), [403, 'workstation_not_enrolled']);
  await enrol(manager, workstation);
  assert.deepEqual(said(await enter()), [403, 'sam_not_authenticated']);
  const shown = await showSam(browser, workstation, sam(site.code));
  assert.deepEqual([shown.status, shown.body['sam']], [200, 'authenticated'], JSON.stringify(shown.body));
  assert.deepEqual(said(await enter('wrong')), [401, 'wrong_credentials']);
  for (const time of ['first', 'second']) {
    const { status, body } = await enter();
    assert.deepEqual(
      [status, body['standing'], body['way']],
      [201, 'password_change_first', 'nhi_card'],
      time,
    );
  }
  app.clock.pass(12 * 3_600_000 + 1);
  assert.deepEqual(said(await enter()), [403, 'sam_not_authenticated'], 'after twelve hours');
  const detail = (await auditOf(database, 'session:begin')).at(-1)?.['detail'];
  assert.deepEqual(detail, { way: 'nhi_card' });
});

test('a 健保卡 opens as long as the computer that read it is enrolled, also when it is taken back meanwhile', async (t) => {
  const { database, app, site, manager, person, given, sam } = await house(t);
  const workstation = testWorkstation();
  const { workstation_id } = (await enrol(manager, workstation)).body;
  const elsewhere = testWorkstation();
  await enrol(manager, elsewhere, '櫃台二');
  for (const each of [workstation, elsewhere]) await showSam(await browserOf(app), each, sam(site.code));
  const keeping = () => browserOf(app, undefined, { keeps: true });
  const [here, there] = [await keeping(), await keeping()];
  assert.equal((await logIn(here, workstation, person.number, given.password)).status, 201);
  assert.equal((await logIn(there, elsewhere, person.number, given.password)).status, 201);
  assert.equal((await manager.delete(`/api/workstations/${workstation_id}`)).status, 204);
  assert.deepEqual(said(await here.get('/api/session')), [401, 'not_logged_in']);
  assert.equal((await there.get('/api/session')).status, 200, 'the other computer stays');

  const text = 'update workstation set ended_at = now(), ended_by = enrolled_by where public_key = $1';
  const hold = { text, values: [Buffer.from(elsewhere.key, 'base64url')] };
  const late = await whileHeld(database, hold, () => logIn(there, elsewhere, person.number, given.password));
  assert.deepEqual(said(late), [403, 'workstation_not_enrolled'], 'taken back while the password was judged');
});

test('a 健保卡 opens only the institution whose computer read it', async (t) => {
  const { app, database, person, given, sam } = await house(t);
  const other = await makeSite(database.db);
  const theirs = testWorkstation();
  const browser = await browserOf(app);
  await enrol(await browserOf(app, other.manager), theirs);
  await showSam(browser, theirs, sam(other.code));
  const entered = await logIn(browser, theirs, person.number, given.password);
  assert.deepEqual(said(entered), [401, 'wrong_credentials']);
});

test('a SAM is taken for the institution it was given to, while it is valid and not suspended', async (t) => {
  const { database, app, site, manager, sam, firstGeneration } = await house(t, ['5931100000']);
  const browser = await browserOf(app);
  const workstation = testWorkstation();
  const state = async () => (await browser.get(`/api/workstation/${workstation.key}`)).body['sam'];
  await enrol(manager, workstation);
  const other = await makeSite(database.db);
  assert.deepEqual(said(await showSam(browser, workstation, sam(other.code))), [403, 'sam_untrusted']);
  assert.deepEqual(
    said(await showSam(browser, workstation, sam('9999999999'))),
    [403, 'sam_untrusted'],
    'of nobody',
  );
  assert.deepEqual(said(await showSam(browser, workstation, sam(site.code), 'AAAA')), [403, 'sam_untrusted']);
  assert.equal(await state(), 'unauthenticated');
  assert.deepEqual(said(await showSam(browser, workstation, sam(site.code, firstGeneration))), [
    403,
    'sam_expired',
  ]);
  assert.equal(await state(), 'expired');
  assert.deepEqual(said(await showSam(browser, workstation, sam('5931100000'))), [403, 'sam_suspended']);
  assert.equal(await state(), 'suspended');
  const staff = await browser.post('/api/session/card/challenge', { card: 'staff', reader: 'nhi' });
  const nonce = String(staff.body['nonce']);
  const cms = 'AAAA';
  const asked = { nonce, card: 'staff', reader: 'nhi', cms, record: null } as const;
  const signed = workstation.says('certificate-log-in/1', asked);
  const entered = await browser.post('/api/session/card', { card: 'staff', reader: 'nhi', signed });
  assert.deepEqual(said(entered), [403, 'sam_suspended'], 'a personnel card in a 健保讀卡機 needs it too');
  assert.equal((await showSam(browser, workstation, sam(site.code))).body['sam'], 'authenticated');
  const { workstations } = (await manager.get('/api/workstations')).body as {
    workstations: { sam: string }[];
  };
  assert.deepEqual(
    workstations.map((each) => each.sam),
    ['authenticated'],
  );
});

test('a computer that goes to another institution takes no SAM with it: the screens say what the log-in does', async (t) => {
  const { database, app, site, manager, sam } = await house(t);
  const other = await makeSite(database.db);
  const theirs = await browserOf(app, other.manager);
  const workstation = testWorkstation();
  const browser = await browserOf(app);
  const { workstation_id } = (await enrol(manager, workstation)).body;
  assert.equal((await showSam(browser, workstation, sam(site.code))).body['sam'], 'authenticated');
  assert.equal((await manager.delete(`/api/workstations/${workstation_id}`)).status, 204);
  const enrolled = await enrol(theirs, workstation);
  const seen = async () => {
    const { body } = await theirs.get('/api/workstations');
    const [listed] = body['workstations'] as { sam: string; sam_until: string | null }[];
    const { sam: here, sam_until } = (await browser.get(`/api/workstation/${workstation.key}`)).body;
    return [listed?.sam, listed?.sam_until, here, sam_until];
  };
  assert.equal(enrolled.body['sam'], 'unauthenticated');
  assert.deepEqual(await seen(), ['unauthenticated', null, 'unauthenticated', null]);
  await showSam(browser, workstation, sam(other.code));
  const until = '2026-01-05T21:00:00+08:00';
  assert.deepEqual(await seen(), ['authenticated', until, 'authenticated', until]);
});

test('a SAM holds no longer than its certificate, whose dates are those of the business day', async (t) => {
  const { site, app, manager, sam } = await house(t);
  const workstation = testWorkstation();
  await enrol(manager, workstation);
  const ends = { notBefore: new Date('2015-01-01'), notAfter: new Date('2020-02-04T12:00:00+08:00') };
  const { body } = await showSam(await browserOf(app), workstation, sam(site.code, ends));
  assert.deepEqual([body['sam'], body['sam_until']], ['authenticated', '2026-01-05T11:00:00+08:00']);
});
