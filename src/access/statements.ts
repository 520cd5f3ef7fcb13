import { createPublicKey, verify } from 'node:crypto';
import Type, { type Static, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { CardKind, ReaderKind, Statement } from '../../agent/protocol.ts';
import { CertificateCardName, ReaderKindName } from '../cards/contract.ts';
import type { House } from '../house.ts';
import { Bytes32, Closed, OrNull } from '../platform/contract.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { Session } from '../platform/session.ts';
import type { SignedStatement } from './card-contract.ts';
import { isChallenge, spendChallenge } from './challenge.ts';

/** What the server knows of a request beside its body: the statement must be for just this. */
export type Visit = {
  /** scheme, host and port of our own pages */
  origin: string;
  /** the browser before a log-in, the session after it */
  asker: string;
  address: string;
};

type FromSession = Pick<Visit, 'origin' | 'address'> & { session: Pick<Session, 'session_id'> };
/** The visit of somebody who is logged in: the session answers a challenge. */
export const visitIn = ({ origin, address, session }: FromSession): Visit => ({
  origin,
  address,
  asker: session.session_id,
});

const common = {
  origin: Type.String({ maxLength: 300 }),
  nonce: Bytes32,
  at: Type.String({ maxLength: 40 }),
};
const reader = ReaderKindName;
const number = Type.String({ minLength: 1, maxLength: 20 });
const base64 = (longest: number) => Type.String({ pattern: '^[A-Za-z0-9+/]+={0,2}$', maxLength: longest });

const shapes = {
  'citizen-read/1': Closed({
    kind: Type.Literal('citizen-read/1'),
    ...common,
    reader,
    number,
    birth_date: Type.String({ pattern: '^[0-9]{7}$' }),
  }),
  'nhi-log-in/1': Closed({ kind: Type.Literal('nhi-log-in/1'), ...common, reader, number }),
  'certificate-log-in/1': Closed({
    kind: Type.Literal('certificate-log-in/1'),
    ...common,
    card: CertificateCardName,
    reader,
    cms: base64(20_000),
    record: OrNull(Closed({ number, name: Type.String({ maxLength: 200 }) })),
  }),
  'enrolment/1': Closed({
    kind: Type.Literal('enrolment/1'),
    ...common,
    machine: Type.String({ maxLength: 100 }),
  }),
  'sam/1': Closed({
    kind: Type.Literal('sam/1'),
    ...common,
    certificate: base64(8_000),
    signature: base64(2_000),
  }),
} as const satisfies Record<Statement['kind'], TSchema>;
type Kind = Statement['kind'];
export type StatementOf<K extends Kind> = Static<(typeof shapes)[K]>;

const compiled = {
  'citizen-read/1': Compile(shapes['citizen-read/1']),
  'nhi-log-in/1': Compile(shapes['nhi-log-in/1']),
  'certificate-log-in/1': Compile(shapes['certificate-log-in/1']),
  'enrolment/1': Compile(shapes['enrolment/1']),
  'sam/1': Compile(shapes['sam/1']),
};

/** Ed25519 over the UTF-8 of the statement. A key that is none fits nothing. */
const isSignedBy = ({ statement, signature, workstation }: SignedStatement): boolean => {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: workstation }, format: 'jwk' });
    return verify(null, Buffer.from(statement), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * What an agent said, when its workstation's key signed it, it is of this kind, and it was said to our page.
 * Whether anybody vouches for the workstation is another question. Refuses statement_invalid.
 */
const openStatement = <K extends Kind>(
  signed: SignedStatement,
  kind: K,
  { origin }: Visit,
): StatementOf<K> | Refusal => {
  const value = parse(signed.statement);
  const isOurs = compiled[kind].Check(value) && value.origin === origin && isSignedBy(signed);
  return isOurs ? (value as StatementOf<K>) : refuse('statement_invalid');
};

/**
 * A statement that answers a challenge of ours. `purpose` as the challenge was made for. Not used up yet: see
 * `spend`. Refuses statement_invalid, challenge_invalid.
 */
export const openCardStatement = <K extends Kind>(
  house: House,
  signed: SignedStatement,
  kind: K,
  visit: Visit,
  purpose: string,
): StatementOf<K> | Refusal => {
  const statement = openStatement(signed, kind, visit);
  if ('refused' in statement) return statement;
  return isChallenge(house, statement.nonce, { purpose, ...visit }) ? statement : refuse('challenge_invalid');
};

/**
 * Uses up the challenge that a statement answers, once everything else about it is in order: strangers, who
 * have nothing in order, leave no rows behind. Refuses challenge_invalid the second time.
 */
export const spend = async (house: House, { nonce }: { nonce: string }): Promise<Refusal | undefined> =>
  (await spendChallenge(house, nonce)) ? undefined : refuse('challenge_invalid');

/** What a challenge for a log-in by card is made for. */
export const logInPurpose = (card: CardKind, reader: ReaderKind): string => `log-in ${card} ${reader}`;

/** How old a read of a citizen's card may be, in milliseconds of real time. */
const readLasts = 60_000;
export const cardReadPurpose = 'card read';

/**
 * A citizen's card as a workstation read it a moment ago for this session. Not used up: within its minute the
 * same read says the same. Refuses statement_invalid, card_read_stale.
 */
export const openCitizenRead = (
  house: House,
  signed: SignedStatement,
  visit: Visit,
): StatementOf<'citizen-read/1'> | Refusal => {
  const statement = openStatement(signed, 'citizen-read/1', visit);
  if ('refused' in statement) return statement;
  const isFresh = isChallenge(house, statement.nonce, { purpose: cardReadPurpose, ...visit }, readLasts);
  return isFresh ? statement : refuse('card_read_stale');
};
