import type { KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Authority,
  certificatePem,
  type Issued,
  issueAuthority,
  issueCardCertificate,
  makeKey,
  type NameParts,
  subjectTypes,
  testOrganisation,
} from '../card-kit/issue.ts';
import { type CardTrust, loadCardTrust } from './index.ts';

/** Business time of the tests, and the dates that CAs and cards have unless a vector says otherwise. */
export const at = new Date('2020-03-02T04:00:00Z');
export const always = {
  notBefore: new Date('2000-01-01T00:00:00Z'),
  notAfter: new Date('2036-12-31T15:59:59Z'),
};
export const firstGeneration = {
  notBefore: new Date('2005-01-01T00:00:00Z'),
  notAfter: new Date('2014-12-31T15:59:59Z'),
};

const keys = new Map<string, KeyObject>();
/** One key per name and process: making them is most of what these tests cost. */
export const keyOf = (name: string, keyBits = 2048): KeyObject => {
  const key = keys.get(name) ?? makeKey(keyBits);
  keys.set(name, key);
  return key;
};

export const named = (unit: string): NameParts => [
  ['C', 'TW'],
  ['O', testOrganisation],
  ['OU', unit],
];
const hcaName = named('醫事憑證管理中心');

export type Authorities = Record<'root' | 'hca1' | 'hca2' | 'moica' | 'gca' | 'sam' | 'stranger', Authority>;

/** A root and CAs as the government has them. `stranger` bears the name of HCA and is pinned nowhere. */
export const makeAuthorities = (): Authorities => {
  const root = issueAuthority({ ...always, name: named('根憑證'), key: keyOf('root') });
  const below = (key: string, name: NameParts): Authority =>
    issueAuthority({ ...always, name, issuer: root, key: keyOf(key) });
  return {
    root,
    hca1: below('hca1', hcaName),
    hca2: below('hca2', hcaName),
    moica: below('moica', named('內政部憑證管理中心')),
    gca: below('gca', named('政府憑證管理中心')),
    sam: below('sam', named('SAM')),
    stranger: issueAuthority({ ...always, name: hcaName, issuer: root, key: keyOf('stranger') }),
  };
};

type CardOptions = Partial<Parameters<typeof issueCardCertificate>[0]>;

/** A 醫事人員卡 of HCA's second generation, unless told otherwise. */
export const makeCard = (authority: Authority, options: CardOptions = {}): Issued =>
  issueCardCertificate({
    ...always,
    authority,
    subject: [
      ['C', 'TW'],
      ['CN', '測試藥師甲'],
      ['serialNumber', '0000000000000017'],
    ],
    publicKey: keyOf('card'),
    subjectType: subjectTypes.staff,
    rank: 'primary',
    ...options,
  });

export type TrustFolder = { folder: string; remove: () => Promise<void> };
type TrustLine = { file: string; family: string; generation?: number; crl?: string; certificate: Buffer };

/** A folder as `loadCardTrust` reads it. */
export const writeTrust = async (lines: readonly TrustLine[]): Promise<TrustFolder> => {
  const folder = await mkdtemp(join(tmpdir(), 'evenhand-trust-'));
  for (const { file, certificate } of lines) await writeFile(join(folder, file), certificatePem(certificate));
  const authorities = lines.map(({ certificate: _, ...line }) => line);
  await writeFile(join(folder, 'trust.json'), JSON.stringify({ authorities }));
  return { folder, remove: () => rm(folder, { recursive: true }) };
};

/** What a server pins by such a folder; throws as the server would at its start. */
export const loadTrust = async (lines: readonly TrustLine[], production = false): Promise<CardTrust> => {
  const { folder, remove } = await writeTrust(lines);
  try {
    return await loadCardTrust(folder, { production });
  } finally {
    await remove();
  }
};

/** All CAs but the stranger; `crl` gives the addresses of their CRLs. */
export const trustLines = (
  authorities: Authorities,
  crl: Partial<Record<keyof Authorities, string>> = {},
): TrustLine[] => {
  const line = (name: keyof Authorities, family: string, generation?: number): TrustLine => ({
    file: `${name}.pem`,
    family,
    certificate: authorities[name].certificate,
    ...(generation ? { generation } : {}),
    ...(crl[name] ? { crl: crl[name] } : {}),
  });
  return [
    line('root', 'root'),
    line('hca1', 'HCA', 1),
    line('hca2', 'HCA', 2),
    line('moica', 'MOICA'),
    line('gca', 'GCA'),
    line('sam', 'SAM'),
  ];
};
