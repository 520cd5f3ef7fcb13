import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificatePem } from '../card-kit/issue.ts';

export type Verdict = { accepted: boolean; said: string };

/** OpenSSL as a second judge, in a folder of its own. */
export type OpenSsl = {
  /** keeps bytes in the folder and gives the path */
  file: (name: string, bytes: Buffer | string) => string;
  /** CAs as one file */
  pem: (name: string, certificates: readonly Buffer[]) => string;
  run: (...args: string[]) => Verdict;
  remove: () => void;
};

export const openOpenSsl = (): OpenSsl => {
  const folder = mkdtempSync(join(tmpdir(), 'evenhand-openssl-'));
  const file: OpenSsl['file'] = (name, bytes) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  return {
    file,
    pem: (name, certificates) => file(name, certificates.map(certificatePem).join('\n')),
    run: (...args) => {
      const { status, stdout, stderr } = spawnSync('openssl', args, { encoding: 'utf8' });
      return { accepted: status === 0, said: `${stdout}${stderr}` };
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
};

/** The moment as OpenSSL takes it. */
export const attime = (moment: Date): string => String(Math.floor(moment.getTime() / 1000));
