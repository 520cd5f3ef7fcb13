import type { House } from '../house.ts';
import { personKeyOf, readNumber } from '../people/index.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import type { SignedStatement } from './card-contract.ts';
import type { InstitutionChoice } from './contract.ts';
import { byPassword, enter, type LoggedIn, noteRefused } from './enter.ts';
import { isPassword } from './passwords.ts';
import type { Proof } from './proof.ts';
import { type AccountRow, type CredentialRow, findAccount, findCredentials, forgetTries } from './queries.ts';
import { whyNotNhiReader } from './sam.ts';
import { findPasswordLogInEnd } from './settings.ts';
import { logInPurpose, openCardStatement, spend, type Visit } from './statements.ts';
import { countOrWait, subjectsOf, throughGate } from './tries.ts';
import { findEnrolled } from './workstation-queries.ts';

/** Somebody who may have been found; and as what their failures are counted. */
type Named = { account: AccountRow | undefined; counted: string };

/** By the key of an ID number: counted as a number, whether somebody has it or not. */
const findByNumber = async (house: House, person_key: string): Promise<Named> => ({
  account: await findAccount(house.db, { person_key }),
  counted: `number ${person_key}`,
});

/**
 * The account of a name, or of the ID number of its holder; and as what its failures are counted: a number as
 * a number, whether somebody has it or not, so that nobody learns from a slow-down whose it is.
 */
const findGiven = async (house: House, typed: string): Promise<Named> => {
  const number = readNumber('01', typed, undefined, house.clock.now().day);
  if (!isRefusal(number)) return findByNumber(house, personKeyOf(house.keys.staff, number));
  const name = typed.normalize('NFKC').trim().toLowerCase();
  return { account: await findAccount(house.db, { name }), counted: name };
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

type Try = {
  way: 'password' | 'nhi_card';
  workstation_id: string | null;
  named: Named;
  password: string;
  address: string;
  /** which of the account's passwords may open, or why none does */
  usable: (credentials: CredentialRow[]) => Promise<CredentialRow[] | Refusal>;
};

/** A password judged: slowed down after repeated failures, never locked out; every "no" is noted. */
const prove = async (
  house: House,
  { way, workstation_id, named, password, address, usable }: Try,
): Promise<Proof | Refusal> => {
  const subjects = subjectsOf(house.keys.address, named.counted, address);
  const account = named.account && !named.account.disabled ? named.account : undefined;
  const credentials = account
    ? await findCredentials(house.db, account.account_id, house.clock.now().day)
    : [];
  const only = credentials.length === 1 ? credentials[0]?.code : undefined;
  const refused = async (refusal: Refusal): Promise<Refusal> => {
    await noteRefused(house, refusal, { address, way }, { ...named.account, site_code: only });
    return refusal;
  };
  const seconds = await countOrWait(house, subjects, house.clock.real());
  if (seconds > 0) return refused(refuse('try_later', { params: { seconds } }));
  const open = await usable(credentials);
  if (isRefusal(open)) return refused(open);
  const fitting = await findFitting(open, password);
  if (!account || fitting.length === 0) return refused(refuse('wrong_credentials'));
  await forgetTries(house.db, [subjects.account, subjects.account_at_address], subjects.address);
  const proved = { account, sites: fitting.map(byPassword), way, workstation_id, first_generation: false };
  return { ...proved, place: subjects.account_at_address, address };
};

/**
 * 一般登入: account (or ID number) and password. Ends the session of `former`, the cookie that came with it.
 * Answers a token for the cookie, or a choice of institutions. Refuses wrong_credentials (the same whether the
 * account exists), try_later {seconds}, too_busy, password_log_in_ended, and why the person may work nowhere.
 */
export const logIn = (
  house: House,
  given: { account: string; password: string; address: string },
  former: string | undefined,
): Promise<LoggedIn | InstitutionChoice | Refusal> =>
  throughGate(async () => {
    const { password, address } = given;
    const named = await findGiven(house, given.account);
    const usable = (credentials: CredentialRow[]) => stillOpen(house, credentials);
    const way = { way: 'password', workstation_id: null } as const;
    const proof = await prove(house, { ...way, named, password, address, usable });
    return isRefusal(proof) ? proof : enter(house, proof, former);
  });

type NhiRead = { person_key: string; site_code: string; workstation_id: string };

/** The key of the number on the 健保卡, and the workstation that read it. */
const readNhiCard = async (
  house: House,
  signed: SignedStatement,
  visit: Visit,
): Promise<NhiRead | Refusal> => {
  const statement = openCardStatement(house, signed, 'nhi-log-in/1', visit, logInPurpose('nhi', 'nhi'));
  if (isRefusal(statement)) return statement;
  if (statement.reader !== 'nhi') return refuse('wrong_reader', { params: { reader: 'nhi' } });
  const workstation = await findEnrolled(house.db, signed.workstation);
  if (!workstation) return refuse('workstation_not_enrolled');
  const sam = await whyNotNhiReader(house, signed.workstation, workstation.site_code);
  if (sam) return sam;
  const spent = await spend(house, statement);
  if (spent) return spent;
  const number = readNumber('01', statement.number, undefined, house.clock.now().day);
  if (isRefusal(number)) return number;
  return { person_key: personKeyOf(house.keys.staff, number), ...workstation };
};

/**
 * 健保卡 and the portal's password, at a workstation of the institution, in a 健保讀卡機 whose SAM is
 * authenticated (R027, R030, R036). The card says who; the password proves it. Refuses wrong_reader,
 * workstation_not_enrolled, sam_…, statement_invalid, challenge_invalid, and as `logIn`.
 */
export const logInByNhiCard = async (
  house: House,
  given: { signed: SignedStatement; password: string; visit: Visit },
  former: string | undefined,
): Promise<LoggedIn | InstitutionChoice | Refusal> => {
  const { signed, password, visit } = given;
  const { address } = visit;
  // Before the gate of the heavy work: what strangers make up holds up nobody's log-in.
  const read = await readNhiCard(house, signed, visit);
  if (isRefusal(read)) {
    await noteRefused(house, read, { address, way: 'nhi_card' });
    return read;
  }
  return throughGate(async () => {
    const named = await findByNumber(house, read.person_key);
    const usable = async (all: CredentialRow[]) => all.filter(({ code }) => code === read.site_code);
    const way = { way: 'nhi_card', workstation_id: read.workstation_id } as const;
    const proof = await prove(house, { ...way, named, password, address, usable });
    return isRefusal(proof) ? proof : enter(house, proof, former);
  });
};
