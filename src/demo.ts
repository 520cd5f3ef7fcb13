import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import {
  authorityCode,
  ensureAuthority,
  ensureInstitutionAccount,
  hashPassword,
  insertAppointment,
  lastFourMarkOf,
  makePassword,
  type Role,
} from './access/index.ts';
import { personKeyOf, readNumber } from './people/index.ts';
import type { Db } from './platform/db.ts';
import { isRefusal } from './platform/errors.ts';
import type { ServerKeys } from './platform/secrets.ts';
import { programme } from './programme.ts';
import { saveRegistrations } from './services/index.ts';
import { createMissingSites, demoHealthCentre, makePerson, seedNation, testSiteCode } from './sites/index.ts';
import { allotSite } from './stock/index.ts';

export type DemoLogIn = { account: string; password: string; site: string; role: string };

type DemoPerson = {
  account: string;
  site: string;
  display_name: string;
  roles: readonly Role[];
  /** which of the synthetic population this is; undefined: the institution itself */
  person?: number;
};

const tamsui = '5931102274';
/** Days that began before any business day that somebody tries, and the moment in which it all was done. */
const since = '2011-01-01';
const then = new Date('2011-01-01T09:00:00+08:00');

const people: readonly DemoPerson[] = [
  { account: 'tamsui', site: tamsui, display_name: '淡水藥局使用者', roles: ['user'], person: 1 },
  {
    account: 'tamsui-manager',
    site: tamsui,
    display_name: '淡水藥局管理者',
    roles: ['manager', 'user'],
    person: 2,
  },
  { account: tamsui, site: tamsui, display_name: '淡水藥局機構代表', roles: ['representative'] },
  { account: 'clinic', site: testSiteCode, display_name: '虛擬診所使用者', roles: ['user'], person: 3 },
  {
    account: 'hq',
    site: authorityCode,
    display_name: '署內承辦人員',
    roles: ['hq_policy', 'hq_supply', 'hq_portal', 'hq_audit', 'hq_system'],
    person: 4,
  },
];

/** The account of a fictional person: found by name, since the name is what a newcomer types. */
const ensureDemoAccount = async (db: Db, keys: ServerKeys, demo: DemoPerson, now: Date): Promise<string> => {
  if (demo.person === undefined) {
    const id = await ensureInstitutionAccount(db, demo.site, now);
    if (id === undefined) throw new Error('the demo pharmacy is not there');
    await sql`update account set is_demo = true where account_id = ${id}`.execute(db);
    return id;
  }
  const number = readNumber('01', makePerson(demo.person, { seed: 9, on: since }).number, undefined, since);
  if (isRefusal(number)) throw new Error('a synthetic person has no right number');
  const person_key = personKeyOf(keys.staff, number);
  const { rows } = await sql<{ account_id: string }>`
    insert into account (name, display_name, kind, person_key, covered_number, last_four_mark, is_demo, created_at)
    values (${demo.account}, ${demo.display_name}, 'person', ${person_key}, ${number.covered_number},
      ${lastFourMarkOf(keys.staff, number.number.slice(-4))}, true, ${now})
    on conflict (name) do update set person_key = excluded.person_key,
      covered_number = excluded.covered_number, last_four_mark = excluded.last_four_mark
    returning account_id`.execute(db);
  if (demo.site !== authorityCode)
    await saveRegistrations(
      db,
      [{ person_key, site_code: demo.site, profession: 'pharmacist', starts_on: since, ends_on: null }],
      now,
    );
  return rows[0]?.account_id ?? '';
};

/** Appointments, an application for the mask service and its grant: what the chain would have made. */
const ensureChain = async (db: Db, demo: DemoPerson, account_id: string): Promise<void> => {
  const site_code = demo.site;
  for (const role of demo.roles) {
    const made = { account_id, site_code, role, starts_on: since, ends_on: null };
    await insertAppointment(db, { ...made, appointed_by: null }, then);
  }
  if (!demo.roles.includes('user')) return;
  await sql`insert into service_application (site_code, service_code, applied_at, applied_by, source)
    values (${site_code}, 'masks', ${then}, ${account_id}, 'application')
    on conflict (site_code, service_code) where ended_at is null do nothing`.execute(db);
  await sql`insert into service_grant (account_id, site_code, service_code, starts_on, source, granted_at)
    values (${account_id}, ${site_code}, 'masks', ${since}, 'manager', ${then})
    on conflict (account_id, site_code, service_code) where ended_at is null do nothing`.execute(db);
};

const setPassword = async (db: Db, account_id: string, site_code: string, password: string, now: Date) => {
  const hash = await hashPassword(password);
  await sql`insert into credential (account_id, site_code, password_hash, is_initial, set_at)
    values (${account_id}, ${site_code}, ${hash}, false, ${now})
    on conflict (account_id, site_code) do update set password_hash = excluded.password_hash`.execute(db);
};

/** Demo staff that are there already, or staff of a real institution, whom nobody should mix with. */
const findStaff = async (db: Db): Promise<'demo' | 'real' | 'none'> => {
  const { rows } = await sql<{ demo: boolean; real: boolean }>`
    select coalesce(bool_or(is_demo), false) as demo,
      coalesce(bool_or(not is_demo), false) and not coalesce(bool_or(is_demo), false) as real
    from account`.execute(db);
  if (rows[0]?.real) return 'real';
  return rows[0]?.demo ? 'demo' : 'none';
};

/** The test site is a clinic, which has no share by its kind: it takes part by a line of its own (X17). */
export const allotTestSite = (db: Db): Promise<void> =>
  allotSite(db, programme, {
    site_code: testSiteCode,
    quantities: { adult_mask: 200, child_mask: 50 },
    valid_from: '2020-02-03',
    reason: '測試機構',
  });

/**
 * Gives a database without staff the seeds' two sites, a 衛生所, the authority and demo staff, so that a newcomer can
 * sell within a minute. Passwords are made here, kept in `<secrets>/demo-log-ins.json` (0600) and nowhere
 * else; when that file is lost, new ones are made. Beside real staff alone nothing is added. Answers the
 * log-ins to print.
 */
export const prepareDemo = async (
  db: Db,
  keys: ServerKeys,
  secretsFolder: string,
  now: Date,
): Promise<DemoLogIn[]> => {
  const staff = await findStaff(db);
  if (staff === 'real') return [];
  const file = join(secretsFolder, 'demo-log-ins.json');
  const text = staff === 'demo' ? await readFile(file, 'utf8').catch(() => '[]') : '[]';
  const kept = JSON.parse(text) as DemoLogIn[];
  await seedNation(db, { sites: 0, seed: 1, now });
  await createMissingSites(db, [demoHealthCentre], now);
  await ensureAuthority(db, now);
  await allotTestSite(db);
  const logIns: DemoLogIn[] = [];
  for (const demo of people) {
    const id = await ensureDemoAccount(db, keys, demo, now);
    await ensureChain(db, demo, id);
    const known = kept.find((each) => each.account === demo.account);
    const password = known?.password ?? makePassword();
    if (!known) await setPassword(db, id, demo.site, password, now);
    logIns.push({ account: demo.account, password, site: demo.site, role: demo.roles.join('+') });
  }
  await mkdir(secretsFolder, { recursive: true, mode: 0o700 });
  await writeFile(file, `${JSON.stringify(logIns, null, 2)}\n`, { mode: 0o600 });
  return logIns;
};
