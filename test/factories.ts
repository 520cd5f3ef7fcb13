import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Profession } from '../src/access/contract.ts';
import {
  authorityCode,
  ensureAuthority,
  hashPassword,
  insertAppointment,
  type Role,
} from '../src/access/index.ts';
import { readNumber } from '../src/people/index.ts';
import type { Db } from '../src/platform/db.ts';
import { saveRegistrations } from '../src/services/index.ts';

export type TestAccount = { account_id: string; name: string; password: string };
export type TestSite = { code: string; user: TestAccount; manager: TestAccount; representative: TestAccount };

let next = 0;
/** One password hash for all: hashing is slow on purpose. */
export const passwordOfAll = 'correct horse 42';
let hashed: Promise<string> | undefined;
/** The hash of the password that every account of a factory has. */
const hashOfPassword = (): Promise<string> => {
  hashed ??= hashPassword(passwordOfAll);
  return hashed;
};

/** A site code nobody else in this process has; the check digit does not matter to tests. */
const makeCode = (): string => `59${String(++next).padStart(8, '0')}`;
/** Before any business day of a test. */
const since = '2011-01-01';

export type Staff = {
  name: string;
  display_name?: string;
  site_code: string;
  roles: readonly Role[];
  /** a person of that ID number; somebody nobody knows unless told */
  person_key?: string;
  professions?: readonly Profession[];
  /** services granted, whether or not the institution has applied for them */
  services?: readonly string[];
  /** true: never changed since it was given */
  initial?: boolean;
};

/** Somebody at an institution, with a password of their own that every factory account has. */
export const makeStaff = async (db: Db, staff: Staff): Promise<TestAccount> => {
  const { name, site_code, person_key = randomUUID() } = staff;
  const now = new Date();
  const isInstitution = staff.roles.includes('representative');
  const { rows } = await sql<{ account_id: string }>`
    insert into account (name, display_name, kind, person_key, covered_number, created_at)
    values (${name}, ${staff.display_name ?? '櫃檯使用者'}, ${isInstitution ? 'institution' : 'person'},
      ${isInstitution ? null : person_key}, ${isInstitution ? null : 'A123****89'}, ${now})
    on conflict (name) do update set name = excluded.name returning account_id`.execute(db);
  const account_id = rows[0]?.account_id ?? '';
  await sql`insert into credential (account_id, site_code, password_hash, is_initial, set_at)
    values (${account_id}, ${site_code}, ${await hashOfPassword()}, ${staff.initial ?? false}, ${now})`.execute(
    db,
  );
  for (const role of staff.roles)
    await insertAppointment(
      db,
      { account_id, site_code, role, starts_on: since, ends_on: null, appointed_by: null },
      now,
    );
  await saveRegistrations(
    db,
    (staff.professions ?? []).map((profession) => {
      return { person_key, site_code, profession, starts_on: since, ends_on: null };
    }),
    now,
  );
  for (const service of staff.services ?? [])
    await sql`insert into service_grant (account_id, site_code, service_code, starts_on, source, granted_at)
      values (${account_id}, ${site_code}, ${service}, ${since}, 'manager', ${now})`.execute(db);
  return { account_id, name, password: passwordOfAll };
};

/** The institution has applied for a service, which its kind may have. */
export const applyFor = async (db: Db, site_code: string, service: string, kind: string): Promise<void> => {
  await sql`insert into service_eligibility (service_code, site_kind, professions)
    values (${service}, ${kind}, '{}') on conflict do nothing`.execute(db);
  await sql`insert into service_application (site_code, service_code, applied_at, source)
    values (${site_code}, ${service}, now(), 'application')`.execute(db);
};

type SiteChanges = {
  code?: string;
  county?: string;
  kind?: string;
  allotted?: boolean;
  short_name?: string;
  is_test?: boolean;
};

/** An institution with nobody in it. */
export const makeBareSite = async (db: Db, changes: SiteChanges = {}): Promise<string> => {
  const code = changes.code ?? makeCode();
  const { county = '新北市', kind = 'pharmacy', allotted = true, short_name = '淡水藥局' } = changes;
  const now = new Date();
  await sql`insert into site (code, full_name, short_name, kind, county, allotted, is_test, check_digit_ok,
      created_at, updated_at)
    values (${code}, ${short_name}, ${short_name}, ${kind}, ${county}, ${allotted}, ${changes.is_test ?? false},
      true, ${now}, ${now})`.execute(db);
  return code;
};

/**
 * A pharmacy of the test's own that sells masks: a user, a manager who is a user too, and its representative.
 */
export const makeSite = async (db: Db, changes: SiteChanges = {}): Promise<TestSite> => {
  const code = await makeBareSite(db, changes);
  await applyFor(db, code, 'masks', changes.kind ?? 'pharmacy');
  const seller = { site_code: code, professions: ['pharmacist', 'nurse'], services: ['masks'] } as const;
  return {
    code,
    user: await makeStaff(db, { ...seller, name: `user-${code}`, roles: ['user'] }),
    manager: await makeStaff(db, {
      ...seller,
      name: `manager-${code}`,
      display_name: '機構管理者',
      roles: ['manager', 'user'],
    }),
    representative: await makeStaff(db, {
      name: code.toLowerCase(),
      display_name: '機構代表',
      site_code: code,
      roles: ['representative'],
    }),
  };
};

/** Somebody of the authority in some offices; all of them unless told. */
export const makeHq = async (
  db: Db,
  offices: readonly Role[] = ['hq_policy', 'hq_supply', 'hq_portal', 'hq_audit', 'hq_system'],
): Promise<TestAccount> => {
  await ensureAuthority(db, new Date());
  const name = `hq-${++next}`;
  return makeStaff(db, { name, display_name: '署內承辦', site_code: authorityCode, roles: offices });
};

/** The nth fictional national ID with the wanted last digits' parity; passes its checksum. */
export const makeNumber = (n: number, parity: 'odd' | 'even' = 'even'): string => {
  const letter = 'ABCDEFGHJK'[n % 10] ?? 'A';
  const body = `1${String(Math.floor(n / 10)).padStart(6, '0')}`;
  for (let last = 0; last < 100; last++) {
    const number = `${letter}${body}${String(last).padStart(2, '0')}`;
    if (
      (last % 2 === 0) === (parity === 'even') &&
      !('refused' in readNumber('01', number, undefined, '2020-02-04'))
    )
      return number;
  }
  throw new Error('no number with that parity');
};
