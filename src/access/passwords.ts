import { argon2, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** Argon2id with 19 MiB, two passes, one lane: the least that is advised for interactive log-in. */
const parameters = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;

const hashWith = (password: string, nonce: Buffer): Promise<Buffer> =>
  derive('argon2id', { message: password.normalize('NFKC'), nonce, ...parameters });

/** `argon2id$<salt>$<hash>`, both base64url; the parameters are the house's. */
export const hashPassword = async (password: string): Promise<string> => {
  const nonce = randomBytes(16);
  const hash = await hashWith(password, nonce);
  return `argon2id$${nonce.toString('base64url')}$${hash.toString('base64url')}`;
};

/** A hash that no password has: checked for accounts that do not exist, so that both take the same time. */
const nobody = `argon2id$${randomBytes(16).toString('base64url')}$${randomBytes(32).toString('base64url')}`;

export const isPassword = async (password: string, stored: string | undefined): Promise<boolean> => {
  const [, nonce = '', hash = ''] = (stored ?? nobody).split('$');
  const expected = Buffer.from(hash, 'base64url');
  const found = await hashWith(password, Buffer.from(nonce, 'base64url'));
  return expected.length === found.length && timingSafeEqual(expected, found) && stored !== undefined;
};

const letters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** An initial password: three groups of four letters and digits, none that look like each other (59 bits). */
export const makePassword = (): string =>
  [0, 1, 2].map(() => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join('-');
