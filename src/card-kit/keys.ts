import { createPrivateKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const generate = promisify(generateKeyPair);

const kept = async (file: string | undefined): Promise<KeyObject[]> => {
  const text = file === undefined ? '[]' : await readFile(file, 'utf8').catch(() => '[]');
  return (JSON.parse(text) as string[]).map((pem) => createPrivateKey(pem));
};

/**
 * `count` RSA-2048 keys, made on all cores. Tests name a file in which they are kept for the next kit of the
 * same run; a kit for people never does.
 */
export const makeKeys = async (count: number, file?: string): Promise<KeyObject[]> => {
  const keys = await kept(file);
  if (keys.length >= count) return keys.slice(0, count);
  const made = await Promise.all(
    Array.from({ length: count - keys.length }, () => generate('rsa', { modulusLength: 2048 })),
  );
  const all = [...keys, ...made.map(({ privateKey }) => privateKey)];
  if (file !== undefined) {
    const own = `${file}.${process.pid}`;
    const pems = all.map((key) => key.export({ type: 'pkcs8', format: 'pem' }));
    await writeFile(own, JSON.stringify(pems), { mode: 0o600 });
    await rename(own, file);
  }
  return all;
};
