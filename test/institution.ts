import type { Profession } from '../src/access/contract.ts';
import { type Browser, browserOf, type TestApp, testApp, testClock } from './app.ts';
import { asOwner, type TestDatabase, testDatabase } from './db.ts';
import { makeBareSite, makeHq, makeStaff } from './factories.ts';
import { appoint, newPerson, settle, today } from './people.ts';

type Context = Parameters<typeof testDatabase>[0];
export type Offered = {
  code: string;
  application: Record<string, unknown> | null;
  holders: number;
  professions: string[];
};

/** An institution of a kind with a manager who has done nothing yet. */
export const institution = async (t: Context, kind = 'pharmacy') => {
  const database = await testDatabase(t);
  const clock = testClock(today);
  const app = await testApp(t, database, clock);
  const code = await makeBareSite(database.db, { kind });
  const manager = await browserOf(
    app,
    await makeStaff(database.db, { name: 'chief', site_code: code, roles: ['manager'] }),
  );
  const hq = await browserOf(app, await makeHq(database.db, ['hq_portal']));
  return { database, clock, app, code, manager, hq };
};

export const offeredTo = async (browser: Browser): Promise<Offered[]> =>
  (await browser.get('/api/applications')).body['services'] as Offered[];
export const codesOf = (services: { code: string }[]): string[] => services.map(({ code }) => code);
export const servicesOf = async (browser: Browser) => (await browser.get('/api/session')).body['services'];
export const applyFor = (browser: Browser, ...services: string[]) =>
  browser.post('/api/applications', { services });

/** A user with an appointment, a session and a registration, made through the API. */
export const makeUser = async (
  { app, database, code, manager }: { app: TestApp; database: TestDatabase; code: string; manager: Browser },
  profession?: Profession,
) => {
  const person = newPerson();
  const given = await appoint(manager, 'users', person);
  const { browser } = await settle(app, given);
  if (profession)
    await asOwner(
      database,
      `insert into practice_registration select person_key, $1, $2, '2011-01-01', null, now() from account where name = $3`,
      [code, profession, given.account],
    );
  return { ...given, browser, person };
};

export const edit = async (hq: Browser, code: string, changes: object) => {
  const { services } = (await hq.get('/api/hq/services')).body as { services?: Record<string, unknown>[] };
  const found = services?.find((each) => each['code'] === code) ?? {};
  const fields = ['name', 'name_en', 'about', 'about_en', 'state', 'opens_on', 'ended_on', 'eligibility'];
  const body = { ...Object.fromEntries(fields.map((name) => [name, found[name]])), ...changes };
  return hq.post(`/api/hq/services/${code}`, body);
};
