import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Authority, type Issued, issueAuthority, subjectTypes } from '../card-kit/issue.ts';
import { isRefusal } from '../platform/errors.ts';
import {
  always,
  at,
  firstGeneration,
  keyOf,
  loadTrust,
  makeAuthorities,
  makeCard,
  named,
  trustLines,
} from './authorities.fixture.ts';
import { makeCms } from './cms.fixture.ts';
import { verifyCardSignature } from './index.ts';

const authorities = makeAuthorities();
const { root, hca1, hca2, moica, gca } = authorities;
const content = Buffer.from('log-in');

const trust = await loadTrust(trustLines(authorities));

type Kind = Parameters<typeof verifyCardSignature>[1]['card'];
const ask = (card: Issued, kind: Kind, by = trust, moment = at) => {
  const cms = makeCms(content, { certificate: card.certificate, key: keyOf('card') });
  return verifyCardSignature(by, { cms, content, card: kind, at: moment });
};
const identify = (card: Issued, kind: Kind) => {
  const answer = ask(card, kind);
  if (isRefusal(answer)) throw new Error(answer.code);
  return answer.identity;
};

test('a card keeps its identity when it is renewed, and no two CAs of one name share one', () => {
  const [old, renewed] = [makeCard(hca2), makeCard(hca2, { publicKey: keyOf('card') })];
  assert.notDeepEqual(old.serial, renewed.serial);
  const before = identify(old, 'staff');
  assert.deepEqual(identify(renewed, 'staff'), before);
  const elsewhere = identify(makeCard(hca1), 'staff');
  assert.notEqual(before.issuer, elsewhere.issuer);
  assert.match(before.issuer, /^[\da-f]{64}$/);
  assert.deepEqual([before.generation, elsewhere.generation], [2, 1]);
});

test('a 自然人憑證 says its name and the last four of the ID number', () => {
  const card = makeCard(moica, { subjectType: subjectTypes.citizen, rank: 'secondary', lastFour: '6789' });
  const { issuer: _, ...rest } = identify(card, 'citizen');
  assert.deepEqual(rest, {
    subject_serial: '0000000000000017',
    name: '測試藥師甲',
    last_four: '6789',
    rank: 'secondary',
    generation: 2,
  });
});

test('an institution goes by its most specific name, an agency by its OID where it has no number; no person by that of a house', () => {
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
  const first = identify(institution, 'institution');
  const second = identify(agency, 'government');
  assert.deepEqual([first.name, first.subject_serial], ['藥劑科', '5931102274']);
  assert.deepEqual([second.name, second.subject_serial], ['測試機關', '2.16.886.101.90001.20002']);

  const colleague = makeCard(hca2, {
    subject: [
      ['C', 'TW'],
      ['CN', '測試藥師甲'],
    ],
    organisationOid: '2.16.886.101.90003.20003.99999',
  });
  const answer = ask(colleague, 'staff');
  assert.equal(isRefusal(answer) && answer.code, 'card_unfit');
});

test('a CA that is no longer in force, or not yet, vouches for nobody', async () => {
  const below = (dates: typeof always): Authority =>
    issueAuthority({ ...dates, name: named('CA'), issuer: root, key: keyOf('hca2') });
  const later = { notBefore: new Date('2021-01-01T00:00:00Z'), notAfter: always.notAfter };
  for (const dates of [firstGeneration, later]) {
    const authority = below(dates);
    const lines = trustLines(authorities).filter(({ family }) => family === 'root');
    const ca = { file: 'ca.pem', family: 'HCA', generation: 2, certificate: authority.certificate };
    const answer = ask(makeCard(authority), 'staff', await loadTrust([...lines, ca]));
    assert.equal(isRefusal(answer) && answer.code, 'card_untrusted');
  }
});
