import { createHmac } from 'node:crypto';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { House } from '../house.ts';
import { isoInstant } from '../platform/clock.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import type { Session } from '../platform/session.ts';
import { lockAccount } from './binding-queries.ts';
import type { OwnPasskey } from './card-contract.ts';
import { isChallenge, makeChallenge, spendChallenge } from './challenge.ts';
import type { InstitutionChoice } from './contract.ts';
import { enter, type LoggedIn, noteRefused } from './enter.ts';
import { findCardOfSession, findPlacesBy, proofOfPasskey } from './live-proofs.ts';
import { noteLabelled } from './note-labelled.ts';
import * as queries from './passkey-queries.ts';
import type { Proof } from './proof.ts';
import { endPasskeySessions, findAccountById } from './queries.ts';
import { isByPassword } from './rules.ts';
import type { Visit } from './statements.ts';
import { subjectsOf } from './tries.ts';

/** The contract takes the browser's JSON as it comes; the library judges what is inside. */
type Attestation = Parameters<typeof verifyRegistrationResponse>[0]['response'];
type Assertion = Parameters<typeof verifyAuthenticationResponse>[0]['response'];

const adding = 'passkey add';
const loggingIn = 'passkey log-in';
/** EdDSA, ES256, RS256: what authenticators have. */
const algorithms = [-8, -7, -257];
const rpName = '健保資訊網服務系統(VPN)';

const hostOf = ({ origin }: Visit): string => new URL(origin).hostname;

/** WebAuthn wants bytes; the browser gives them back as the text that we made. */
const challengeBytes = (house: House, purpose: string, visit: Visit) =>
  new Uint8Array(Buffer.from(makeChallenge(house, { purpose, ...visit }), 'base64url'));

/** An account as an authenticator knows it: nothing that tells whose it is. */
const handleOf = (house: House, accountId: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHmac('sha256', house.keys.staff).update(`passkey of ${accountId}`).digest());

/**
 * May this session add a passkey? People only (an institution has its card), and only after a log-in by
 * certificate, since a passkey opens what its card opens: a 健保卡 with the password of one institution proves
 * no more than that one, and whoever gave the password may have it.
 */
export const mayAddPasskey = async (house: House, session: Session): Promise<boolean> => {
  if (session.way !== 'certificate') return false;
  return (await findAccountById(house.db, session.account_id))?.kind === 'person';
};

