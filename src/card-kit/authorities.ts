import type { KeyObject } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuthorityName } from './card-list.ts';
import {
  type Authority,
  certificatePem,
  issueAuthority,
  keyPem,
  loadAuthority,
  type NameParts,
  testOrganisation,
} from './issue.ts';
import { crlUrl } from './revocation-service.ts';

/** The hierarchy: a root, and below it who issues for cards. Both of HCA have the same name, as the real ones. */
const issuing: Record<AuthorityName, { family: string; generation?: 1 | 2; unit: string }> = {
  'hca-1': { family: 'HCA', generation: 1, unit: '醫事憑證管理中心' },
  'hca-2': { family: 'HCA', generation: 2, unit: '醫事憑證管理中心' },
  moica: { family: 'MOICA', unit: '內政部憑證管理中心' },
  gca: { family: 'GCA', unit: '政府憑證管理中心' },
  sam: { family: 'SAM', unit: '安全模組憑證管理中心' },
};
const authorityNames = Object.keys(issuing) as AuthorityName[];
export const authorityKeys = authorityNames.length + 1;

const notBefore = new Date('2000-01-01T00:00:00+08:00');
const notAfter = new Date('2049-12-31T00:00:00+08:00');

const nameOf = (...more: NameParts): NameParts => [['C', 'TW'], ['O', testOrganisation], ...more];

const makeHierarchy = (keys: readonly KeyObject[]): Map<AuthorityName | 'root', Authority> => {
  const [rootKey, ...others] = keys;
  const root = issueAuthority({
    ...{ name: nameOf(['CN', 'Evenhand Test Root']), notBefore, notAfter },
    ...(rootKey && { key: rootKey }),
  });
  const all = new Map<AuthorityName | 'root', Authority>([['root', root]]);
  for (const [index, name] of authorityNames.entries()) {
    const key = others[index];
    const parts = { name: nameOf(['OU', issuing[name].unit]), issuer: root, notBefore, notAfter };
    all.set(name, issueAuthority({ ...parts, ...(key && { key }) }));
  }
  return all;
};

/**
 * Makes the CAs of a kit: keys and certificates in `authorities`, what a server pins in `trust`. All carry the
 * mark of a test CA. `port` is the revocation service's.
 */
export const makeAuthorities = async (
  folder: string,
  keys: readonly KeyObject[],
  port: number,
): Promise<ReadonlyMap<AuthorityName | 'root', Authority>> => {
  const all = makeHierarchy(keys);
  for (const each of ['authorities', 'trust'])
    await mkdir(join(folder, each), { recursive: true, mode: 0o700 });
  for (const [name, { certificate, key }] of all) {
    const pem = certificatePem(certificate);
    await writeFile(join(folder, 'authorities', `${name}.pem`), pem, { mode: 0o600 });
    await writeFile(join(folder, 'authorities', `${name}.key`), keyPem(key), { mode: 0o600 });
    await writeFile(join(folder, 'trust', `${name}.pem`), pem, { mode: 0o600 });
  }
  const authorities = [
    { file: 'root.pem', family: 'root' },
    ...authorityNames.map((name) => {
      const { family, generation } = issuing[name];
      return { file: `${name}.pem`, family, ...(generation && { generation }), crl: crlUrl(port, name) };
    }),
  ];
  const trust = join(folder, 'trust', 'trust.json');
  await writeFile(trust, `${JSON.stringify({ authorities }, null, 2)}\n`, { mode: 0o600 });
  return all;
};

/** The issuing CAs of a kit that was made before. */
export const readAuthorities = async (folder: string): Promise<ReadonlyMap<AuthorityName, Authority>> => {
  const all = new Map<AuthorityName, Authority>();
  for (const name of authorityNames) {
    const path = join(folder, 'authorities', name);
    all.set(
      name,
      loadAuthority(await readFile(`${path}.pem`, 'utf8'), await readFile(`${path}.key`, 'utf8')),
    );
  }
  return all;
};
