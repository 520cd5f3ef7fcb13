import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { issueAuthority, testOrganisation } from '../card-kit/issue.ts';
import { nothing } from '../card-kit/issue-der.ts';
import {
  always,
  keyOf,
  loadTrust,
  makeAuthorities,
  makeCard,
  named,
  trustLines,
} from './authorities.fixture.ts';
import { loadCardTrust } from './index.ts';

const authorities = makeAuthorities();
const { root, hca2 } = authorities;
type Lines = ReturnType<typeof trustLines>;
const rootLine = { file: 'root.pem', family: 'root', certificate: root.certificate };
const ca = (options: Partial<Parameters<typeof issueAuthority>[0]>): Buffer =>
  issueAuthority({ ...always, name: named('CA'), issuer: root, key: keyOf('other'), ...options }).certificate;
const line = (certificate: Buffer, more: object = {}) => ({
  file: 'ca.pem',
  family: 'MOICA',
  certificate,
  ...more,
});

test('the folder of the card kit is read: one root, five CAs, two generations of HCA', async () => {
  const { roots, issuing } = await loadTrust(trustLines(authorities));
  assert.deepEqual(
    roots.map(({ family }) => family),
    ['root'],
  );
  assert.deepEqual(
    issuing.map(({ family, generation }) => `${family} ${generation}`),
    ['HCA 1', 'HCA 2', 'MOICA 2', 'GCA 2', 'SAM 2'],
  );
});

test('production refuses test CAs, each by name, marked by extension or by organisation', async () => {
  await assert.rejects(loadTrust(trustLines(authorities), true), (error: Error) =>
    ['root', 'hca1', 'hca2', 'moica', 'gca', 'sam'].every((each) =>
      error.message.includes(`${each}.pem is a test CA, which production refuses.`),
    ),
  );
  const real = {
    test: false,
    name: [
      ['C', 'TW'],
      ['O', '甲'],
    ],
  } as const;
  const realRoot = issueAuthority({ ...always, ...real, key: keyOf('root') });
  const lines = (name: (typeof real)['name'] | [['O', string]]): Lines => [
    { ...rootLine, certificate: realRoot.certificate },
    line(issueAuthority({ ...always, test: false, name, issuer: realRoot, key: keyOf('hca2') }).certificate),
  ];
  assert.equal((await loadTrust(lines(real.name), true)).issuing.length, 1);
  await assert.rejects(loadTrust(lines([['O', testOrganisation]]), true), /ca\.pem is a test CA/);
});

const critical = { oid: '2.5.29.30', critical: true, value: nothing() };
for (const [what, lines, sentence] of [
  [
    'a certificate that is no CA’s',
    [rootLine, line(makeCard(root).certificate)],
    'ca.pem is not the certificate of a CA.',
  ],
  [
    'a CA that may not sign certificates',
    [rootLine, line(ca({ usage: ['cRLSign'] }))],
    'ca.pem is not the certificate of a CA.',
  ],
  [
    'a short key',
    [rootLine, line(ca({ key: keyOf('weak', 1024) }))],
    'ca.pem has no RSA key of 2048 bits or more.',
  ],
  [
    'SHA-1',
    [rootLine, line(ca({ hash: 'sha1' }))],
    'ca.pem is signed with something other than RSA and SHA-2.',
  ],
  [
    'name constraints',
    [rootLine, line(ca({ more: [critical] }))],
    'ca.pem has critical extensions that are not understood: 2.5.29.30.',
  ],
  [
    'a CA of no root',
    [rootLine, line(ca({ issuer: hca2 }))],
    'ca.pem was issued by none of the roots in trust.json.',
  ],
  ['a root that is none', [{ ...rootLine, certificate: hca2.certificate }], 'root.pem is not a root.'],
  [
    'a CRL without the right to sign it',
    [rootLine, line(ca({ usage: ['keyCertSign'] }), { crl: 'http://127.0.0.1/' })],
    'ca.pem may not sign CRLs, yet trust.json names one.',
  ],
  [
    'a CRL in a file',
    [rootLine, line(ca({}), { crl: 'file:///etc/passwd' })],
    'ca.pem has a CRL address that is not http or https.',
  ],
  [
    'HCA without its generation',
    [rootLine, line(ca({}), { family: 'HCA' })].map((each) => ({ ...each })),
    'ca.pem needs a generation, 1 or 2, in trust.json.',
  ],
] as [string, Lines, string][])
  test(`a trust folder with ${what} is refused`, async () => {
    await assert.rejects(loadTrust(lines), (error: Error) => {
      assert.ok(error.message.split('\n').includes(sentence), error.message);
      return true;
    });
  });

test('a root that may not have CAs below it has none', async () => {
  const narrow = issueAuthority({ ...always, name: named('根'), key: keyOf('root'), pathLength: 0 });
  const below = issueAuthority({ ...always, name: named('CA'), issuer: narrow, key: keyOf('hca2') });
  const lines = [{ ...rootLine, certificate: narrow.certificate }, line(below.certificate)];
  await assert.rejects(loadTrust(lines), /ca\.pem was issued by none of the roots/);
});

test('a folder without a list, with a list that is none, or that names what is not there is refused', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'evenhand-trust-'));
  const write = (text: string): Promise<void> => writeFile(join(folder, 'trust.json'), text);
  const refused = (pattern: RegExp): Promise<void> =>
    assert.rejects(loadCardTrust(folder, { production: false }), pattern);
  try {
    await refused(/trust\.json cannot be read\.$/);
    await write('{');
    await refused(/is not a list of authorities/);
    await write('{"authorities":[{"file":"a.pem","family":"XCA"}]}');
    await refused(/is not a list of authorities at \/authorities\/0/);
    await write('{"authorities":[{"file":"../a.pem","family":"GCA"}]}');
    await refused(/must be the name of a file beside trust\.json/);
    await write('{"authorities":[{"file":"a.pem","family":"GCA"}]}');
    await refused(/: a\.pem cannot be read\./);
    await writeFile(join(folder, 'a.pem'), 'nothing');
    await refused(/a\.pem must hold one certificate as PEM\./);
  } finally {
    await rm(folder, { recursive: true });
  }
});
