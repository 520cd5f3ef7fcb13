import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contracts } from '../src/contracts.ts';
import { type Answer, type Browser, browserOf, type TestApp, testApp } from './app.ts';
import { asOwner, type TestDatabase, testDatabase } from './db.ts';
import { makeHq, makeSite, makeStaff, type TestAccount } from './factories.ts';
import { type Who, whoMay } from './who-may.ts';

type Name = keyof typeof contracts;
const names = Object.keys(contracts) as Name[];
const offices = ['hq_policy', 'hq_supply', 'hq_portal', 'hq_audit', 'hq_system'] as const;

/** What each is appointed as; `holder` has a grant of the mask service besides. */
const appointedAs = {
  nobody: [],
  representative: ['representative'],
  manager: ['manager'],
  user: ['user'],
  holder: ['user'],
  manager_holder: ['manager', 'user'],
  ...(Object.fromEntries(offices.map((each) => [each, [each]])) as Record<(typeof offices)[number], [Who]>),
} as const;
type Role = keyof typeof appointedAs;
const roles = Object.keys(appointedAs) as Role[];
const isHq = (role: Role): boolean => role.startsWith('hq_');
const holds = (role: Role): boolean => role === 'holder' || role === 'manager_holder';

type State = {
  /** brings everybody into the state, in place of the active one */
  sql: string;
  /** what is said to whoever it shuts out; undefined: nobody */
  says?: string;
  /** only these appointments are in the state */
  only?: 'manager' | 'user';
  /** the grant of the mask service gives nothing */
  idle?: true;
  /** said of the institution, which the authority is none of */
  ofInstitutions?: true;
};

const day = '2020-02-04';
const suspended = `suspended_at = now(), suspended_why = '調查中'`;

const states: Record<string, State> = {
  active: { sql: 'select' },
  pending: { sql: `update appointment set starts_on = '2020-02-05'`, says: 'appointment_pending' },
  expired: { sql: `update appointment set ends_on = '2020-02-03'`, says: 'appointment_over' },
  suspended: { sql: `update appointment set ${suspended}`, says: 'appointment_suspended' },
  ended: { sql: 'update appointment set ended_at = now()', says: 'appointment_over' },
  'institution suspended': {
    sql: `update site set ${suspended} where kind <> 'authority'`,
    ...{ says: 'institution_suspended', ofInstitutions: true },
  },
  'contract over': {
    sql: `update site set contract_ends_on = '2020-02-03'`,
    ...{ says: 'not_contracted', ofInstitutions: true },
  },
  'contract to come': {
    sql: `update site set contract_starts_on = '2020-02-05'`,
    ...{ says: 'not_contracted', ofInstitutions: true },
  },
  'initial password': { sql: 'update credential set is_initial = true', says: 'password_change_first' },
  'manager suspended': {
    sql: `update appointment set ${suspended} where role = 'manager'`,
    ...{ says: 'appointment_suspended', only: 'manager' },
  },
  'user suspended': {
    sql: `update appointment set ${suspended} where role = 'user'`,
    ...{ says: 'appointment_suspended', only: 'user' },
  },
  'grant to come': { sql: `update service_grant set starts_on = '2020-02-05'`, idle: true },
  'grant over': { sql: `update service_grant set ends_on = '2020-02-03'`, idle: true },
  'grant ended': { sql: 'update service_grant set ended_at = now()', idle: true },
  'application withdrawn': { sql: 'update service_application set ended_at = now()', idle: true },
  'registration over': { sql: `update practice_registration set ends_on = '2020-02-03'`, idle: true },
  'another profession': { sql: `update practice_registration set profession = 'nurse'`, idle: true },
  'kind not eligible': { sql: `delete from service_eligibility where site_kind = 'pharmacy'`, idle: true },
  'service building': { sql: `update service set state = 'building', opens_on = '${day}'`, idle: true },
  'service ended': { sql: `update service set state = 'ended', ended_on = '${day}'`, idle: true },
};

