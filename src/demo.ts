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

const countSites = async (db: Db): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from site`.execute(db);
  return rows[0]?.n ?? 0;
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
 * Gives an empty database the seeds' two sites and demo staff, so that a newcomer can sell within a minute.
 * Passwords are made here, kept in `<secrets>/demo-log-ins.json` (0600) and nowhere else. On a database that
 * has sites of its own and no demo staff nothing is added. Answers the log-ins to print.
 */
export const prepareDemo = async (db: Db, secretsFolder: string, now: Date): Promise<DemoLogIn[]> => {
  const file = join(secretsFolder, 'demo-log-ins.json');
  const { rows } = await sql`select from account where is_demo limit 1`.execute(db);
  if (rows.length > 0) {
    const kept = await readFile(file, 'utf8').catch(() => undefined);
    if (kept !== undefined) return JSON.parse(kept) as DemoLogIn[];
  } else if ((await countSites(db)) > 0) return [];
  await seedNation(db, { sites: 0, seed: 1, now });
  await allotTestSite(db);
  const made = await makeLogIns(db, now);
  await mkdir(secretsFolder, { recursive: true, mode: 0o700 });
  await writeFile(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 });
  return made;
};
