import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { type Authority, type Issued, subjectTypes } from '../card-kit/issue.ts';
import { type CrlParts, makeCrl, type Revoked } from '../card-kit/issue-crl.ts';
import { answerOcsp } from '../card-kit/issue-ocsp.ts';
import { isRefusal } from '../platform/errors.ts';
import { at, keyOf, makeAuthorities, makeCard, trustLines, writeTrust } from './authorities.fixture.ts';
import { makeCms } from './cms.fixture.ts';
import { createRevocation, loadCardTrust, type VerifiedCard, verifyCardSignature } from './index.ts';
import { startWebService } from './web-service.fixture.ts';

const HOUR = 3_600_000;
const authorities = makeAuthorities();
const { root, hca2, moica } = authorities;
const service = await startWebService();
const { folder, remove } = await writeTrust(
  trustLines(authorities, {
    root: `${service.url}/root.crl`,
    hca2: `${service.url}/hca2.crl`,
    moica: `${service.url}/moica.crl`,
  }),
);
const trust = await loadCardTrust(folder, { production: false });
const scratch = await mkdtemp(join(tmpdir(), 'evenhand-crl-'));
after(async () => {
  await service.stop();
  await remove();
  await rm(scratch, { recursive: true });
});

const content = Buffer.from('log-in');
const verified = (card: Issued, kind: 'staff' | 'citizen' = 'staff'): VerifiedCard => {
  const cms = makeCms(content, { certificate: card.certificate, key: keyOf('card') });
  const answer = verifyCardSignature(trust, { cms, content, card: kind, at });
  if (isRefusal(answer)) throw new Error(answer.code);
  return answer;
};

/** The clock of a test, and what its revocation told of trouble. */
const open = (options: { cacheFolder?: string; ocspPatienceMs?: number } = {}) => {
  const clock = { now: Date.now() };
  const told: string[] = [];
  const revocation = createRevocation({
    trust,
    cacheFolder: options.cacheFolder,
    real: () => new Date(clock.now),
    onTrouble: (sentence) => told.push(sentence),
    ocspPatienceMs: options.ocspPatienceMs ?? 60_000,
  });
  const ask = async (card: VerifiedCard): Promise<string> => {
    const refusal = await revocation.check(card);
    return refusal?.code ?? 'good';
  };
  return { clock, told, revocation, ask };
};

const list = (authority: Authority, revoked: Issued[], more: Partial<CrlParts> = {}): Buffer => {
  const entries: Revoked[] = revoked.map(({ serial }) => ({ serial, at }));
  const now = Date.now();
  return makeCrl(authority, entries, {
    thisUpdate: new Date(now - HOUR),
    nextUpdate: new Date(now + HOUR),
    number: 7,
    ...more,
  });
};
const serve = (path: string, body: Buffer, headers: Record<string, string> = {}): void =>
  service.on(path, () => ({ body, headers }));
serve('/root.crl', list(root, []));

const ocspUrl = `${service.url}/ocsp`;
const withOcsp = makeCard(hca2, { ocspUrl });
const silent = makeCard(hca2, { ocspUrl: `${service.url}/silent` });
service.on('/silent', () => 'silence');
const plain = makeCard(hca2);

test('OCSP says good or revoked, and no CRL is asked', async () => {
  const { ask, revocation } = open();
  const card = verified(withOcsp);
  service.on('/ocsp', (request) => ({ body: answerOcsp(hca2, request, () => 'good', { now: new Date() }) }));
  assert.equal(await ask(card), 'good');
  const revokedAt = { revokedAt: at };
  service.on('/ocsp', (request) => ({
    body: answerOcsp(hca2, request, () => revokedAt, { now: new Date() }),
  }));
  assert.equal(await ask(card), 'card_revoked');
  assert.ok(!service.asked.includes('GET /hca2.crl'));
  revocation.stop();
});

for (const [what, answer] of [
  ['is silent', 'silence'],
  ['has an error', { status: 500 }],
  ['sends a page', { body: Buffer.from('<html>') }],
  ['sends far too much', { body: Buffer.alloc(70_000) }],
] as const)
  test(`the CRL decides when the OCSP responder ${what}`, async () => {
    const { ask, told, revocation } = open({ ocspPatienceMs: 150 });
    service.on('/ocsp', () => answer);
    serve('/hca2.crl', list(hca2, [withOcsp]));
    assert.equal(await ask(verified(withOcsp)), 'card_revoked');
    assert.equal(await ask(verified(silent)), 'good');
    assert.match(told[0] ?? '', /^OCSP of HCA, generation 2 decided nothing: /);
    revocation.stop();
  });

