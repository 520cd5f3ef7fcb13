import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { House } from '../house.ts';
import { personKeyOf, readNumber } from '../people/index.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import { createGate, gateFull } from '../platform/gate.ts';
import { inGroups } from '../platform/groups.ts';
import type { Session } from '../platform/session.ts';
import type { InstitutionChoice } from './contract.ts';
import { type FactRow, factsOf } from './facts.ts';
import { offers, openTicket, sealTicket } from './institution-choice.ts';
import { isPassword } from './passwords.ts';
import {
  type AccountRow,
  type CredentialRow,
  countTry,
  endSession,
  findAccount,
  findCredentials,
  findFailures,
  findSessions,
  forgetTries,
  insertSession,
  isKnownPlace,
  lockSubject,
  type SessionRow,
  type SiteColumns,
  touchSession,
} from './queries.ts';
import { type Reach, reachOf, rolesOf, secondsToWait, slowDowns, standingOf } from './rules.ts';
import { findPasswordLogInEnd } from './settings.ts';

export const idleMinutes = 30;
const longestHours = 12;
/** A session is marked as seen at most this often, so that reading does not write. */
const touchEveryMs = 60_000;

/** What somebody gives to prove who they are by 一般登入. */
type Given = { account: string; password: string; address: string };

type Subjects = Record<keyof typeof slowDowns, Buffer>;

