import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { House } from '../house.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import { createGate, gateFull } from '../platform/gate.ts';
import { inGroups } from '../platform/groups.ts';
import type { Session } from '../platform/session.ts';
import { isPassword } from './passwords.ts';
import {
  countTry,
  endSession,
  findAccount,
  findFailures,
  findSessions,
  forgetTries,
  insertSession,
  isKnownPlace,
  lockSubject,
  type SessionRow,
  touchSession,
} from './queries.ts';
import { permissionsOf, secondsToWait, slowDowns } from './rules.ts';

export const idleMinutes = 30;
const longestHours = 12;
/** A session is marked as seen at most this often, so that reading does not write. */
const touchEveryMs = 60_000;

type Proof = { account: string; password: string; address: string };

type Subjects = Record<keyof typeof slowDowns, Buffer>;

const subjectsOf = (key: Buffer, { account, address }: Proof): Subjects => {
  const subject = (text: string) => createHmac('sha256', key).update(text).digest().subarray(0, 16);
  return {
    account_at_address: subject(`account ${account} at ${address}`),
    account: subject(`account ${account}`),
    address: subject(`address ${address}`),
  };
};

/**
 * Counts this try before it is judged, one try of an account at a time, so that a hundred tries at once are a
 * hundred tries; or answers the seconds that this account or address still has to wait, counting nothing.
 */
const countOrWait = (house: House, subjects: Subjects, now: Date): Promise<number> =>
  house.db.transaction().execute(async (tx) => {
    await lockSubject(tx, subjects.account);
    const rows = await findFailures(tx, Object.values(subjects));
    const waitFor = (name: keyof Subjects): number => {
      const row = rows.find((each) => each.subject.equals(subjects[name]));
      if (!row) return 0;
      return secondsToWait(slowDowns[name], row.failures, (now.getTime() - row.last_at.getTime()) / 1000);
    };
    // Failures elsewhere do not slow down somebody who has logged in here before.
    const wide = (await isKnownPlace(tx, subjects.account_at_address))
      ? 0
      : Math.max(waitFor('account'), waitFor('address'));
    const wait = Math.max(waitFor('account_at_address'), wide);
    if (wait === 0) await countTry(tx, Object.values(subjects), now);
    return wait;
  });

const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();

const presentSession = (row: SessionRow): Session => ({
  session_id: row.token_hash.toString('hex'),
  account_id: row.account_id,
  account: row.name,
  display_name: row.display_name,
  permissions: new Set<string>(permissionsOf[row.role]),
  site: {
    code: row.code,
    short_name: row.short_name,
    full_name: row.full_name,
    county: row.county,
    kind: row.kind,
    is_test: row.is_test,
  },
});

const findLive = async (house: House, hashes: readonly Buffer[]): Promise<(SessionRow | undefined)[]> => {
  const now = house.clock.real().getTime();
  const rows = await findSessions(house.db, hashes, {
    seenSince: new Date(now - idleMinutes * 60_000),
    createdSince: new Date(now - longestHours * 3_600_000),
  });
  const byHash = new Map(rows.map((row) => [row.token_hash.toString('hex'), row]));
  return hashes.map((hash) => byHash.get(hash.toString('hex')));
};

/** Answers the session of a cookie, or undefined; being used keeps it alive. */
export type OpenSession = (token: string) => Promise<Session | undefined>;

/** Sessions that are asked for together are read together: every request asks for one. Real time only. */
export const createOpenSession = (house: House): OpenSession => {
  const find = inGroups((hashes: Buffer[]) => findLive(house, hashes), 256);
  return async (token) => {
    if (!/^[\w-]{43}$/.test(token)) return undefined;
    const row = await find(hashOfToken(token));
    if (!row) return undefined;
    const now = house.clock.real();
    if (now.getTime() - row.last_seen_at.getTime() > touchEveryMs)
      await touchSession(house.db, row.token_hash, now);
    return presentSession(row);
  };
};

/** Log-ins are heavy and come in crowds at nine o'clock: so many at once, so many in the queue of a server. */
const gate = createGate({ atOnce: 2, waiting: 200 });

/**
 * 一般登入: account and password, slowed down after repeated failures, never locked out. Ends the session of
 * `former`, the cookie that came with it. Answers a token for the cookie. Refuses wrong_credentials (the same
 * whether the account exists), try_later {seconds}, too_busy.
 */
export const logIn = async (
  house: House,
  proof: Proof,
  former: string | undefined,
): Promise<{ token: string; session: Session } | Refusal> => {
  const done = await gate(() => prove(house, proof));
  if (done === gateFull) return refuse('too_busy');
  if (former !== undefined && !isRefusal(done))
    await endSession(house.db, hashOfToken(former), house.clock.real());
  return done;
};

const prove = async (house: House, proof: Proof): Promise<{ token: string; session: Session } | Refusal> => {
  const real = house.clock.real();
  const given = { ...proof, account: proof.account.normalize('NFKC').trim().toLowerCase() };
  const subjects = subjectsOf(house.keys.address, given);
  const seconds = await countOrWait(house, subjects, real);
  const note = (outcome: string, account?: { account_id: string; site_code: string }) =>
    house.audit({
      now: house.clock.now(),
      act: 'session:begin',
      outcome,
      account_id: account?.account_id,
      site_code: account?.site_code,
    });
  if (seconds > 0) {
    await note('try_later');
    return refuse('try_later', { params: { seconds } });
  }
  const account = await findAccount(house.db, given.account);
  if (!(await isPassword(given.password, account?.password_hash)) || !account) {
    await note('wrong_credentials', account);
    return refuse('wrong_credentials');
  }
  await forgetTries(house.db, [subjects.account, subjects.account_at_address], subjects.address);
  const token = randomBytes(32).toString('base64url');
  await insertSession(house.db, hashOfToken(token), account, subjects.account_at_address, real);
  await note('done', account);
  const [row] = await findLive(house, [hashOfToken(token)]);
  if (!row) throw new Error('a session was begun and is not there');
  return { token, session: presentSession(row) };
};

/** 登出, 換班: ends the session, and with it every approval given in it. */
export const logOut = async (house: House, session: Session): Promise<void> => {
  await endSession(house.db, Buffer.from(session.session_id, 'hex'), house.clock.real());
  await house.audit({
    now: house.clock.now(),
    act: 'session:end',
    outcome: 'done',
    account_id: session.account_id,
    site_code: session.site.code,
  });
};
