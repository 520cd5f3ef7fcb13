import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import { createKeyFile, findKeyFile } from '../platform/secrets.ts';
import type { PersonNumber } from './documents.ts';

/** The secret that stands between the stored keys and the small space of numbers (X36). */
export type Pepper = Buffer;

const firstSixteen = (pepper: Pepper, text: string): Buffer =>
  createHmac('sha256', pepper).update(text).digest().subarray(0, 16);

/** The person's key, as a uuid: the same whichever of the documents 01-04 is shown. */
export const personKeyOf = (pepper: Pepper, person: Pick<PersonNumber, 'space' | 'number'>): string =>
  firstSixteen(pepper, `${person.space}|${person.number}`)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

export const pepperFingerprint = (pepper: Pepper): Buffer => firstSixteen(pepper, 'fingerprint');

const findFingerprint = async (db: Db, programme: string): Promise<Buffer | undefined> => {
  const { rows } = await sql<{ pepper_fingerprint: Buffer }>`
    select pepper_fingerprint from programme where code = ${programme}`.execute(db);
  return rows[0]?.pepper_fingerprint;
};

/**
 * The pepper of a programme from `<folder>/pepper-<programme>`. Made only when the database does not know
 * the programme yet; throws a sentence when it is missing or is not the one the database was begun with,
 * since every person would then look like somebody new.
 */
export const openPepper = async (db: Db, folder: string, programme: string, now: Date): Promise<Pepper> => {
  const known = await findFingerprint(db, programme);
  const found = await findKeyFile(folder, `pepper-${programme}`);
  if (known && !found)
    throw new Error(
      `The pepper of programme "${programme}" is missing: put the file pepper-${programme} back into ${folder}.`,
    );
  const pepper = found ?? (await createKeyFile(folder, `pepper-${programme}`));
  if (!known)
    await sql`insert into programme (code, pepper_fingerprint, created_at)
      values (${programme}, ${pepperFingerprint(pepper)}, ${now}) on conflict do nothing`.execute(db);
  const kept = known ?? (await findFingerprint(db, programme));
  if (!kept?.equals(pepperFingerprint(pepper)))
    throw new Error(
      `The pepper in ${folder} is not the one that programme "${programme}" was begun with; the program does not start with another.`,
    );
  return pepper;
};
