import { randomInt } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { hashPassword, saveAccount } from './access/index.ts';
import type { Db } from './platform/db.ts';
import { programme } from './programme.ts';
import { seedNation, testSiteCode } from './sites/index.ts';
import { allotSite } from './stock/index.ts';

export type DemoLogIn = { account: string; password: string; site: string; role: 'user' | 'manager' };

const people = [
  { account: 'tamsui', site: '5931102274', display_name: '淡水藥局使用者', role: 'user' },
  { account: 'tamsui-manager', site: '5931102274', display_name: '淡水藥局管理者', role: 'manager' },
  { account: 'clinic', site: '3501200000', display_name: '虛擬診所使用者', role: 'user' },
] as const;

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
const makePassword = (): string =>
  [0, 1, 2].map(() => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join('-');

const makeLogIns = async (db: Db, now: Date): Promise<DemoLogIn[]> => {
  const made: DemoLogIn[] = [];
  for (const { account, site, display_name, role } of people) {
    const password = makePassword();
    const password_hash = await hashPassword(password);
    await saveAccount(
      db,
      { name: account, display_name, password_hash, site_code: site, role, is_demo: true },
      now,
    );
    made.push({ account, password, site, role });
  }
  return made;
};

/** Demo staff that are there already, or staff of a real institution, whom nobody should mix with. */
const findStaff = async (db: Db): Promise<'demo' | 'real' | 'none'> => {
  const { rows } = await sql<{ demo: boolean; real: boolean }>`
    select coalesce(bool_or(is_demo), false) as demo, coalesce(bool_or(not is_demo), false) as real
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
 * Gives a database without staff the seeds' two sites and demo staff, so that a newcomer can sell within a
 * minute. Passwords are made here, kept in `<secrets>/demo-log-ins.json` (0600) and nowhere else; when that
 * file is lost, new ones are made. Beside real staff nothing is added. Answers the log-ins to print.
 */
export const prepareDemo = async (db: Db, secretsFolder: string, now: Date): Promise<DemoLogIn[]> => {
  const staff = await findStaff(db);
  if (staff === 'real') return [];
  const file = join(secretsFolder, 'demo-log-ins.json');
  const kept = staff === 'demo' ? await readFile(file, 'utf8').catch(() => undefined) : undefined;
  if (kept !== undefined) return JSON.parse(kept) as DemoLogIn[];
  await seedNation(db, { sites: 0, seed: 1, now });
  await allotTestSite(db);
  const made = await makeLogIns(db, now);
  await mkdir(secretsFolder, { recursive: true, mode: 0o700 });
  await writeFile(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  return made;
};
