import { createHmac } from 'node:crypto';
import type { House } from '../house.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import { createGate, gateFull } from '../platform/gate.ts';
import { countTry, findFailures, isKnownPlace, lockSubject } from './queries.ts';
import { secondsToWait, slowDowns } from './rules.ts';

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

/** Log-ins are heavy and come in crowds at nine o'clock: so many at once, so many in the queue of a server. */
const gate = createGate({ atOnce: 2, waiting: 200 });

/** Passes work through the gate of the heavy ones; `too_busy` when too many wait. */
export const throughGate = async <T>(work: () => Promise<T | Refusal>): Promise<T | Refusal> => {
  const done = await gate(work);
  return done === gateFull ? refuse('too_busy') : done;
};
