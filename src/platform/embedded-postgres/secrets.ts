import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** What must be known to use the data: its place, and the passwords of its three log-in roles. */
export type Secrets = {
  place: string;
  passwords: { postgres: string; evenhand_owner: string; evenhand_serve: string };
};

/** Reads the secrets of `folder`, or undefined before the first start. */
export function findSecrets(folder: string): Secrets | undefined {
  const file = secretsFile(folder);
  if (!existsSync(file)) return undefined;
  try {
    const { place, passwords } = JSON.parse(readFileSync(file, 'utf8')) as Secrets;
    return { place: resolve(folder, place), passwords };
  } catch (cause) {
    const advice = 'start Evenhand as the account that owns it, or set EVENHAND_VAR to another folder';
    throw new Error(`The database's passwords in ${file} cannot be read: ${advice}.`, { cause });
  }
}

/**
 * Makes new passwords and keeps them in secrets/postgres.json, readable by this account only. They are on
 * the disk before the database learns them: without them the data could not be opened after a power cut.
 */
export function createSecrets(folder: string, place: string): Secrets {
  const passwords = {
    postgres: randomPassword(),
    evenhand_owner: randomPassword(),
    evenhand_serve: randomPassword(),
  };
  const file = secretsFile(folder);
  mkdirSync(dirname(file), { recursive: true });
  chmodSync(dirname(file), 0o700);
  const kept = JSON.stringify({ place: relativeInside(folder, place), passwords }, null, 2);
  writeFileSync(`${file}.new`, `${kept}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return { place, passwords };
}

/** A password of 192 random bits, from letters that need no quoting in SQL, a URL or a shell. */
export function randomPassword(): string {
  return randomBytes(24).toString('base64url');
}

/** A place within the folder is kept relative to it, so that a copied project does not open its original's data. */
function relativeInside(folder: string, place: string): string {
  return place === folder ? '.' : place;
}

function secretsFile(folder: string): string {
  return join(folder, 'secrets', 'postgres.json');
}