/** What the answer must be: open, or a status with a code. The oracle; nothing of `src` is asked. */
const expectedOf = (role: Role, state: State, name: Name): 'open' | [number, string] => {
  const who = whoMay[name];
  if (who.includes('public')) return 'open';
  if (role === 'nobody') return [401, 'not_logged_in'];
  const isShut = state.says !== undefined && !(state.ofInstitutions && isHq(role));
  const left: readonly string[] = isShut
    ? appointedAs[role].filter((each) => state.only !== undefined && each !== state.only)
    : appointedAs[role];
  if (who.includes('anybody')) return 'open';
  if (left.length === 0 && state.says) return [403, state.says];
  const sells = holds(role) && left.includes('user') && !state.idle;
  const is = new Set<string>(['settled', ...left, ...(sells ? ['seller'] : [])]);
  if (sells && left.includes('manager')) is.add('selling manager');
  return who.some((each) => is.has(each)) ? 'open' : [403, 'not_permitted'];
};

/** Ids that nobody has: whoever may gets as far as "not found", and nothing changes. */
const addressOf = (path: string): string =>
  path
    .replace(':request_id', '0190a3b4-0000-7000-8000-0000000000aa')
    .replace(/:(appointment_id|grant_id|unified_grant_id|delivery_id)/, '999999999')
    .replace('/services/:code', '/services/nothing')
    .replace('/applications/:code', '/applications/nothing')
    .replace(':code', '5900000000')
    .replace(':kind', 'faq')
    .replace(':id', '0190a3b4-0000-7000-8000-0000000000aa');

const ask = (browser: Browser, name: Name): Promise<Answer> => {
  const { method, path } = contracts[name];
  const url = addressOf(path);
  return { GET: browser.get, POST: browser.post, DELETE: browser.delete }[method](url);
};

const makePeople = async (app: TestApp, database: TestDatabase): Promise<Record<Role, Browser>> => {
  const { db } = database;
  const site = await makeSite(db);
  const alone = (name: string, role: 'manager' | 'user'): Promise<TestAccount> =>
    makeStaff(db, { name, site_code: site.code, roles: [role], professions: ['pharmacist'] });
  const accounts: [Role, TestAccount | undefined][] = [
    ['nobody', undefined],
    ['representative', site.representative],
    ['manager', await alone('manager-alone', 'manager')],
    ['user', await alone('user-alone', 'user')],
    ['holder', site.user],
    ['manager_holder', site.manager],
  ];
  for (const office of offices) accounts.push([office, await makeHq(db, [office])]);
  await asOwner(database, `delete from practice_registration where profession = 'nurse'`);
  const browsers: [Role, Browser][] = [];
  for (const [role, account] of accounts) browsers.push([role, await browserOf(app, account)]);
  return Object.fromEntries(browsers) as Record<Role, Browser>;
};

/** What the states change, as it was. */
const changed = [
  ...['appointment', 'site', 'credential', 'service_grant', 'service_application'],
  ...['practice_registration', 'service_eligibility', 'service', 'session'],
];
const keep = (database: TestDatabase) =>
  asOwner(database, changed.map((table) => `create table kept_${table} as table ${table}`).join(';'));
const putBack = (database: TestDatabase) =>
  asOwner(
    database,
    `set session_replication_role = replica;
    ${changed.map((table) => `delete from ${table}; insert into ${table} overriding system value table kept_${table}`).join(';')}`,
  );

test('every operation × every role × every state: open to those who may, the others are told why (design §5)', async (t) => {
  const database = await testDatabase(t);
  const app = await testApp(t, database);
  const people = await makePeople(app, database);
  await keep(database);
  let asked = 0;
  const check = async (role: Role, what: string, state: State, name: Name): Promise<void> => {
    const { status, body } = await ask(people[role], name);
    const expected = expectedOf(role, state, name);
    const told = `${role}, ${what}: ${name} answers ${status} ${body.code}`;
    if (expected === 'open') assert.ok(![401, 403].includes(status) && status < 500, told);
    else assert.deepEqual([status, body.code], expected, told);
    asked += 1;
  };
  for (const [what, state] of Object.entries(states)) {
    await asOwner(database, state.sql);
    for (const role of roles) {
      await Promise.all(
        names.filter((name) => name !== 'logOut').map((name) => check(role, what, state, name)),
      );
      await check(role, what, state, 'logOut');
    }
    await putBack(database);
  }
  t.diagnostic(
    `${asked} combinations of ${names.length} operations, ${roles.length} roles, ${Object.keys(states).length} states`,
  );
});
