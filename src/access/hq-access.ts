import { sql } from 'kysely';
import { insertAudit } from '../audit/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.ts';
import {
  authorityCode,
  ensureAuthority,
  ensurePerson,
  insertAppointment,
  reopenAppointment,
} from './appointment-queries.ts';
import type { HqRole } from './contract.ts';
import { saveInitialPassword } from './credentials.ts';
import { hashPassword, makePassword } from './passwords.ts';
import { endSessionsAt } from './queries.ts';
import { renameAccount } from './release-cards.ts';

export type HqAccess = {
  display_name: string;
  person_key: string;
  covered_number: string;
  last_four_mark: Buffer;
  offices: readonly HqRole[];
  reason: string;
  /** real time until which the password opens although 一般登入 has ended */
  open_until: Date;
};

export type HqAccessGiven = {
  account: string;
  password: string;
  /** what the number's account was called till now; null when the name is the same, or new */
  name_before: string | null;
  /** cards and passkeys that ended with that name */
  released: number;
};

/**
 * The way back for the authority, by the operator at the machine: a person gets the offices named and a new
 * initial password, which opens until `open_until` even after the end of 一般登入. In the audit trail.
 *
 * A number that is known under another name is renamed, and its cards, passkeys and their sessions end: a
 * wrong name that some institution gave must not let the card that was bound to it into the authority.
 */
export const openHqAccess = async (db: Db, access: HqAccess, clock: Clock): Promise<HqAccessGiven> => {
  const now = clock.now();
  const password = makePassword();
  const password_hash = await hashPassword(password);
  return db.transaction().execute(async (tx) => {
    await ensureAuthority(tx, now.at);
    const { display_name } = access;
    const { account_id } = await ensurePerson(tx, access, now.at);
    // Before the account is locked, as wherever a password is given: a log-in holds both in this order.
    const { open_until } = access;
    await saveInitialPassword(
      tx,
      { account_id, site_code: authorityCode, password_hash, set_by: null, open_until },
      now.at,
    );
    const renamed = await renameAccount({ clock }, tx, { account_id, display_name }, account_id);
    for (const role of access.offices) {
      const made = { account_id, site_code: authorityCode, role, starts_on: now.day, ends_on: null };
      const id = await insertAppointment(tx, { ...made, appointed_by: null }, now.at);
      if (id === undefined) await reopenAppointment(tx, made);
    }
    await endSessionsAt(tx, { account_id, site_code: authorityCode }, clock.real());
    await insertAudit(tx, [
      {
        now,
        act: 'hq_access:open',
        outcome: 'done',
        account_id,
        site_code: authorityCode,
        detail: {
          ...{ offices: access.offices.join(' '), reason: access.reason, name: display_name },
          ...(renamed && { name_before: renamed.name_before }),
        },
      },
    ]);
    const { rows } = await sql<{
      name: string;
    }>`select name from account where account_id = ${account_id}`.execute(tx);
    const { name_before, released } = renamed ?? { name_before: null, released: 0 };
    return { account: rows[0]?.name ?? '', password, name_before, released };
  });
};
