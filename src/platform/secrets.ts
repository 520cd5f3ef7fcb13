import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Keys of the server: for sealed tokens, for the seals on ledger rows, for addresses, for the numbers of staff
 * (which are not those of buyers: a programme's pepper goes with the programme). Not the pepper.
 */
export type ServerKeys = { token: Buffer; ledger: Buffer; address: Buffer; staff: Buffer };

const derive = (key: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `evenhand ${purpose}`, 32));

/** A secret that other accounts can read is none. Windows has no such modes. */
const refuseOpenFile = async (file: string): Promise<void> => {
  if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0)
    throw new Error(`Others can read the secret in ${file}: run "chmod 600 ${file}" first.`);
};

/** Reads 32 bytes of hex from a 0600 file, or undefined when there is no such file. */
export const findKeyFile = async (folder: string, name: string): Promise<Buffer | undefined> => {
  const text = await readFile(join(folder, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  await refuseOpenFile(join(folder, name));
  if (!/^[0-9a-f]{64}\s*$/.test(text))
    throw new Error(`The secret in ${join(folder, name)} is not 64 hexadecimal digits.`);
  return Buffer.from(text.trim(), 'hex');
};

/** Makes a new 32-byte secret; never overwrites one. */
export const createKeyFile = async (folder: string, name: string): Promise<Buffer> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const key = randomBytes(32);
  await writeFile(join(folder, name), `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  await chmod(join(folder, name), 0o600);
  return key;
};

export const serverKeysFrom = (key: Buffer): ServerKeys => ({
  token: derive(key, 'token'),
  ledger: derive(key, 'ledger'),
  address: derive(key, 'address'),
  staff: derive(key, 'staff'),
});

/** What a sealed token is for; one made for one purpose opens for no other. */
export type TokenPurpose = 'approval' | 'institution choice';

/** Encrypts and authenticates a small value (AES-256-GCM, fresh nonce) into URL-safe text. */
export const sealToken = (key: Buffer, purpose: TokenPurpose, value: unknown): string => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(purpose));
  const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url');
};

/** The value inside, or undefined when the text was not sealed with this key for this purpose. */
export const openToken = (key: Buffer, purpose: TokenPurpose, token: string): unknown => {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length < 29 || bytes.toString('base64url') !== token) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
  decipher.setAAD(Buffer.from(purpose));
  decipher.setAuthTag(bytes.subarray(-16));
  try {
    const body = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
};

/** A 16-byte keyed mark over values in a fixed order: a ledger row's seal. */
export const markOf = (key: Buffer, values: readonly (string | number | boolean | null)[]): Buffer =>
  createHmac('sha256', key).update(JSON.stringify(values)).digest().subarray(0, 16);
