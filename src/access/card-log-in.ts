import { type CertificateCard, logInText, type ReaderKind, readersOf } from '../../agent/protocol.ts';
import { type VerifiedCard, verifyCardSignature } from '../cards/index.ts';
import type { House } from '../house.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import { createGate, gateFull } from '../platform/gate.ts';
import { findHolder, type Held, type NotHeld } from './bindings.ts';
import type { InstitutionChoice, SignedStatement } from './contract.ts';
import { enter, type LoggedIn, noteRefused } from './enter.ts';
import { findPlacesBy } from './live-proofs.ts';
import type { Proof } from './proof.ts';
import { mayUseNhiReader } from './sam.ts';
import { openCardStatement, type StatementOf, spend, type Visit } from './statements.ts';
import { subjectsOf } from './tries.ts';
import { findEnrolled } from './workstation-queries.ts';

/** Most of a log-in by card is waiting for the answer of an OCSP responder. */
const gate = createGate({ atOnce: 32, waiting: 500 });

export type CardLogIn = {
  card: CertificateCard | 'nhi';
  reader: ReaderKind;
  signed: SignedStatement;
  visit: Visit;
};

/** What a challenge for a log-in by card is made for. */
export const logInPurpose = (card: string, reader: string): string => `log-in ${card} ${reader}`;

/** The statement, when it answers a challenge for this very card and reader. */
const openLogIn = async (
  house: House,
  { card, reader, signed, visit }: CardLogIn,
): Promise<StatementOf<'certificate-log-in/1'> | Refusal> => {
  const [other] = readersOf[card];
  if (!readersOf[card].includes(reader)) return refuse('wrong_reader', { params: { reader: other ?? '' } });
  const purpose = logInPurpose(card, reader);
  const statement = openCardStatement(house, signed, 'certificate-log-in/1', visit, purpose);
  if (isRefusal(statement)) return statement;
  if (statement.card !== card || statement.reader !== reader) return refuse('statement_invalid');
  if (reader !== 'nhi') return statement;
  const enrolled = await findEnrolled(house.db, signed.workstation);
  const sam = await mayUseNhiReader(house, signed.workstation, enrolled?.site_code);
  return sam ?? statement;
};

/** The card, when it signed just this log-in and its certificate holds. */
const judgeCard = async (
  house: House,
  statement: StatementOf<'certificate-log-in/1'>,
  { visit }: CardLogIn,
) => {
  const { trust, revocation } = house.cards;
  const verified = await verifyCardSignature(trust, {
    cms: Buffer.from(statement.cms, 'base64'),
    content: Buffer.from(logInText({ ...statement, origin: visit.origin })),
    card: statement.card,
    at: house.clock.now().at,
  });
  if (isRefusal(verified)) return verified;
  return (await spend(house, statement)) ?? (await revocation.check(verified)) ?? verified;
};

type Found = { proof: Proof } | NotHeld;

/** The trail of the holder, and of the institution that vouched. */
const noteBound = (house: House, { account, vouched_by }: Held, verified: VerifiedCard, address: string) =>
  house.audit({
    now: house.clock.now(),
    act: 'card:bind',
    outcome: 'done',
    account_id: account.account_id,
    site_code: vouched_by[0] ?? (account.kind === 'institution' ? account.name.toUpperCase() : undefined),
    address,
    detail: { card: verified.card, ending: verified.identity.subject_serial.slice(-4) },
  });

const prove = async (house: House, given: CardLogIn): Promise<Found> => {
  const statement = await openLogIn(house, given);
  if (isRefusal(statement)) return { refusal: statement };
  const verified = await judgeCard(house, statement, given);
  if (isRefusal(verified)) return { refusal: verified };
  const first = { record: statement.record, workstation: given.signed.workstation };
  const held = await findHolder(house, statement.card, verified, first);
  if ('refusal' in held) return held;
  const { account, proof } = held;
  const { address } = given.visit;
  if (held.bound === 'now') await noteBound(house, held, verified, address);
  const sites = await findPlacesBy(house, account.account_id, proof);
  // The card is known, but at none of the institutions that vouched for it is there anything to do.
  const isElsewhere = sites.length === 0 && proof.opens !== null;
  if (isElsewhere) return { refusal: refuse('staff_card_needs_workstation'), account_id: account.account_id };
  return {
    proof: {
      account,
      sites,
      way: 'certificate',
      first_generation: verified.identity.generation === 1,
      place: subjectsOf(house.keys.address, account.name, address).account_at_address,
      address,
    },
  };
};

/** An institution's own card says the same as the institution's standing, in the words of Q22. */
const inWordsOfCard = <T>(card: CardLogIn['card'], done: T | Refusal): T | Refusal =>
  isRefusal(done) && done.code === 'not_contracted' && (card === 'institution' || card === 'government')
    ? refuse('card_not_contracted')
    : done;

/**
 * 憑證登入: 醫事人員卡, 自然人憑證, 醫事機構卡 or 政府單位憑證卡 (R027-R038). Refuses wrong_reader,
 * statement_invalid, challenge_invalid, sam_…, card_…, spare_card, not_appointed, too_busy, and why the person
 * may work nowhere.
 */
export const logInByCard = async (
  house: House,
  given: CardLogIn,
  former: string | undefined,
): Promise<LoggedIn | InstitutionChoice | Refusal> => {
  const done = await gate(async () => {
    const found = await prove(house, given);
    if ('proof' in found) return inWordsOfCard(given.card, await enter(house, found.proof, former));
    const from = { address: given.visit.address, way: 'certificate' as const };
    await noteRefused(house, found.refusal, from, {
      ...(found.account_id && { account_id: found.account_id }),
    });
    return found.refusal;
  });
  return done === gateFull ? refuse('too_busy') : done;
};
