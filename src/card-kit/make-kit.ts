import type { KeyObject } from 'node:crypto';
import { chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serialText } from '../cards/certificate.ts';
import { authorityKeys, makeAuthorities } from './authorities.ts';
import {
  type AuthorityName,
  type CertificatePlan,
  certificatePlans,
  nhiPlans,
  type SamPlan,
  samPlans,
  samSite,
  validityOf,
} from './card-list.ts';
import { recordsOf } from './hca-record.ts';
import {
  type Authority,
  type Issued,
  issueCardCertificate,
  keyPem,
  type NameParts,
  nameDer,
  subjectTypes,
} from './issue.ts';
import { makeKeys } from './keys.ts';
import { type Kit, type KitCard, openKit, pathsOf } from './kit.ts';
import type { PivImage } from './piv-card.ts';
import { crlUrl, ocspUrl, type RevokedCard } from './revocation-service.ts';
import type { TokenJob } from './token-process.ts';
import { makeTokens } from './tokens.ts';

/** Raised when the list of cards changes, so that an older kit is made anew. */
const kitVersion = 1;
/** One PIN for all: these cards protect nothing. */
const pin = '123456';
const revokedAt = '2019-12-01T00:00:00+08:00';
/** Two more than cards and CAs have: a card's second certificate, for encryption, and the SAM's. */
const keysNeeded = authorityKeys + certificatePlans.length + 2;

type Authorities = ReadonlyMap<AuthorityName | 'root', Authority>;
type Making = { authorities: Authorities; port: number; revoked: RevokedCard[] };

const subjectOf = (plan: CertificatePlan): NameParts => {
  const { O, OU, CN } = plan.subject;
  return [
    ['C', 'TW'],
    ...(O ? [['O', O] as const] : []),
    ...(OU ? [['OU', OU] as const] : []),
    ...(CN ? [['CN', CN] as const] : []),
    ['serialNumber', plan.subject_serial],
  ];
};

const day = (iso: string): Date => new Date(`${iso}T00:00:00+08:00`);

/** What all certificates of one CA share, and the note that one of them was revoked. */
const issueBy = (
  { authorities, port, revoked }: Making,
  name: AuthorityName,
  plan: CertificatePlan | SamPlan,
  make: (common: {
    authority: Authority;
    notBefore: Date;
    notAfter: Date;
    ocspUrl: string;
    crlUrl: string;
  }) => Issued,
): Buffer => {
  const authority = authorities.get(name);
  if (!authority) throw new Error(`no CA is called ${name}`);
  const [from, to] = validityOf(plan);
  const { certificate, serial } = make({
    ...{ authority, notBefore: day(from), notAfter: day(to) },
    ...{ ocspUrl: ocspUrl(port, name), crlUrl: crlUrl(port, name) },
  });
  if (plan.revoked)
    revoked.push({
      authority: name,
      serial: serialText(serial),
      at: revokedAt,
    });
  return certificate;
};

const typeOf: Record<CertificatePlan['kind'], string> = {
  staff: subjectTypes.staff,
  institution: subjectTypes.institution,
  citizen: subjectTypes.citizen,
  government: subjectTypes.unit,
};

const jobOf = (making: Making, plan: CertificatePlan, key: KeyObject, second: KeyObject): TokenJob => {
  const subject = subjectOf(plan);
  const one = (label: string, publicKey: KeyObject, usage: 'digitalSignature' | 'keyEncipherment') => ({
    label,
    key: keyPem(publicKey),
    subject: nameDer(subject).toString('base64'),
    certificate: issueBy(making, plan.authority, plan, (common) =>
      issueCardCertificate({
        ...{ ...common, subject, publicKey, usage: [usage], subjectType: typeOf[plan.kind] },
        ...(plan.rank && { rank: plan.rank }),
        ...(plan.last_four && { lastFour: plan.last_four }),
        ...(plan.organisation_oid && { organisationOid: plan.organisation_oid }),
      }),
    ).toString('base64'),
  });
  return {
    ...{ name: plan.name, pin, locked: plan.locked ?? false },
    certificates: [one('encryption', second, 'keyEncipherment'), one('signature', key, 'digitalSignature')],
    data: recordsOf(plan).map(({ label, value }) => ({ label, value: value.toString('base64') })),
  };
};

