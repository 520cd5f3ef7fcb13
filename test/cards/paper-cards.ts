import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toCms, toSign } from '../../agent/cms.ts';
import { readCertificate } from '../../agent/pkcs11/certificate.ts';
import { type CertificateCard, logInText, type ReaderKind, samText } from '../../agent/protocol.ts';
import {
  type Authority,
  type CardAttributes,
  certificatePem,
  issueAuthority,
  issueCardCertificate,
  makeKey,
  type NameParts,
  subjectTypes,
} from '../../src/card-kit/issue.ts';
import { makeCrl } from '../../src/card-kit/issue-crl.ts';
import { createRevocation, loadCardTrust, type Revocation } from '../../src/cards/index.ts';
import { startWebService } from '../../src/cards/web-service.fixture.ts';
import { testOrigin } from '../workstation.ts';

const always = { notBefore: new Date('2000-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') };
const first = { notBefore: new Date('2005-01-01T00:00:00Z'), notAfter: new Date('2014-12-31T00:00:00Z') };
const C = ['C', 'TW'] as const;
const O = ['O', 'Evenhand 測試'] as const;
const named = (unit: string): NameParts => [C, O, ['OU', unit]];

type Made = Awaited<ReturnType<typeof makeHierarchy>>;
let made: Promise<Made> | undefined;

/** The number of a certificate follows from its holder's, so that a CRL can name it before it is issued. */
const certificateSerial = (serial: string): Buffer =>
  Buffer.concat([Buffer.from([1]), createHash('sha256').update(serial).digest().subarray(0, 8)]);

/** Making keys takes a second: once per process. */
const makeHierarchy = async () => {
  const root = issueAuthority({ name: [C, O, ['CN', 'Evenhand 測試 Root']], ...always });
  const below = (unit: string): Authority => issueAuthority({ name: named(unit), issuer: root, ...always });
  const health = '醫事憑證管理中心(測試)';
  const authorities = {
    root,
    'hca-1': below(health),
    'hca-2': below(health),
    moica: below('內政部憑證管理中心(測試)'),
    gca: below('政府憑證管理中心(測試)'),
    sam: below('SAM管理中心(測試)'),
  };
  const folder = await mkdtemp(join(tmpdir(), 'evenhand-trust-'));
  const { url, on } = await startWebService();
  const revoked = new Set<string>();
  const families = { root: 'root', 'hca-1': 'HCA', 'hca-2': 'HCA', moica: 'MOICA', gca: 'GCA', sam: 'SAM' };
  const listed = Object.entries(families).map(([name, family]) => ({
    ...{ file: `${name}.pem`, family, crl: `${url}/${name}.crl` },
    ...(family === 'HCA' && { generation: name === 'hca-1' ? 1 : 2 }),
  }));
  for (const [name, authority] of Object.entries(authorities)) {
    await writeFile(join(folder, `${name}.pem`), certificatePem(authority.certificate));
    on(`/${name}.crl`, () => ({ body: listOf(authority, revoked) }));
  }
  await writeFile(join(folder, 'trust.json'), JSON.stringify({ authorities: listed }));
  return { authorities, revoked, key: makeKey(), trust: await loadCardTrust(folder, { production: false }) };
};

/** A CRL of this moment: serial numbers of all hierarchies, since none is given twice. */
const listOf = (authority: Authority, revoked: ReadonlySet<string>): Buffer => {
  const now = Date.now();
  const entries = [...revoked].map((serial) => ({ serial: certificateSerial(serial), at: new Date(now) }));
  const [thisUpdate, nextUpdate] = [new Date(now - 60_000), new Date(now + 3_600_000)];
  return makeCrl(authority, entries, { thisUpdate, nextUpdate, number: ++lists });
};
let lists = 0;

const issuers: Record<CertificateCard, keyof Made['authorities']> = {
  staff: 'hca-2',
  institution: 'hca-2',
  citizen: 'moica',
  government: 'gca',
};
const types: Record<CertificateCard, string> = {
  staff: subjectTypes.staff,
  institution: subjectTypes.institution,
  citizen: subjectTypes.citizen,
  government: subjectTypes.agency,
};

export type PaperCard = {
  serial: string;
  /** the CMS, base64, over the text of a log-in */
  signs: (nonce: string, as?: { card?: CertificateCard; reader?: ReaderKind; origin?: string }) => string;
};

let serials = 0;
/**
 * Cards without a chip: certificates of a hierarchy of the test's own, whose keys sign here. What a real card
 * and the agent do is tried in the journeys.
 */
export const paperCards = async () => {
  made ??= makeHierarchy();
  const { authorities, revoked, key, trust } = await made;
  return {
    trust,
    /** By CRLs over the loopback, on which these holders' cards and SAMs stand; a SAM's holder is its site code. */
    revocation: (...holders: string[]): Revocation => {
      for (const holder of holders) revoked.add(holder);
      return createRevocation({
        trust,
        cacheFolder: undefined,
        real: () => new Date(),
        onTrouble: (sentence) => {
          throw new Error(sentence);
        },
      });
    },
    card: (
      kind: CertificateCard,
      name: string,
      more: CardAttributes & { serial?: string; generation?: 1; signer?: KeyObject } = {},
    ): PaperCard => {
      const serial = more.serial ?? String(++serials).padStart(16, '0');
      const isPerson = kind === 'staff' || kind === 'citizen';
      const { certificate } = issueCardCertificate({
        ...{ subjectType: types[kind], ...more },
        authority: authorities[more.generation === 1 ? 'hca-1' : issuers[kind]],
        subject: isPerson
          ? [C, ['CN', name], ['serialNumber', serial]]
          : [C, ['O', name], ['serialNumber', serial]],
        publicKey: key,
        serial: certificateSerial(serial),
        ...(more.generation === 1 ? first : always),
      });
      const read = readCertificate(certificate);
      if (!read) throw new Error('a certificate was issued that nobody can read');
      return {
        serial,
        signs: (nonce, { card = kind, reader = 'chip', origin = testOrigin } = {}) => {
          const attributes = toSign(logInText({ origin, nonce, card, reader }), new Date());
          const cms = toCms(read, attributes, sign('sha256', attributes, more.signer ?? key));
          if (!cms) throw new Error('a card signed with a key that is not its own');
          return cms.toString('base64');
        },
      };
    },
    /** A SAM given to an institution, and what it signs for a workstation. */
    sam: (site_code: string, valid = always) => {
      const { certificate } = issueCardCertificate({
        authority: authorities.sam,
        subject: [C, O, ['serialNumber', site_code]],
        publicKey: createPublicKey(key),
        serial: certificateSerial(site_code),
        ...valid,
      });
      return {
        certificate: certificate.toString('base64'),
        signs: (nonce: string, workstation: string): string =>
          sign('sha256', Buffer.from(samText({ origin: testOrigin, nonce, workstation })), key).toString(
            'base64',
          ),
      };
    },
    firstGeneration: first,
  };
};
