import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Authority, type Issued, issueAuthority, subjectTypes } from '../card-kit/issue.ts';
import { isRefusal } from '../platform/errors.ts';
import {
  always,
  at,
  firstGeneration,
  keyOf,
  makeAuthorities,
  makeCard,
  named,
  trustLines,
  writeTrust,
} from './authorities.fixture.ts';
import { makeCms } from './cms.fixture.ts';
import { type CardTrust, loadCardTrust, verifyCardSignature } from './index.ts';

const authorities = makeAuthorities();
const { root, hca1, hca2, moica, gca } = authorities;
const content = Buffer.from('log-in');

const load = async (lines: ReturnType<typeof trustLines>): Promise<CardTrust> => {
  const { folder, remove } = await writeTrust(lines);
  try {
    return await loadCardTrust(folder, { production: false });
  } finally {
    await remove();
  }
};
const trust = await load(trustLines(authorities));

type Kind = Parameters<typeof verifyCardSignature>[1]['card'];
const ask = (card: Issued, kind: Kind, by = trust, moment = at) => {
  const cms = makeCms(content, { certificate: card.certificate, key: keyOf('card') });
  return verifyCardSignature(by, { cms, content, card: kind, at: moment });
};
const identify = async (card: Issued, kind: Kind) => {
  const answer = await ask(card, kind);
  if (isRefusal(answer)) throw new Error(answer.code);
  return answer.identity;
};

test('a card keeps its identity when it is renewed, and no two CAs of one name share one', async () => {
  const [before, after, elsewhere] = await Promise.all(
    [makeCard(hca2), makeCard(hca2, { publicKey: keyOf('card') }), makeCard(hca1)].map((card) =>
      identify(card, 'staff'),
    ),
  );
  assert.equal(before?.issuer, after?.issuer);
  assert.equal(before?.subject_serial, after?.subject_serial);
  assert.notEqual(before?.certificate_serial, after?.certificate_serial);
  assert.notEqual(before?.issuer, elsewhere?.issuer);
  assert.match(before?.issuer ?? '', /^[\da-f]{64}$/);
  assert.deepEqual([before?.generation, elsewhere?.generation], [2, 1]);
});

test('a 自然人憑證 says its name and the last four of the ID number', async () => {
  const card = makeCard(moica, { subjectType: subjectTypes.citizen, rank: 'secondary', lastFour: '6789' });
  const { issuer: _, certificate_serial, ...rest } = await identify(card, 'citizen');
  assert.equal(certificate_serial, card.serial.toString('hex'));
  assert.deepEqual(rest, {
    subject_serial: '0000000000000017',
    name: '測試藥師甲',
    last_four: '6789',
    organisation_oid: null,
    rank: 'secondary',
    generation: 2,
    not_after: always.notAfter,
  });
});

test('an institution goes by its most specific name, an agency by its OID where it has no number', async () => {
  const institution = makeCard(hca2, {
    subjectType: subjectTypes.institution,
    subject: [
      ['C', 'TW'],
      ['O', '測試醫院'],
      ['OU', '藥劑科'],
      ['serialNumber', '5931102274'],
    ],
  });
  const agency = makeCard(gca, {
    subjectType: subjectTypes.agency,
    subject: [
      ['C', 'TW'],
      ['O', '測試機關'],
    ],
    organisationOid: '2.16.886.101.90001.20002',
  });
  const first = await identify(institution, 'institution');
  const second = await identify(agency, 'government');
  assert.deepEqual([first.name, first.subject_serial], ['藥劑科', '5931102274']);
  assert.deepEqual([second.name, second.subject_serial], ['測試機關', '2.16.886.101.90001.20002']);
});

test('a CA that is no longer in force, or not yet, vouches for nobody', async () => {
  const below = (dates: typeof always): Authority =>
    issueAuthority({ ...dates, name: named('CA'), issuer: root, key: keyOf('hca2') });
  const later = { notBefore: new Date('2021-01-01T00:00:00Z'), notAfter: always.notAfter };
  for (const dates of [firstGeneration, later]) {
    const authority = below(dates);
    const lines = trustLines(authorities).filter(({ family }) => family === 'root');
    const ca = { file: 'ca.pem', family: 'HCA', generation: 2, certificate: authority.certificate };
    const answer = await ask(makeCard(authority), 'staff', await load([...lines, ca]));
    assert.equal(isRefusal(answer) && answer.code, 'card_untrusted');
  }
});
