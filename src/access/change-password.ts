import { insertAudit } from '../audit/index.ts';
import type { House } from '../house.ts';
import { personKeyOf, readNumber } from '../people/index.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import type { Session } from '../platform/session.ts';
import { findCredential, replacePassword } from './credentials.ts';
import { judgePassword } from './password-rules.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { endSessionsAt, findAccount, forgetTries } from './queries.ts';
import { countOrWait, subjectsOf, throughGate } from './tries.ts';

type Asked = { current: string; fresh: string; address: string };

/** The ID number of its holder as a password is the first guess of everybody who knows it. */
const isOwnNumber = async (house: House, session: Session, fresh: string): Promise<boolean> => {
  const number = readNumber('01', fresh, undefined, house.clock.now().day);
  if (isRefusal(number)) return false;
  const account = await findAccount(house.db, { name: session.account });
  return account?.person_key === personKeyOf(house.keys.staff, number);
};

const isAnyOf = async (password: string, hashes: readonly string[]): Promise<boolean> => {
  for (const each of hashes) if (await isPassword(password, each)) return true;
  return false;
};

/** The hash of the new password, or why it is none; the old one must be right first. */
const judge = async (house: House, session: Session, asked: Asked): Promise<{ from: string } | Refusal> => {
  const kept = await findCredential(house.db, session.account_id, session.site.code);
  if (!kept) return refuse('no_password_here');
  const pause = house.limitChecks(`password ${session.account_id}`, house.clock.real());
  if (pause > 0) return refuse('try_later', { params: { seconds: pause } });
  const subjects = subjectsOf(house.keys.address, session.account, asked.address);
  const seconds = await countOrWait(house, subjects, house.clock.real());
  if (seconds > 0) return refuse('try_later', { params: { seconds } });
  if (!(await isPassword(asked.current, kept.password_hash)))
    return refuse('wrong_password', { field: 'current' });
  await forgetTries(house.db, [subjects.account, subjects.account_at_address], subjects.address);
  const weak = judgePassword(asked.fresh, [session.account, session.site.code, session.display_name]);
  if (weak) return weak;
  if (await isOwnNumber(house, session, asked.fresh))
    return refuse('password_same_as_number', { field: 'fresh' });
  if (await isAnyOf(asked.fresh, [kept.password_hash, ...kept.former_hashes]))
    return refuse('password_used_before', { field: 'fresh' });
  return { from: kept.password_hash };
};

/**
 * 變更密碼: at this institution, where every other session of the account ends. Refuses wrong_password
 * (slowed down as a log-in is), password_too_short, password_too_long, password_common,
 * password_same_as_number, password_used_before (the present one and the five before it), try_later.
 */
export const changePassword = (house: House, session: Session, asked: Asked): Promise<undefined | Refusal> =>
  throughGate(async () => {
    const judged = await judge(house, session, asked);
    if (isRefusal(judged)) return judged;
    const who = { account_id: session.account_id, site_code: session.site.code };
    const now = house.clock.now();
    const to = await hashPassword(asked.fresh);
    const but = Buffer.from(session.session_id, 'hex');
    return house.db.transaction().execute(async (tx) => {
      if (!(await replacePassword(tx, { ...who, from: judged.from, to }, now.at)))
        return refuse('wrong_password', { field: 'current' });
      await endSessionsAt(tx, { ...who, but }, house.clock.real());
      const { address } = asked;
      await insertAudit(tx, [{ now, act: 'password:change', outcome: 'done', address, ...who }]);
      return undefined;
    });
  });
