import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AsnConvert } from '@peculiar/asn1-schema';
import { CertificateList } from '@peculiar/asn1-x509';
import { newSerial } from '../src/card-kit/issue.ts';
import { makeCrl } from '../src/card-kit/issue-crl.ts';
import {
  at,
  keyOf,
  makeAuthorities,
  makeCard,
  trustLines,
  writeTrust,
} from '../src/cards/authorities.fixture.ts';
import { readCertificate } from '../src/cards/certificate.ts';
import { makeCms } from '../src/cards/cms.fixture.ts';
import { readCrl } from '../src/cards/crl.ts';
import { loadCardTrust, verifyCardSignature } from '../src/cards/index.ts';
import { isRefusal } from '../src/platform/errors.ts';
import { median, percentile } from './load.ts';
import { print, table } from './report.ts';

const logIns = 1_000;
/** Not counted: the first calls meet code that is not compiled yet. */
const warmUp = 200;
const rounds = 9;
const wholeCountry = 200_000;
/** The parser of `@peculiar/asn1-x509` stops at 10,000 values, and an entry without reason has three. */
const fewEntries = 3_000;

/** Milliseconds that each call took, one after the other. */
const timed = async (count: number, work: () => unknown): Promise<number[]> => {
  const times: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return times;
};

const row = (name: string, times: number[]): string[] => [
  name,
  String(times.length),
  percentile(times, 0.5).toFixed(2),
  percentile(times, 0.99).toFixed(2),
];

/** What judging a log-in by card costs the server, and reading the CRL of a whole country, beside OpenSSL. */
export const certificates = async (): Promise<number> => {
  const authorities = makeAuthorities();
  const { hca2 } = authorities;
  const { folder, remove } = await writeTrust(trustLines(authorities));
  const trust = await loadCardTrust(folder, { production: false }).finally(remove);
  const card = makeCard(hca2);
  const content = Buffer.from('evenhand log-in 1\n');
  const cms = makeCms(content, { certificate: card.certificate, key: keyOf('card') });
  const logIn = async (): Promise<void> => {
    const answer = verifyCardSignature(trust, { cms, content, card: 'staff', at });
    if (isRefusal(answer)) throw new Error(answer.code);
  };
  await timed(warmUp, logIn);
  const verified = await timed(logIns, logIn);

  const issuer = readCertificate(hca2.certificate);
  const listOf = (entries: number): Buffer => {
    const revoked = Array.from({ length: entries }, () => ({ serial: newSerial(), at }));
    const nextUpdate = new Date(at.getTime() + 86_400_000);
    return makeCrl(hca2, revoked, { thisUpdate: at, nextUpdate, number: 1 });
  };
  const [large, small] = [listOf(wholeCountry), listOf(fewEntries)];
  const scratch = await mkdtemp(join(tmpdir(), 'evenhand-bench-'));
  try {
    const file = join(scratch, 'list.crl');
    await writeFile(file, large);
    const openssl = ['crl', '-inform', 'DER', '-in', file, '-noout', '-nextupdate'];
    const read = await timed(rounds, () => readCrl(large, issuer));
    const theirs = await timed(rounds, () => spawnSync('openssl', openssl));
    const fewRead = await timed(rounds, () => readCrl(small, issuer));
    const fewTheirs = await timed(rounds, () => AsnConvert.parse(small, CertificateList));
    const lists = [
      row(`CRL of ${wholeCountry.toLocaleString('en')}: read and checked`, read),
      row('the same: openssl crl, which checks nothing', theirs),
      row(`CRL of ${fewEntries.toLocaleString('en')}: read and checked`, fewRead),
      row('the same: @peculiar/asn1-x509, which checks nothing', fewTheirs),
    ];
    print(table(['', 'times', 'p50 ms', 'p99 ms'], [row('log-in by card: verified', verified), ...lists]));
    print(`\nCRL of ${(large.length / 2 ** 20).toFixed(1)} MiB, ours / openssl: ${ratio(read, theirs)}`);
    print(`CRL that both can read, ours / @peculiar/asn1-x509: ${ratio(fewRead, fewTheirs)}`);
    return 0;
  } finally {
    await rm(scratch, { recursive: true });
  }
};

const ratio = (ours: number[], theirs: number[]): string => (median(ours) / median(theirs)).toFixed(2);
