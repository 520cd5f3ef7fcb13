import { createHash } from 'node:crypto';
import type { House } from '../house.ts';
import { inGroups } from '../platform/groups.ts';
import type { Session } from '../platform/session.ts';
import { type FactRow, factsOf } from './facts.ts';
import { endSession, findSessions, type SessionRow, type SiteColumns, touchSession } from './queries.ts';
import { type Reach, reachOf } from './rules.ts';

export const idleMinutes = 30;
const longestHours = 12;
/** A session is marked as seen at most this often, so that reading does not write. */
const touchEveryMs = 60_000;

export const hashOfToken = (token: string): Buffer => createHash('sha256').update(token).digest();

export const siteOf = (row: SiteColumns & FactRow): Session['site'] => ({
  code: row.code,
  short_name: row.short_name,
  full_name: row.full_name,
  county: row.county,
  kind: row.kind,
  is_test: row.is_test,
});

export const presentSession = (row: SessionRow, reach: Reach, address: string): Session => ({
  session_id: row.token_hash.toString('hex'),
  account_id: row.account_id,
  account: row.name,
  display_name: row.display_name,
  ...reach,
  site: siteOf(row),
  way: row.way,
  first_generation: row.first_generation,
  address,
});

/** The live sessions of tokens' hashes, in their order. */
export const findLive = async (
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
