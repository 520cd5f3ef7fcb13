import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browserOf, testApp, testClock } from '../../test/app.ts';
import { asOwner, testDatabase } from '../../test/db.ts';
import { makeNumber, makeSite } from '../../test/factories.ts';
import { appoint, auditOf, enter, freshPassword, newPerson, said, today } from '../../test/people.ts';
import { contracts } from '../contracts.ts';
import { judgePassword } from './password-rules.ts';

const office = async (t: Parameters<typeof testDatabase>[0]) => {
  const database = await testDatabase(t);
  const clock = testClock(today);
  const app = await testApp(t, database, clock);
  const site = await makeSite(database.db);
  return { database, clock, app, site, manager: await browserOf(app, site.manager) };
};

test('R036: at every log-in the change comes first, and nothing goes around it until it is done', async (t) => {
  const { app, manager } = await office(t);
  const given = await appoint(manager, 'users', newPerson());
  for (let time = 0; time < 2; time++) {
    const browser = await enter(app, given.account, given.password);
    for (const { method, path, permission } of Object.values(contracts)) {
      if (permission === 'public' || permission.endsWith(':own')) continue;
      const { status, body } = await { GET: browser.get, POST: browser.post, DELETE: browser.delete }[method](
        path.replaceAll(/:\w+/g, '1'),
      );
      assert.deepEqual([status, body.code], [403, 'password_change_first'], `${method} ${path}`);
    }
  }
  const browser = await enter(app, given.account, given.password);
  const same = await browser.post('/api/password', { current: given.password, fresh: given.password });
  assert.deepEqual(said(same), [422, 'password_used_before'], 'the given one is no change');
  const fresh = freshPassword();
  const changed = await browser.post('/api/password', { current: given.password, fresh });
  assert.deepEqual([changed.body['standing'], changed.body['roles']], [null, ['user']]);
  assert.equal((await (await enter(app, given.account, fresh)).get('/api/session')).body['standing'], null);
});

test('passwords that would be guessed, or were used, are refused with the reason', async (t) => {
  const { app, site, manager } = await office(t);
  const person = newPerson({ number: makeNumber(8_473_625) });
  const given = await appoint(manager, 'users', person);
  const browser = await enter(app, given.account, given.password);
  let current = given.password ?? '';
  const change = async (fresh: string) => {
    const answer = await browser.post('/api/password', { current, fresh });
    if (answer.status === 200) current = fresh;
    return [...said(answer), answer.body['field']];
  };
  const cases: [fresh: string, code: string][] = [
    ['short', 'password_too_short'],
    ['a lantern', 'password_too_short'],
    ['x'.repeat(129), 'password_too_long'],
    ['password1234', 'password_common'],
    ['qwertyuiop', 'password_common'],
    ['aaaaaaaaaaaa', 'password_common'],
    ['12345678901', 'password_common'],
    [`${given.account}-lantern-violet`, 'password_common'],
    [`lantern ${site.code} violet`, 'password_common'],
    ['新進人員 lantern violet 9', 'password_common'],
    [person.number, 'password_same_as_number'],
    [person.number.toLowerCase(), 'password_same_as_number'],
  ];
  for (const [fresh, code] of cases) assert.deepEqual(await change(fresh), [422, code, 'fresh'], fresh);
  const used = [current];
  for (let n = 0; n < 6; n++) {
    used.push(freshPassword());
    assert.deepEqual(await change(used.at(-1) ?? ''), [200, undefined, undefined]);
  }
  for (const former of used.slice(1))
    assert.deepEqual(await change(former), [422, 'password_used_before', 'fresh']);
  assert.deepEqual(await change(used[0] ?? ''), [200, undefined, undefined], 'older than the five before it');
});

test('the password rules alone: length in characters, words that a guesser knows', () => {
  const codeOf = (fresh: string, known: string[] = []) => judgePassword(fresh, known)?.code;
  assert.equal(codeOf('燈塔紫色九號錨地在此'), undefined, 'ten characters of Chinese are ten');
  assert.equal(codeOf('燈塔紫色九號錨地在'), 'password_too_short');
  assert.equal(codeOf('🂡🂢🂣🂤🂥🂦🂧🂨🂩'), 'password_too_short');
  assert.equal(codeOf('lantern violet anchor 9', ['violet']), 'password_common');
  assert.equal(codeOf('lantern VIOLET anchor 9', ['Violet']), 'password_common');
  assert.equal(codeOf('lantern violet anchor 9', ['vio']), undefined, 'a short word is in many');
});

test('a change ends every other session of the account at this institution, and no other', async (t) => {
  const { app, database, site, manager } = await office(t);
  const one = await browserOf(app, site.user);
  const two = await browserOf(app, site.user);
  const fresh = freshPassword();
  assert.equal((await one.post('/api/password', { current: site.user.password, fresh })).status, 200);
  const statuses = await Promise.all(
    [one, two, manager].map(async (each) => (await each.get('/api/session')).status),
  );
  assert.deepEqual(statuses, [200, 401, 200]);
  assert.deepEqual(
    (await auditOf(database, 'password:change')).map(({ outcome, site_code, detail }) => [
      outcome,
      site_code,
      detail,
    ]),
    [['done', site.code, {}]],
    'noted, without the password',
  );
});

test('the old password is needed, and guessing at it slows down as a log-in does', async (t) => {
  const { app, clock, site } = await office(t);
  const browser = await browserOf(app, site.user);
  const guess = async () =>
    said(await browser.post('/api/password', { current: 'guess', fresh: freshPassword() }));
  for (let n = 0; n < 5; n++) assert.deepEqual(await guess(), [422, 'wrong_password']);
  assert.deepEqual(await guess(), [429, 'try_later']);
  const right = { current: site.user.password, fresh: freshPassword() };
  assert.deepEqual(
    said(await browser.post('/api/password', right)),
    [429, 'try_later'],
    'also with the right one',
  );
  clock.pass(1_000);
  assert.equal((await browser.post('/api/password', right)).status, 200);
});

test('two changes at once: one is done, the other is told, and the password is one of them', async (t) => {
  const { app, site } = await office(t);
  const browsers = [await browserOf(app, site.user), await browserOf(app, site.user)];
  const fresh = [freshPassword(), freshPassword()];
  const answers = await Promise.all(
    browsers.map((each, n) => each.post('/api/password', { current: site.user.password, fresh: fresh[n] })),
  );
  const done = answers.findIndex(({ status }) => status === 200);
  assert.equal(answers.filter(({ status }) => status === 200).length, 1, JSON.stringify(answers));
  assert.equal((await (await enter(app, site.user.name, fresh[done] ?? '')).get('/api/session')).status, 200);
});

test('who has no password at this institution is told so', async (t) => {
  const { app, database, site } = await office(t);
  const browser = await browserOf(app, site.user);
  await asOwner(database, 'delete from credential where account_id = $1', [site.user.account_id]);
  const answer = await browser.post('/api/password', { current: 'x', fresh: freshPassword() });
  assert.deepEqual(said(answer), [409, 'no_password_here']);
});