test('the CRL decides when the responder does not know the certificate', async () => {
  const { ask, revocation } = open();
  service.on('/ocsp', (request) => ({
    body: answerOcsp(hca2, request, () => 'unknown', { now: new Date() }),
  }));
  serve('/hca2.crl', list(hca2, [withOcsp]));
  assert.equal(await ask(verified(withOcsp)), 'card_revoked');
  revocation.stop();
});

const ocspAsks = (): number => service.asked.filter((each) => each === 'POST /ocsp').length;
const ocspSays = (standing: Parameters<typeof answerOcsp>[2]): void =>
  service.on('/ocsp', (request) => ({ body: answerOcsp(hca2, request, standing, { now: new Date() }) }));

test('whoever comes after a responder that failed does not wait for it, while the CRL is current', async () => {
  const { ask, clock, revocation } = open();
  service.on('/ocsp', () => ({ status: 503 }));
  serve('/hca2.crl', list(hca2, []));
  const card = verified(withOcsp);
  const before = ocspAsks();
  assert.deepEqual([await ask(card), await ask(card), ocspAsks() - before], ['good', 'good', 1]);
  clock.now += 31_000;
  assert.deepEqual([await ask(card), ocspAsks() - before], ['good', 2]);
  revocation.stop();
});

test('a responder that failed is asked again where the CRL has run out or is not there', async () => {
  const { ask, clock, revocation } = open();
  const card = verified(withOcsp);
  service.on('/hca2.crl', () => ({ status: 503 }));
  service.on('/ocsp', () => ({ status: 503 }));
  assert.equal(await ask(card), 'card_revocation_unknown');
  serve('/hca2.crl', list(hca2, []));
  await revocation.refresh();
  clock.now += 2 * HOUR;
  service.on('/hca2.crl', () => ({ status: 503 }));
  const before = ocspAsks();
  assert.deepEqual([await ask(card), await ask(card), ocspAsks() - before], ['good', 'good', 2]);
  revocation.stop();
});

test('an answer that does not know one card rests the responder for nobody', async () => {
  const { ask, revocation } = open();
  serve('/hca2.crl', list(hca2, []));
  ocspSays(() => 'unknown');
  const card = verified(withOcsp);
  const before = ocspAsks();
  assert.deepEqual([await ask(card), await ask(card), ocspAsks() - before], ['good', 'good', 2]);
  revocation.stop();
});

test('a card that OCSP has called revoked stays out when OCSP is gone and the CRL is older', async () => {
  const { ask, revocation } = open();
  serve('/hca2.crl', list(hca2, []));
  const [card, other] = [verified(withOcsp), verified(plain)];
  ocspSays(() => ({ revokedAt: at }));
  assert.equal(await ask(card), 'card_revoked');
  service.on('/ocsp', () => ({ status: 503 }));
  assert.deepEqual(
    [await ask(card), await ask(card), await ask(other)],
    ['card_revoked', 'card_revoked', 'good'],
  );
  revocation.stop();
});

test('nobody logs in when neither OCSP nor a CRL can be had', async () => {
  const { ask, told, revocation } = open();
  service.on('/hca2.crl', () => ({ status: 503 }));
  assert.equal(await ask(verified(plain)), 'card_revocation_unknown');
  assert.deepEqual(told, [`HCA, generation 2: no new CRL, ${service.url}/hca2.crl answered 503.`]);
  revocation.stop();
});

test('nobody logs in by a CA that has neither OCSP nor a CRL', async () => {
  const { ask, revocation } = open();
  const card = makeCard(authorities.hca1);
  assert.equal(await ask(verified(card)), 'card_revocation_unknown');
  revocation.stop();
});

