import { type CertificateCard, logInText, type ReaderKind, readersOf } from '../../agent/protocol.ts';
import { verifyCardSignature } from '../cards/index.ts';
import type { House } from '../house.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import { createGate, gateFull } from '../platform/gate.ts';
import { findHolder, type NotHeld } from './bindings.ts';
import type { SignedStatement } from './card-contract.ts';
import type { InstitutionChoice } from './contract.ts';
import { enter, type LoggedIn, noteRefused } from './enter.ts';
import { factsOf } from './facts.ts';
import { findPlacesBy, type LiveProof } from './live-proofs.ts';
import type { Place, Proof } from './proof.ts';
import { findPlaces, type PlaceRow } from './queries.ts';
import { isOpen, standingOf } from './rules.ts';
import { whyNotNhiReader } from './sam.ts';
import { logInPurpose, openCardStatement, type StatementOf, spend, type Visit } from './statements.ts';
import { subjectsOf } from './tries.ts';
import { findEnrolled } from './workstation-queries.ts';

/** Most of a log-in by card is waiting for the answer of an OCSP responder. */
const gate = createGate({ atOnce: 32, waiting: 500 });

export type CardLogIn = {
  card: CertificateCard;
  reader: ReaderKind;
  signed: SignedStatement;
  visit: Visit;
};

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
  const sam = await whyNotNhiReader(house, signed.workstation, enrolled?.site_code);
  return sam ?? statement;
};

/** The card, when it signed just this log-in and its certificate holds. */
const judgeCard = async (
  house: House,
  statement: StatementOf<'certificate-log-in/1'>,
  { visit }: CardLogIn,
) => {
  const { trust, revocation } = house.cards;
  const verified = verifyCardSignature(trust, {
    cms: Buffer.from(statement.cms, 'base64'),
    content: Buffer.from(logInText({ ...statement, origin: visit.origin })),
    card: statement.card,
    at: house.clock.now().at,
  });
  if (isRefusal(verified)) return verified;
  return (await spend(house, statement)) ?? (await revocation.check(verified)) ?? verified;
};

type Found = { proof: Proof } | NotHeld;

/**
 * Is this a card that opens only where it was vouched for, of somebody who works at other institutions by now?
 */
const isVouchedElsewhere = async (
  house: House,
  accountId: string,
  sites: readonly Place[],
  { opens }: LiveProof,
): Promise<boolean> => {
  const { day } = house.clock.now();
  const mayWork = (place: PlaceRow) => isOpen(standingOf(factsOf(place), day));
  if (opens === null || sites.some(mayWork)) return false;
  return (await findPlaces(house.db, accountId, day)).some(mayWork);
};

const prove = async (house: House, given: CardLogIn): Promise<Found> => {
  const statement = await openLogIn(house, given);
  if (isRefusal(statement)) return { refusal: statement };
  const verified = await judgeCard(house, statement, given);
  if (isRefusal(verified)) return { refusal: verified };
  const { address } = given.visit;
  const first = { record: statement.record, workstation: given.signed.workstation, address };
  const held = await findHolder(house, verified, first);
  if ('refusal' in held) return held;
  const { account, proof } = held;
  const { account_id } = account;
  const sites = await findPlacesBy(house, account_id, proof);
  if (await isVouchedElsewhere(house, account_id, sites, proof))
    return { refusal: refuse('staff_card_needs_workstation'), account_id };
  return {
    proof: {
      account,
      sites,
      way: 'certificate',
      first_generation: verified.identity.generation === 1,
      place: subjectsOf(house.keys.address, account.name, address).account_at_address,
      address,
      workstation_id: null,
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