export const subjectsOf = (key: Buffer, account: string, address: string): Subjects => {
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
export const countOrWait = (house: House, subjects: Subjects, now: Date): Promise<number> =>
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

const siteOf = (row: SiteColumns & FactRow): Session['site'] => ({
  code: row.code,
  short_name: row.short_name,
  full_name: row.full_name,
  county: row.county,
  kind: row.kind,
  is_test: row.is_test,
});

const presentSession = (row: SessionRow, reach: Reach, address: string): Session => ({
  session_id: row.token_hash.toString('hex'),
  account_id: row.account_id,
  account: row.name,
  display_name: row.display_name,
  ...reach,
  site: siteOf(row),
  address,
});

const findLive = async (
  house: Pick<House, 'db' | 'clock'>,
  hashes: readonly Buffer[],
): Promise<(SessionRow | undefined)[]> => {
  const now = house.clock.real().getTime();
  const rows = await findSessions(
    house.db,
    [...new Map(hashes.map((hash) => [hash.toString('hex'), hash])).values()],
    {
      seenSince: new Date(now - idleMinutes * 60_000),
      createdSince: new Date(now - longestHours * 3_600_000),
      day: house.clock.now().day,
    },
  );
  const byHash = new Map(rows.map((row) => [row.token_hash.toString('hex'), row]));
  return hashes.map((hash) => byHash.get(hash.toString('hex')));
};

/** Answers the session of a cookie, or undefined; being used keeps it alive. */
export type OpenSession = (token: string, address: string) => Promise<Session | undefined>;

/**
 * Sessions that are asked for together are read together: every request asks for one. Real time for their
 * age, the business day for what they may do: an appointment that ended a moment ago gives nothing any more.
 */
export const createOpenSession = (house: Pick<House, 'db' | 'clock'>): OpenSession => {
  const find = inGroups((hashes: Buffer[]) => findLive(house, hashes), 256);
  return async (token, address) => {
    if (!/^[\w-]{43}$/.test(token)) return undefined;
    const row = await find(hashOfToken(token));
    if (!row) return undefined;
    const now = house.clock.real();
    if (now.getTime() - row.last_seen_at.getTime() > touchEveryMs)
      await touchSession(house.db, row.token_hash, now);
    return presentSession(row, reachOf(factsOf(row), house.clock.now().day), address);
  };
};

/** Log-ins are heavy and come in crowds at nine o'clock: so many at once, so many in the queue of a server. */
const gate = createGate({ atOnce: 2, waiting: 200 });

/** Passes work through the gate of the heavy ones; `too_busy` when too many wait. */
export const throughGate = async <T>(work: () => Promise<T | Refusal>): Promise<T | Refusal> => {
  const done = await gate(work);
  return done === gateFull ? refuse('too_busy') : done;
};

export type LoggedIn = { token: string; session: Session };
/** Who is there and at which institutions that is proved, by whichever way of logging in. */
export type Proof = {
  account: AccountRow;
  sites: CredentialRow[];
  place: Buffer;
  address: string;
  /** the ticket that the proof was carried in; it opens one session */
  ticket?: string;
};

/** The cookie that a ticket becomes: the same for the same ticket, so that the second time finds it taken. */
const tokenOf = (house: House, ticket: string): string =>
  createHmac('sha256', house.keys.token).update(`session of ${ticket}`).digest('base64url');

/** A session begins at one institution; the one that the cookie belonged to ends. */
const begin = async (
  house: House,
  { account, place, address, ticket }: Proof,
  site: SiteColumns,
  former: string | undefined,
): Promise<LoggedIn | Refusal> => {
  const real = house.clock.real();
  const token = ticket === undefined ? randomBytes(32).toString('base64url') : tokenOf(house, ticket);
  const token_hash = hashOfToken(token);
  const who = { account_id: account.account_id, site_code: site.code };
  if (!(await insertSession(house.db, { token_hash, place, ...who }, real))) return refuse('ticket_invalid');
  if (former !== undefined) await endSession(house.db, hashOfToken(former), real);
  await house.audit({ now: house.clock.now(), act: 'session:begin', outcome: 'done', address, ...who });
  const [row] = await findLive(house, [token_hash]);
  if (!row) throw new Error('a session was begun and is not there');
  return { token, session: presentSession(row, reachOf(factsOf(row), house.clock.now().day), address) };
};

/** A try that only had to wait says nothing new: so many a minute and address are enough for the trail. */
const noteRefused = (
  house: House,
  refusal: Refusal,
  address: string,
  who: Partial<AccountRow> & { site_code?: string },
): Promise<void> => {
  if (refusal.code === 'try_later' && house.limitStrangers(address, house.clock.real()) > 0)
    return Promise.resolve();
  return house.audit({
    now: house.clock.now(),
    act: 'session:begin',
    outcome: refusal.code,
    account_id: who.account_id,
    site_code: who.site_code,
    address,
  });
};

/**
 * From a proof to a session: at the one institution where this person may work, or a choice of several
 * (R046). Whoever may work nowhere is told why (R033); a password to change is changed inside.
 */
const enter = async (
  house: House,
  proof: Proof,
  former: string | undefined,
): Promise<LoggedIn | InstitutionChoice | Refusal> => {
  const today = house.clock.now().day;
  const standings = proof.sites.map((site) => ({ site, standing: standingOf(factsOf(site), today) }));
  const open = standings.filter(({ standing }) => standing === null || standing === 'password_change_first');
  const [first] = open;
  if (!first) {
    const [closed] = standings;
    const refusal = refuse(closed?.standing ?? 'not_appointed');
    await noteRefused(house, refusal, proof.address, {
      ...proof.account,
      site_code: closed?.site.code ?? '',
    });
    return refusal;
  }
  if (open.length === 1) return begin(house, proof, first.site, former);
  return {
    ticket: sealTicket(
      house,
      proof,
      open.map(({ site }) => site),
    ),
    institutions: open.map(({ site }) => ({ site: siteOf(site), roles: rolesOf(factsOf(site), today) })),
  };
};

/**
 * The account of a name, or of the ID number of its holder; and as what its failures are counted: a number as
 * a number, whether somebody has it or not, so that nobody learns from a slow-down whose it is.
 */
const findGiven = async (
  house: House,
  typed: string,
): Promise<{ account: AccountRow | undefined; counted: string }> => {
  const number = readNumber('01', typed, undefined, house.clock.now().day);
  if (isRefusal(number)) {
    const name = typed.normalize('NFKC').trim().toLowerCase();
    return { account: await findAccount(house.db, { name }), counted: name };
  }
  const person_key = personKeyOf(house.keys.staff, number);
  return { account: await findAccount(house.db, { person_key }), counted: `number ${person_key}` };
};

/** The credentials that the password fits; as much work for an account that does not exist. */
const findFitting = async (credentials: CredentialRow[], password: string): Promise<CredentialRow[]> => {
  if (credentials.length === 0) await isPassword(password, undefined);
  const fitting = [];
  for (const each of credentials) if (await isPassword(password, each.password_hash)) fitting.push(each);
  return fitting;
};

/** Those of the credentials that 一般登入 is still open for (R039). */
const stillOpen = async (house: House, credentials: CredentialRow[]): Promise<CredentialRow[] | Refusal> => {
  const end = await findPasswordLogInEnd(house.db);
  if (end === null || house.clock.now().day <= end) return credentials;
  const real = house.clock.real();
  const open = credentials.filter(({ open_until }) => open_until !== null && open_until > real);
  return open.length > 0 ? open : refuse('password_log_in_ended');
};

const prove = async (house: House, given: Given): Promise<Proof | Refusal> => {
  const { account, counted } = await findGiven(house, given.account);
  const subjects = subjectsOf(house.keys.address, counted, given.address);
  const usable = account && !account.disabled ? account : undefined;
  const credentials = usable ? await findCredentials(house.db, usable.account_id, house.clock.now().day) : [];
  const only = credentials.length === 1 ? credentials[0]?.code : undefined;
  const refused = async (refusal: Refusal): Promise<Refusal> => {
    await noteRefused(house, refusal, given.address, {
      ...(account && { account_id: account.account_id }),
      ...(only && { site_code: only }),
    });
    return refusal;
  };
  const seconds = await countOrWait(house, subjects, house.clock.real());
  if (seconds > 0) return refused(refuse('try_later', { params: { seconds } }));
  const open = await stillOpen(house, credentials);
  if (isRefusal(open)) return refused(open);
  const sites = await findFitting(open, given.password);
  if (!usable || sites.length === 0) return refused(refuse('wrong_credentials'));
  await forgetTries(house.db, [subjects.account, subjects.account_at_address], subjects.address);
  return { account: usable, sites, place: subjects.account_at_address, address: given.address };
};

/**
 * 一般登入: account (or ID number) and password, slowed down after repeated failures, never locked out. Ends
 * the session of `former`, the cookie that came with it. Answers a token for the cookie, or a choice of
 * institutions. Refuses wrong_credentials (the same whether the account exists), try_later {seconds},
 * too_busy, password_log_in_ended, and why the person may work nowhere.
 */
export const logIn = (
  house: House,
  given: Given,
  former: string | undefined,
): Promise<LoggedIn | InstitutionChoice | Refusal> =>
  throughGate(async () => {
    const proof = await prove(house, given);
    return isRefusal(proof) ? proof : enter(house, proof, former);
  });

/** The institution is chosen; the ticket says who is there. Refuses ticket_invalid, or why not there (any more). */
export const chooseInstitution = async (
  house: House,
  { ticket, site_code, address }: { ticket: string; site_code: string; address: string },
  former: string | undefined,
): Promise<LoggedIn | Refusal> => {
  const opened = openTicket(house, ticket);
  const account = opened && (await findAccount(house.db, { name: opened.account }));
  const site = (
    account ? await findCredentials(house.db, account.account_id, house.clock.now().day) : []
  ).find(({ code }) => code === site_code);
  if (!opened || !account || account.disabled || !site || !offers(opened, site))
    return refuse('ticket_invalid');
  const place = Buffer.from(opened.place, 'hex');
  const done = await enter(house, { account, sites: [site], place, address, ticket: opened.id }, former);
  if ('ticket' in done) throw new Error('one institution left a choice');
  return done;
};

/** 登出, 換班: ends the session, and with it every approval given in it. */
export const logOut = async (house: House, session: Session, address: string): Promise<void> => {
  await endSession(house.db, Buffer.from(session.session_id, 'hex'), house.clock.real());
  await house.audit({
    now: house.clock.now(),
    act: 'session:end',
    outcome: 'done',
    account_id: session.account_id,
    site_code: session.site.code,
    address,
  });
};