const writeSams = async (folder: string, making: Making, publicKey: KeyObject): Promise<void> => {
  const { sams, sam } = pathsOf(folder);
  await mkdir(sams, { recursive: true, mode: 0o700 });
  for (const plan of samPlans) {
    const subject: NameParts = [
      ['C', 'TW'],
      ['CN', `SAM ${plan.name}`],
      ['serialNumber', samSite],
    ];
    const certificate = issueBy(making, 'sam', plan, (common) =>
      issueCardCertificate({ ...common, subject, publicKey }),
    ).toString('base64');
    const text = JSON.stringify({ certificate, key: keyPem(publicKey) }, null, 2);
    await writeFile(join(sams, `${plan.name}.json`), `${text}\n`, { mode: 0o600 });
  }
  await copyFile(join(sams, 'sam.json'), sam);
};

/** The cards that count wrong PINs are no tokens of SoftHSM: a file each, with the signing certificate. */
const writePivs = async (folder: string, jobs: readonly TokenJob[]): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [index, { tries }] of certificatePlans.entries()) {
    const { name, certificates } = jobs[index] ?? { name: '', certificates: [] };
    const signing = certificates.find(({ label }) => label === 'signature');
    if (tries === undefined || !signing) continue;
    const { certificate, key } = signing;
    const image: PivImage = { type: 'piv', name, certificate, key, pin, tries, delay_ms: 0 };
    await writeFile(join(folder, `${name}.json`), `${JSON.stringify(image, null, 2)}\n`, { mode: 0o600 });
  }
};

const listCards = (): KitCard[] => [
  ...certificatePlans.map(({ name, kind, holder, shows, record }) => {
    const reader = kind === 'staff' || kind === 'institution' ? ('staff' as const) : ('chip' as const);
    return { name, kind, holder, shows, reader, pin, ...(record && { number: record.number }) };
  }),
  ...nhiPlans.map(({ name, kind, holder, shows, record: { number, birth_date } }) => {
    return { name, kind, holder, shows, reader: 'nhi' as const, number, birth_date };
  }),
  ...samPlans.map(({ name, kind, holder, shows }) => ({ name, kind, holder, shows, reader: 'sam' as const })),
];

const spareLines = (): string[] => [
  '憑證用戶序號',
  ...certificatePlans.filter(({ spare }) => spare).map(({ subject_serial }) => subject_serial),
];

const make = async (folder: string, port: number, keyFile: string | undefined): Promise<Kit> => {
  const paths = pathsOf(folder);
  for (const each of [paths.list, paths.tokens, paths.trust, join(folder, 'authorities'), paths.sams])
    await rm(each, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const keys = await makeKeys(keysNeeded, keyFile);
  const authorities = await makeAuthorities(folder, keys.slice(0, authorityKeys), port);
  const [second, samKey, ...cardKeys] = keys.slice(authorityKeys);
  if (!second || !samKey) throw new Error('too few keys');
  const making: Making = { authorities, port, revoked: [] };
  const jobs = certificatePlans.map((plan, index) => jobOf(making, plan, cardKeys[index] ?? second, second));
  await makeTokens(
    paths.tokens,
    jobs.filter((_, index) => certificatePlans[index]?.tries === undefined),
  );
  await writePivs(paths.piv, jobs);
  await writeSams(folder, making, samKey);
  await writeFile(paths.revoked, `${JSON.stringify(making.revoked, null, 2)}\n`, { mode: 0o600 });
  await writeFile(paths.spare, `${spareLines().join('\n')}\n`, { mode: 0o600 });
  const kit = { version: kitVersion, port, cards: listCards() };
  await writeFile(paths.list, `${JSON.stringify(kit, null, 2)}\n`, { mode: 0o600 });
  return { folder, ...kit };
};

/**
 * Makes the test hierarchy and all virtual cards in `folder` (0700), unless that very kit is there. `port` is
 * the revocation service's; `keyFile` keeps keys for the next kit, for tests alone.
 */
export const makeKit = async (given: {
  folder: string;
  port: number;
  again?: boolean;
  keyFile?: string;
}): Promise<{ kit: Kit; isNew: boolean }> => {
  const there = await openKit(given.folder).catch(() => undefined);
  if (!given.again && there?.version === kitVersion && there.port === given.port)
    return { kit: there, isNew: false };
  return { kit: await make(given.folder, given.port, given.keyFile), isNew: true };
};