/** Options for the browser to make a passkey. Refuses passkey_needs_card. */
export const offerPasskey = async (house: House, session: Session, visit: Visit) => {
  if (!(await mayAddPasskey(house, session))) return refuse('passkey_needs_card');
  const known = await queries.findPasskeys(house.db, session.account_id);
  return generateRegistrationOptions({
    rpName,
    rpID: hostOf(visit),
    userName: session.account,
    userDisplayName: session.display_name,
    userID: handleOf(house, session.account_id),
    challenge: challengeBytes(house, adding, visit),
    attestationType: 'none',
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: known.map(({ credential }) => ({ id: credential })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
};

/** Was the challenge in the browser's answer ours, for this? It is used up once the answer fits. */
const isOurs = (house: House, purpose: string, visit: Visit) => (challenge: string) =>
  isChallenge(house, challenge, { purpose, ...visit });

const challengeIn = (clientDataJSON: string): string =>
  String(
    (JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString()) as { challenge: string }).challenge,
  );

/** What does not fit is refused; the library throws for it. */
const orUndefined = <T>(work: Promise<T>): Promise<T | undefined> => work.catch(() => undefined);

const present = (row: queries.PasskeyRow): OwnPasskey => ({
  passkey_id: Number(row.passkey_id),
  label: row.label,
  created_at: isoInstant(row.created_at),
  last_used_at: row.last_used_at && isoInstant(row.last_used_at),
});

export const listPasskeys = async (house: House, session: Session): Promise<OwnPasskey[]> =>
  (await queries.findPasskeys(house.db, session.account_id)).map(present);

/** Keeps the passkey that the browser made. Refuses passkey_needs_card, passkey_wrong. */
export const savePasskey = async (
  house: House,
  session: Session,
  given: { label: string; answer: object; visit: Visit },
): Promise<OwnPasskey | Refusal> => {
  if (!(await mayAddPasskey(house, session))) return refuse('passkey_needs_card');
  const { visit } = given;
  const verified = await orUndefined(
    verifyRegistrationResponse({
      response: given.answer as Attestation,
      expectedChallenge: isOurs(house, adding, visit),
      supportedAlgorithmIDs: algorithms,
      expectedOrigin: visit.origin,
      expectedRPID: hostOf(visit),
      requireUserVerification: true,
    }),
  );
  if (!verified?.verified) return refuse('passkey_wrong');
  const { clientDataJSON } = (given.answer as Attestation).response;
  if (!(await spendChallenge(house, challengeIn(clientDataJSON)))) return refuse('passkey_wrong');
  const { id, publicKey, counter } = verified.registrationInfo.credential;
  const { account_id } = session;
  const label = given.label.normalize('NFC').trim();
  const now = house.clock.now();
  return house.db.transaction().execute(async (tx) => {
    // A release of the card meanwhile has ended the session: then nothing is kept.
    await lockAccount(tx, account_id);
    const card = await findCardOfSession(tx, session.session_id);
    if (!card) return refuse('passkey_needs_card');
    const { opens } = card;
    const made = { account_id, credential: id, public_key: Buffer.from(publicKey), label, opens };
    const row = await queries.insertPasskey(tx, { ...made, signature_count: counter }, now.at);
    if (!row) return refuse('passkey_wrong');
    await noteLabelled(tx, session, now, 'passkey:add', label);
    return present(row);
  });
};

/** Does this session know its holder as a person, not as whoever holds an institution's password? */
export const isProven = ({ way }: Session): boolean => !isByPassword(way);

/**
 * Takes one's own passkey away, and ends every other session that began with a passkey of this person: which of
 * them it was no session says. Refuses passkey_needs_card (not to whoever has a password), passkey_not_found.
 */
export const removePasskey = (house: House, session: Session, id: string): Promise<null | Refusal> =>
  house.db.transaction().execute(async (tx) => {
    if (!isProven(session)) return refuse('passkey_needs_card');
    const { account_id, session_id } = session;
    const now = house.clock.now();
    await lockAccount(tx, account_id);
    const label = await queries.endPasskey(tx, id, account_id, now.at);
    if (label === undefined) return refuse('passkey_not_found');
    const others = { account_id, but: Buffer.from(session_id, 'hex') };
    await endPasskeySessions(tx, others, house.clock.real());
    await noteLabelled(tx, session, now, 'passkey:remove', label);
    return null;
  });

/** Options for the browser to show a passkey; whose, the authenticator knows. */
export const challengePasskey = (house: House, visit: Visit) =>
  generateAuthenticationOptions({
    rpID: hostOf(visit),
    challenge: challengeBytes(house, loggingIn, visit),
    userVerification: 'required',
  });

const prove = async (house: House, answer: Assertion, visit: Visit): Promise<Proof | Refusal> => {
  const known = await queries.findPasskey(house.db, answer.id);
  const account = known && (await findAccountById(house.db, known.account_id));
  if (!known || !account || account.disabled) return refuse('passkey_wrong');
  const verified = await orUndefined(
    verifyAuthenticationResponse({
      response: answer,
      expectedChallenge: isOurs(house, loggingIn, visit),
      expectedOrigin: visit.origin,
      expectedRPID: hostOf(visit),
      requireUserVerification: true,
      credential: {
        id: known.credential,
        publicKey: new Uint8Array(known.public_key),
        counter: Number(known.signature_count),
      },
    }),
  );
  const count = verified?.verified ? verified.authenticationInfo.newCounter : undefined;
  const isUsed =
    count !== undefined &&
    (await spendChallenge(house, challengeIn(answer.response.clientDataJSON))) &&
    (await queries.countPasskey(house.db, known.passkey_id, count, house.clock.now().at));
  if (!isUsed) return refuse('passkey_wrong');
  const { address } = visit;
  return {
    account,
    sites: await findPlacesBy(house, account.account_id, proofOfPasskey(known)),
    way: 'passkey',
    first_generation: false,
    place: subjectsOf(house.keys.address, account.name, address).account_at_address,
    address,
    workstation_id: null,
  };
};

/** Logs in with a passkey. Refuses passkey_wrong, and why the person may work nowhere. */
export const logInByPasskey = async (
  house: House,
  answer: object,
  visit: Visit,
  former: string | undefined,
): Promise<LoggedIn | InstitutionChoice | Refusal> => {
  const proof = await prove(house, answer as Assertion, visit);
  if (!isRefusal(proof)) return enter(house, proof, former);
  await noteRefused(house, proof, { address: visit.address, way: 'passkey' });
  return proof;
};
