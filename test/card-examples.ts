import { sql } from 'kysely';
import { personKeyOf, readNumber } from '../src/people/index.ts';
import type { Db } from '../src/platform/db.ts';
import { isRefusal } from '../src/platform/errors.ts';
import { serverKeysFrom } from '../src/platform/secrets.ts';
import { browserOf, type TestApp } from './app.ts';
import { testAuthenticator } from './authenticator.ts';
import { paperCards } from './cards/paper-cards.ts';
import { testServerKey } from './db.ts';
import { makeBareSite, makeNumber, makeSite, makeStaff } from './factories.ts';
import { challengeOf, enrol, testWorkstation } from './workstation.ts';

type Options = Record<string, unknown> & { challenge: string };

/** Somebody whom a 健保卡 names. */
const makeHolder = async (db: Db, site_code: string, n: number) => {
  const number = readNumber('01', makeNumber(n), undefined, '2020-02-04');
  if (isRefusal(number)) throw new Error('a fictional number is not right');
  const person_key = personKeyOf(serverKeysFrom(testServerKey).staff, number);
  const account = await makeStaff(db, { name: `card-${n}`, site_code, roles: ['user'], person_key });
  return { number: number.number, ...account };
};

/** The right requests about cards, workstations and passkeys. */
export const cardExamples = async (app: TestApp, db: Db) => {
  const cards = await paperCards();
  const site = await makeSite(db);
  const holder = await makeHolder(db, site.code, 7_001);
  const bare = await makeBareSite(db, { short_name: '範例藥局' });
  const [manager, browser, owner, own] = [
    await browserOf(app, site.manager),
    await browserOf(app),
    await browserOf(app, site.user),
    await browserOf(app, holder),
  ];
  // As a log-in by 自然人憑證 leaves it.
  const names = sql`(${site.user.name}, ${holder.name})`;
  await sql`insert into card_binding (issuer, subject_serial, card, account_id, bound_at)
    select decode(repeat('cd', 32), 'hex'), account_id::text, 'citizen', account_id, now() from account
    where name in ${names}`.execute(db);
  await sql`update session s set way = 'certificate', card_binding_id = k.card_binding_id
    from card_binding k join account a using (account_id)
    where k.account_id = s.account_id and a.name in ${names}`.execute(db);
  const [workstation, ended, fresh, reader] = [1, 2, 3, 4].map(testWorkstation);
  if (!workstation || !ended || !fresh || !reader) throw new Error('four workstations were asked for');
  await enrol(manager, workstation);
  const { workstation_id } = (await enrol(manager, ended)).body;
  const machine = 'COUNTER-1';
  const sam = cards.sam(site.code);
  const samOf = async (from: typeof browser) => {
    const nonce = await challengeOf(from, '/api/workstation/sam/challenge');
    const { certificate } = sam;
    return workstation.says('sam/1', { nonce, certificate, signature: sam.signs(nonce, workstation.key) });
  };
  const shown = await browser.post('/api/workstation/sam', { signed: await samOf(browser) });
  if (shown.status !== 200) throw new Error(`a SAM was not taken: ${JSON.stringify(shown.body)}`);

  const institution = { card: 'institution', reader: 'chip' } as const;
  const nonce = await challengeOf(browser, '/api/session/card/challenge', institution);
  const cms = cards.card('institution', '範例藥局').signs(nonce, institution);
  const nhi = { card: 'nhi', reader: 'nhi' } as const;
  const nhiNonce = await challengeOf(browser, '/api/session/card/challenge', nhi);
  const optionsOf = async (from: typeof browser, url: string) =>
    (await from.post(url)).body['options'] as Options;
  const [known, other, removed] = [testAuthenticator(), testAuthenticator(), testAuthenticator()];
  const add = async (from: typeof browser, key: typeof known) => {
    const answer = key.make(await optionsOf(from, '/api/passkeys/challenge'));
    return (await from.post('/api/passkeys', { label: '手機', answer })).body['passkey_id'];
  };
  await add(own, known);
  const passkey_id = await add(owner, removed);
  return {
    challengeCard: { browser, url: '/api/session/card/challenge', body: institution },
    logInByCard: {
      ...{ browser, url: '/api/session/card', turn: 8 },
      body: {
        ...institution,
        signed: reader.says('certificate-log-in/1', {
          ...{ nonce, ...institution, cms },
          record: { number: bare, name: '範例藥局' },
        }),
      },
    },
    logInByNhiCard: {
      ...{ browser, url: '/api/session/nhi-card', turn: 8 },
      body: {
        signed: workstation.says('nhi-log-in/1', { nonce: nhiNonce, reader: 'nhi', number: holder.number }),
        password: holder.password,
      },
    },
    viewWorkstation: { browser, url: `/api/workstation/${workstation.key}` },
    challengeSam: { browser, url: '/api/workstation/sam/challenge' },
    authenticateSam: { browser, url: '/api/workstation/sam', body: { signed: await samOf(browser) } },
    listWorkstations: { browser: manager, url: '/api/workstations' },
    challengeEnrolment: { browser: manager, url: '/api/workstations/challenge' },
    enrolWorkstation: {
      ...{ browser: manager, url: '/api/workstations' },
      body: {
        label: '櫃台三',
        signed: fresh.says('enrolment/1', {
          nonce: await challengeOf(manager, '/api/workstations/challenge'),
          machine,
        }),
      },
    },
    endWorkstation: { browser: manager, url: `/api/workstations/${workstation_id}` },
    viewOwnWays: { browser: owner, url: '/api/own-ways-in' },
    offerPasskey: { browser: owner, url: '/api/passkeys/challenge' },
    savePasskey: {
      ...{ browser: owner, url: '/api/passkeys' },
      body: { label: '手機', answer: other.make(await optionsOf(owner, '/api/passkeys/challenge')) },
    },
    removePasskey: { browser: owner, url: `/api/passkeys/${passkey_id}` },
    challengePasskey: { browser, url: '/api/session/passkey/challenge' },
    logInByPasskey: {
      ...{ browser, url: '/api/session/passkey', turn: 8 },
      body: { answer: known.show(await optionsOf(browser, '/api/session/passkey/challenge')) },
    },
  };
};
