import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { personKeyOf, readNumber } from '../../src/people/index.ts';
import { serverKeysFrom } from '../../src/platform/secrets.ts';
import { type Answer, type Browser, browserOf, type TestApp, testApp } from '../app.ts';
import { type TestDatabase, testDatabase, testServerKey } from '../db.ts';
import { makeBareSite, makeHq, makeNumber, type TestAccount } from '../factories.ts';
import { holders } from './acts.ts';
import { isActive, liveRoles, type Model, rightsOf } from './model.ts';

export const firstDay = '2020-02-04';
export const names: Record<string, string> = { p0: '人員甲', p1: '人員乙', p2: '人員丙', p3: '人員丁' };

/** One play on a database of its own: the server, the model beside it, and who is logged in where. */
export type Play = {
  database: TestDatabase;
  app: TestApp;
  model: Model;
  sites: readonly [string, string];
  hq: Browser;
  /** account names by holder@site */
  accounts: Map<string, string>;
  browsers: Map<string, Browser>;
  orders: number[];
  /** acts that the server carried out, by kind */
  done: Record<string, number>;
  passwordsGiven: number;
  /** holder@site whose first password is left as it was given */
  unsettled: Set<string>;
};

export const numberOf = (holder: string): string => makeNumber(70 + holders.indexOf(holder as 'p0'));

export const keyOf = (holder: string): string => {
  const number = readNumber('01', numberOf(holder), undefined, firstDay);
  assert.ok(!('refused' in number));
  return personKeyOf(serverKeysFrom(testServerKey).staff, number);
};

const openEverywhere = (professions: string[]) => ({ pharmacy: professions, health_centre: professions });

/** The catalogue as the seeds have it, as far as the play goes (R062, R069). */
const catalogue = (): Model['services'] => ({
  masks: {
    state: 'open',
    eligible: { pharmacy: ['pharmacist', 'assistant_pharmacist'], health_centre: ['physician', 'nurse'] },
  },
  claims: { state: 'building', eligible: openEverywhere([]) },
  claims_precheck: { state: 'building', eligible: {}, implied_by: 'claims' },
});

export const beginPlay = async (t: TestContext): Promise<Play> => {
  const database = await testDatabase(t);
  const app = await testApp(t, database);
  const sites = [
    await makeBareSite(database.db),
    await makeBareSite(database.db, { kind: 'health_centre', short_name: '淡水衛生所' }),
  ] as const;
  const play: Play = {
    ...{ database, app, sites, hq: await browserOf(app, await makeHq(database.db)) },
    model: {
      today: firstDay,
      sites: {
        [sites[0]]: { kind: 'pharmacy', suspended: false },
        [sites[1]]: { kind: 'health_centre', suspended: false },
      },
      ...{ passwords: new Map(), appointments: [], grants: [], registrations: [], applications: [] },
      services: catalogue(),
    },
    ...{
      accounts: new Map(),
      browsers: new Map(),
      orders: [],
      done: {},
      passwordsGiven: 0,
      unsettled: new Set(),
    },
  };
  for (const site of sites) await issueRepresentative(play, site);
  return play;
};

/** Every chain begins here: HQ makes the institution's own account, and nobody else can. */
const issueRepresentative = async (play: Play, site: string): Promise<void> => {
  const { status, body } = await play.hq.post(`/api/hq/institutions/${site}/representative`);
  assert.equal(status, 201);
  takeAppointed(play, 'rep', site, body);
  play.model.appointments.push({
    ...{ id: (body['appointment'] as { appointment_id: number }).appointment_id, holder: 'rep', site },
    ...{ role: 'representative', starts_on: play.model.today, ends_on: null, suspended: false, ended: false },
  });
};

/** Takes down the account and, where one was given, the initial password. */
export const takeAppointed = (play: Play, holder: string, site: string, body: Answer['body']): void => {
  const at = `${holder}@${site}`;
  const { account } = body['appointment'] as { account: string };
  play.accounts.set(at, account);
  const password = body['initial_password'];
  // A manager who becomes a user keeps the password; anybody else might share it with whoever could reset it.
  const { role } = body['appointment'] as { role: string };
  const mayStay = role === 'user' && liveRoles(play.model, holder, site).includes('manager');
  assert.equal(password === null, mayStay && play.model.passwords.has(at), `a password for ${at}`);
  if (typeof password !== 'string') return;
  play.model.passwords.set(at, { password, initial: true });
  play.browsers.delete(at);
};

const change = async (play: Play, at: string, browser: Browser): Promise<void> => {
  const kept = play.model.passwords.get(at);
  const fresh = `lantern ${++play.passwordsGiven} violet anchor`;
  const { status } = await browser.post('/api/password', { current: kept?.password, fresh });
  assert.equal(status, 200);
  play.model.passwords.set(at, { password: fresh, initial: false });
};

/** The session of somebody at an institution; undefined when the model says that nobody may log in there now. */
export const browserAt = async (play: Play, holder: string, site: string): Promise<Browser | undefined> => {
  const at = `${holder}@${site}`;
  const known = play.browsers.get(at);
  if (known) return known;
  const kept = play.model.passwords.get(at);
  const appointed = play.model.appointments.some(
    (each) => each.holder === holder && each.site === site && isActive(play.model, each),
  );
  if (!kept || !appointed || play.model.sites[site]?.suspended) return undefined;
  const account = { name: play.accounts.get(at), password: kept.password } as TestAccount;
  const browser = await browserOf(play.app, account);
  if (kept.initial && !play.unsettled.has(at)) await change(play, at, browser);
  play.browsers.set(at, browser);
  return browser;
};

type Seen = { standing: string | null; roles: string[]; services: string[]; permissions: string[] };

/** Everybody's rights as the server says them are those of the model: no more, and no fewer. */
export const assertRights = async (play: Play, told: string): Promise<void> => {
  for (const at of play.model.passwords.keys()) {
    const [holder = '', site = ''] = at.split('@');
    const browser = await browserAt(play, holder, site);
    if (!browser) continue;
    const { status, body } = await browser.get('/api/session');
    assert.equal(status, 200, `${at} after ${told}`);
    const { standing, roles, services, permissions } = body as unknown as Seen;
    assert.deepEqual(
      {
        ...{ free: standing === null, roles: roles.toSorted() },
        ...{ services: services.toSorted(), permissions: permissions.toSorted() },
      },
      rightsOf(play.model, holder, site),
      `${at} after ${told} on ${play.model.today}`,
    );
  }
};
