import { sql } from 'kysely';
import { fingerprintOf, type Pepper } from './people/index.ts';
import type { Config } from './platform/config.ts';
import type { Db } from './platform/db.ts';
import { createKeyFile, findKeyFile, type ServerKeys, serverKeysFrom } from './platform/secrets.ts';
import { readShippedPolicies } from './policies.ts';
import { insertPolicy } from './rationing/index.ts';

/** The programme that this release knows; person keys and policies carry its name. */
export const programme = 'masks';

export type Secrets = { pepper: Pepper; keys: ServerKeys };
type Fingerprints = { pepper_fingerprint: Buffer; server_key_fingerprint: Buffer };

const findFingerprints = async (db: Db): Promise<Fingerprints | undefined> => {
  const { rows } = await sql<Fingerprints>`
    select pepper_fingerprint, server_key_fingerprint from programme where code = ${programme}`.execute(db);
  return rows[0];
};

/** A secret of the folder; made only when the database does not know the programme yet. */
const openSecret = async (folder: string, name: string, known: boolean): Promise<Buffer> => {
  const found = await findKeyFile(folder, name);
  if (!found && known)
    throw new Error(`The secret ${name} is missing: put the file ${name} back into ${folder}.`);
  return found ?? createKeyFile(folder, name);
};

const checkFingerprint = (
  secret: Buffer,
  fingerprint: Buffer | undefined,
  name: string,
  folder: string,
): void => {
  if (fingerprint?.equals(fingerprintOf(secret))) return;
  throw new Error(
    `The file ${name} in ${folder} is not the one that programme "${programme}" was begun with; the program does not start with another.`,
  );
};

/**
 * The secrets of the programme from files outside the database, which holds their fingerprints only. With
 * another pepper every person would look like somebody new; with another server key no seal would fit.
 * Throws a sentence when one is missing or another. Begins the programme on a database that does not know it.
 */
export const openProgramme = async (db: Db, config: Config, now: Date): Promise<Secrets> => {
  const folder = config.secretsFolder;
  const known = await findFingerprints(db);
  const pepper = await openSecret(folder, `pepper-${programme}`, known !== undefined);
  const serverKey = await openSecret(folder, 'server-key', known !== undefined);
  if (!known)
    await sql`insert into programme (code, pepper_fingerprint, server_key_fingerprint, created_at)
      values (${programme}, ${fingerprintOf(pepper)}, ${fingerprintOf(serverKey)}, ${now})
      on conflict do nothing`.execute(db);
  const kept = known ?? (await findFingerprints(db));
  checkFingerprint(pepper, kept?.pepper_fingerprint, `pepper-${programme}`, folder);
  checkFingerprint(serverKey, kept?.server_key_fingerprint, 'server-key', folder);
  for (const policy of await readShippedPolicies()) await insertPolicy(db, policy, now);
  return { pepper, keys: serverKeysFrom(serverKey) };
};
