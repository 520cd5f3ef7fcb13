import { sql } from 'kysely';
import { hashPassword, saveAccount } from '../src/access/index.ts';
import { readNumber } from '../src/people/index.ts';
import type { Db } from '../src/platform/db.ts';

export type TestAccount = { account_id: string; name: string; password: string };
export type TestSite = { code: string; user: TestAccount; manager: TestAccount };

let next = 0;
/** One password hash for all: hashing is slow on purpose. */
const password = 'correct horse 42';
let hashed: Promise<string> | undefined;

/** A site code nobody else in this process has; the check digit does not matter to tests. */
const makeCode = (): string => `59${String(++next).padStart(8, '0')}`;

/** A pharmacy of the test's own with a user and a manager; more by `changes`. */
export const makeSite = async (
  db: Db,
  changes: { code?: string; county?: string; kind?: string; allotted?: boolean; short_name?: string } = {},
): Promise<TestSite> => {
  const code = changes.code ?? makeCode();
  const { county = '新北市', kind = 'pharmacy', allotted = true, short_name = '淡水藥局' } = changes;
  const now = new Date();
  await sql`insert into site (code, full_name, short_name, kind, county, allotted, check_digit_ok, created_at,
      updated_at)
    values (${code}, ${short_name}, ${short_name}, ${kind}, ${county}, ${allotted}, true, ${now}, ${now})`.execute(
    db,
  );
  hashed ??= hashPassword(password);
  const password_hash = await hashed;
  const account = async (role: 'user' | 'manager'): Promise<TestAccount> => {
    const name = `${role}-${code}`.toLowerCase();
    const display_name = role === 'user' ? '櫃檯使用者' : '機構管理者';
    const account_id = await saveAccount(
      db,
      { name, display_name, password_hash, site_code: code, role, is_demo: false },
      now,
    );
    return { account_id, name, password };
  };
  return { code, user: await account('user'), manager: await account('manager') };
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
