import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import type { Signed, Statement } from '../agent/protocol.ts';
import type { Browser } from './app.ts';

/** The origin of the server as tests reach it. */
export const testOrigin = 'http://localhost:80';

type Said<K extends Statement['kind']> = Omit<Extract<Statement, { kind: K }>, 'kind' | 'origin' | 'at'> & {
  origin?: string;
};

/** A computer with a key of its own, which says and signs what a test wants: also what no agent would. */
export type TestWorkstation = {
  /** the public key, base64url */
  key: string;
  says: <K extends Statement['kind']>(kind: K, said: Said<K>) => Signed;
};

export const testWorkstation = (): TestWorkstation => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = String(publicKey.export({ format: 'jwk' }).x);
  return {
    key,
    says: (kind, said) => {
      const statement = JSON.stringify({
        kind,
        origin: testOrigin,
        at: '2026-01-05T09:00:00+08:00',
        ...said,
      });
      const signature = sign(null, Buffer.from(statement), privateKey).toString('base64url');
      return { statement, signature, workstation: key };
    },
  };
};

/** A fresh challenge of an operation that hands them out. */
export const challengeOf = async (browser: Browser, url: string, body?: object): Promise<string> => {
  const { status, body: answer } = await browser.post(url, body);
  assert.equal(status, 201, JSON.stringify(answer));
  return String(answer['nonce']);
};

/** Enrols a workstation for the institution of the browser's session. */
export const enrol = async (browser: Browser, workstation: TestWorkstation, label = '櫃台一') => {
  const nonce = await challengeOf(browser, '/api/workstations/challenge');
  const signed = workstation.says('enrolment/1', { nonce, machine: 'COUNTER-1' });
  return browser.post('/api/workstations', { label, signed });
};

/** 資格審核 of a card that a workstation read. */
export const checkByCard = async (
  browser: Browser,
  site_code: string,
  workstation: TestWorkstation,
  card: { number: string; birth_date: string } = { number: 'F100000024', birth_date: '0630503' },
) => {
  const nonce = await challengeOf(browser, '/api/checks/challenge');
  const signed = workstation.says('citizen-read/1', { nonce, reader: 'nhi', ...card });
  return browser.post('/api/checks', { site_code, document_kind: '01', signed });
};
