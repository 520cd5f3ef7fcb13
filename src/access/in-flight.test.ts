import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOf, testApp } from '../../test/app.ts';
import { asOwner, testDatabase } from '../../test/db.ts';
import { makeSite, type TestAccount } from '../../test/factories.ts';
import { whileHeld } from '../../test/held.ts';
import { auditOf, freshPassword, said } from '../../test/people.ts';
import { hashPassword } from './passwords.ts';

const house = async (t: Parameters<typeof testDatabase>[0]) => {
  const database = await testDatabase(t);
  const app = await testApp(t, database);
  const site = await makeSite(database.db);
  const logIn = async ({ name: account, password }: TestAccount) =>
    (await browserOf(app)).post('/api/session', { account, password });
  return { database, app, site, logIn };
};

test('a password that was right when it was read and changed before the session begins opens nothing', async (t) => {
  const { database, site, logIn } = await house(t);
  const hash = await hashPassword(freshPassword());
  const text = 'update credential set password_hash = $1 where account_id = $2';
  const hold = { text, values: [hash, site.user.account_id] };
  assert.deepEqual(said(await whileHeld(database, hold, () => logIn(site.user))), [401, 'wrong_credentials']);
  const { rows } = await asOwner(database, 'select from session');
  assert.equal(rows.length, 0);
  const [noted, ...more] = await auditOf(database, 'session:begin');
  assert.deepEqual([noted?.['outcome'], more.length], ['wrong_credentials', 0]);
});

test('變更密碼 ends the session of a log-in that was on its way, whichever is first', async (t) => {
  const { database, app, site } = await house(t);
  const { name: account, password } = site.user;
  const owner = await browserOf(app, site.user);
  for (let n = 0; n < 3; n++) {
    const current = n === 0 ? password : passwords[n - 1];
    const fresh = passwords[n];
    const intruder = await browserOf(app, undefined, { keeps: true });
    const [entered, changed] = await Promise.all([
      intruder.post('/api/session', { account, password: current }),
      owner.post('/api/password', { current, fresh }),
    ]);
    assert.equal(changed.status, 200, JSON.stringify(changed.body));
    const left = await intruder.get('/api/session');
    assert.equal(left.status, 401, `the log-in said ${entered.status}`);
  }
  const { rows } = await asOwner(database, 'select from session where ended_at is null');
  assert.equal(rows.length, 1, 'the one that changed it');
});
const passwords = [freshPassword(), freshPassword(), freshPassword()];

test('a session that ends in the moment it began is a refusal, not a fault', async (t) => {
  const { database, app, site } = await house(t);
  const browser = await browserOf(app, site.user);
  const { name: account, password } = site.user;
  // The former session is ended after the new one is written: there the log-in is held up.
  const hold = { text: 'select from session for update', last: 'update session set ended_at = now()' };
  const entered = await whileHeld(database, hold, () => browser.post('/api/session', { account, password }));
  assert.deepEqual(said(entered), [401, 'ticket_invalid']);
});
