import { fingerprintOf } from '../people/index.ts';
import { findKeyFile, markOf, serverKeysFrom } from '../platform/secrets.ts';
import type { Header } from './archive.ts';

/** Hex; names the key that sealed the ledgers without telling it. */
export const ledgerKeyFingerprint = (serverKey: Buffer): string =>
  markOf(serverKeysFrom(serverKey).ledger, ['fingerprint']).toString('hex');

/** Throws a sentence when a pepper or the server key in `folder` is missing, or is not the backup's. */
export const checkSecrets = async (header: Header, folder: string): Promise<void> => {
  for (const { code, pepper_fingerprint } of header.programmes) {
    const pepper = await findKeyFile(folder, `pepper-${code}`);
    if (!pepper)
      throw new Error(
        `The pepper of programme "${code}" is missing: put the file pepper-${code} of the backed-up server into ${folder} first.`,
      );
    if (fingerprintOf(pepper).toString('hex') !== pepper_fingerprint)
      throw new Error(
        `The pepper in ${folder} is not the one that programme "${code}" of this backup was begun with: nobody would be known again.`,
      );
  }
  if (header.ledger_key_fingerprint === null) return;
  const key = await findKeyFile(folder, 'server-key');
  if (!key)
    throw new Error(
      `The server key is missing: put the file server-key of the backed-up server into ${folder} first.`,
    );
  if (ledgerKeyFingerprint(key) !== header.ledger_key_fingerprint)
    throw new Error(`The server key in ${folder} is not the one that sealed the ledgers of this backup.`);
};