test('a CRL past its nextUpdate counts for a day, then no more', async () => {
  const { ask, clock, revocation } = open();
  serve('/hca2.crl', list(hca2, [withOcsp]));
  const [good, gone] = [verified(plain), verified(withOcsp)];
  await revocation.refresh();
  service.on('/hca2.crl', () => ({ status: 503 }));
  service.on('/ocsp', () => ({ status: 503 }));
  clock.now += 24 * HOUR;
  assert.equal(await ask(good), 'good');
  assert.equal(await ask(gone), 'card_revoked');
  clock.now += 2 * HOUR;
  assert.equal(await ask(good), 'card_revocation_unknown');
  revocation.stop();
});

test('an older CRL, one of tomorrow or one of another CA never takes the place of the one at hand', async () => {
  const { ask, told, revocation } = open();
  serve('/hca2.crl', list(hca2, [plain], { number: 8 }));
  const card = verified(plain);
  assert.equal(await ask(card), 'card_revoked');
  const tomorrow = new Date(Date.now() + 24 * HOUR);
  const others = [
    list(hca2, []),
    list(hca2, [], { number: 9, thisUpdate: tomorrow }),
    list(moica, [], { number: 9 }),
    list(authorities.hca1, [], { number: 9 }),
  ];
  for (const each of others) {
    serve('/hca2.crl', each);
    await revocation.refresh();
    assert.equal(await ask(card), 'card_revoked');
  }
  const ofHca = told.filter((sentence) => sentence.startsWith('HCA, generation 2'));
  assert.deepEqual(
    ofHca.map((sentence) => sentence.replace('HCA, generation 2: no new CRL, ', '')),
    [
      'an older CRL than the one at hand.',
      'a CRL of the future.',
      'the CRL of another CA.',
      'a CRL that its CA did not sign.',
    ],
  );
  serve('/hca2.crl', list(hca2, [], { number: 9 }));
  await revocation.refresh();
  assert.equal(await ask(card), 'good');
  revocation.stop();
});

test('a CRL outlives a restart in its folder, and a damaged file counts for nothing', async () => {
  serve('/hca2.crl', list(hca2, [plain]));
  const before = open({ cacheFolder: scratch });
  await before.revocation.refresh();
  before.revocation.stop();
  service.on('/hca2.crl', () => ({ status: 503 }));
  const card = verified(plain);
  const again = open({ cacheFolder: scratch });
  assert.equal(await again.ask(card), 'card_revoked');
  again.revocation.stop();
  for (const name of await readdir(scratch)) await writeFile(join(scratch, name), list(moica, []));
  const damaged = open({ cacheFolder: scratch });
  assert.equal(await damaged.ask(card), 'card_revocation_unknown');
  damaged.revocation.stop();
  assert.ok((await readdir(scratch)).every((name) => /^[\da-f]{64}\.crl$/.test(name)));
});

test('a CRL is asked for by its tag, and its tag is enough', async () => {
  const { ask, told, revocation } = open();
  const body = list(hca2, [plain]);
  service.on('/hca2.crl', (_, { headers }) =>
    headers['if-none-match'] === '"7"' ? { status: 304 } : { body, headers: { etag: '"7"' } },
  );
  await revocation.refresh();
  await revocation.refresh();
  assert.ok(told.every((sentence) => !sentence.startsWith('HCA, generation 2')));
  assert.equal(await ask(verified(plain)), 'card_revoked');
  revocation.stop();
});

test('a CA that its root revoked vouches for nobody', async () => {
  const { ask, revocation } = open();
  const caSerial = Buffer.from(
    trust.issuing.find(({ file }) => file === 'moica.pem')?.certificate.serial ?? '',
    'hex',
  );
  const citizen = verified(makeCard(moica, { subjectType: subjectTypes.citizen }), 'citizen');
  serve('/moica.crl', list(moica, []));
  assert.equal(await ask(citizen), 'good');
  serve(
    '/root.crl',
    makeCrl(root, [{ serial: caSerial, at }], {
      thisUpdate: at,
      nextUpdate: new Date(Date.now() + HOUR),
      number: 8,
    }),
  );
  await revocation.refresh();
  assert.equal(await ask(citizen), 'card_untrusted');
  revocation.stop();
});

test('whoever stops waits for nobody', async () => {
  const { told, revocation } = open();
  service.on('/hca2.crl', () => 'silence');
  const refreshed = revocation.refresh();
  await setImmediate();
  revocation.stop();
  await refreshed;
  assert.ok(told.every((sentence) => !sentence.startsWith('HCA, generation 2')));
});
