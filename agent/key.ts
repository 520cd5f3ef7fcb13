import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Signed, Statement } from './protocol.ts';

/** The key by which the portal knows this workstation. It never leaves the agent's folder. */
export type WorkstationKey = {
  /** the public key: 32 bytes, base64url */
  workstation: string;
  /** The statement as JSON text with the workstation's signature over its UTF-8. */
  sign: (statement: Statement) => Signed;
};

/** Throws a sentence when others than its owner may read the file. Windows keeps that in the folder's rights. */
const refuseReadable = (file: string): void => {
  if (process.platform === 'win32') return;
  const { mode, uid } = statSync(file);
  if (uid !== process.getuid?.()) throw new Error(`The key ${file} belongs to another user.`);
  if (mode & 0o077)
    throw new Error(
      `The key ${file} can be read by others: run "chmod 600 ${file}", or delete it and enrol this workstation anew.`,
    );
};

const readKey = (file: string): KeyObject => {
  try {
    const key = createPrivateKey(readFileSync(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below in one sentence, whatever it is instead.
  }
  throw new Error(`The file ${file} holds no Ed25519 key: delete it and enrol this workstation anew.`);
};

/** Opens the key in the agent's folder, making it at the first start. */
export const openKey = (folder: string): WorkstationKey => {
  const file = join(folder, 'workstation.key');
  if (!existsSync(file)) {
    const pem = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' });
    writeFileSync(file, pem, { mode: 0o600, flag: 'wx' });
  }
  refuseReadable(file);
  const key = readKey(file);
  const workstation = createPublicKey(key).export({ format: 'jwk' }).x ?? '';
  return {
    workstation,
    sign: (given) => {
      const statement = JSON.stringify(given);
      return {
        statement,
        signature: sign(null, Buffer.from(statement), key).toString('base64url'),
        workstation,
      };
    },
  };
};
