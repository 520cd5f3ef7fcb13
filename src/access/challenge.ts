import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { House } from '../house.ts';
import type { Db } from '../platform/db.ts';

/** What a challenge is for and who may answer it: one made for anything else opens nothing. */
export type ChallengeFor = {
  /** as `log-in staff chip`, `enrolment`, `card read` */
  purpose: string;
  /** the browser before a log-in, the session after it */
  asker: string;
  /** scheme, host and port of the page that asks */
  origin: string;
};

/** Time for a person to type a PIN, in milliseconds of real time. */
const challengeLasts = 120_000;

/** The clocks of two servers may differ by as much, in milliseconds. */
const clocksDifferMs = 2_000;

/** 16 keyed bytes over the first 16 (time and chance) and what the challenge is for. */
const markOf = (house: House, head: Buffer, { purpose, asker, origin }: ChallengeFor): Buffer =>
  createHmac('sha256', house.keys.token)
    .update(JSON.stringify(['challenge', head.toString('hex'), purpose, asker, origin]))
    .digest()
    .subarray(0, 16);

/**
 * 32 bytes as base64url: when, chance, and a keyed mark. Nothing is stored, so strangers who ask for a million
 * of them fill nothing.
 */
export const makeChallenge = (house: House, asked: ChallengeFor): string => {
  const head = randomBytes(16);
  head.writeUIntBE(house.clock.real().getTime(), 0, 6);
  return Buffer.concat([head, markOf(house, head, asked)]).toString('base64url');
};

/** Did this server make the challenge for this, not longer ago than `lastsMs`? */
export const isChallenge = (
  house: House,
  challenge: string,
  asked: ChallengeFor,
  lastsMs: number = challengeLasts,
): boolean => {
  const bytes = Buffer.from(challenge, 'base64url');
  if (bytes.length !== 32 || bytes.toString('base64url') !== challenge) return false;
  const head = bytes.subarray(0, 16);
  if (!timingSafeEqual(bytes.subarray(16), markOf(house, head, asked))) return false;
  const age = house.clock.real().getTime() - head.readUIntBE(0, 6);
  return age >= -clocksDifferMs && age <= lastsMs;
};

/** Uses a challenge up; false when it was used before, on whichever server. */
export const spendChallenge = async (house: House, challenge: string): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    insert into used_challenge (challenge, used_at)
    values (${Buffer.from(challenge, 'base64url')}, ${house.clock.real()})
    on conflict do nothing`.execute(house.db);
  return numAffectedRows === 1n;
};

/** Used ones that are too old to be shown again are forgotten. */
export const clearChallenges = async (db: Db, before: Date): Promise<void> => {
  await sql`delete from used_challenge where used_at < ${before}`.execute(db);
};
