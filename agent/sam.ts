import { createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Fault, fault } from './fault.ts';

/** The security module of a 健保讀卡機, which since 2018 is a file: its certificate and its key. */
export type Sam = {
  isPresent: () => boolean;
  /** Certificate and RSA signature (PKCS#1 v1.5, SHA-256), both base64. */
  sign: (text: string) => { ok: true; certificate: string; signature: string } | Fault;
};

const readSam = (file: string): { certificate: Buffer; key: string } | undefined => {
  try {
    const { certificate, key }: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof certificate !== 'string' || typeof key !== 'string') return undefined;
    const { raw } = new X509Certificate(Buffer.from(certificate, 'base64'));
    return { certificate: raw, key };
  } catch {
    return undefined;
  }
};

export const openSam = (file: string | null): Sam => ({
  isPresent: () => file !== null && readSam(file) !== undefined,
  sign: (text) => {
    const sam = file === null ? undefined : readSam(file);
    if (!sam) return fault('no_sam');
    try {
      const signature = sign('sha256', Buffer.from(text), createPrivateKey(sam.key)).toString('base64');
      return { ok: true, certificate: sam.certificate.toString('base64'), signature };
    } catch {
      return fault('no_sam');
    }
  },
});
