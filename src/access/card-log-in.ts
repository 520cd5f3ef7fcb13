import { type CertificateCard, logInText, type ReaderKind, readersOf } from '../../agent/protocol.ts';
import { verifyCardSignature } from '../cards/index.ts';
import type { House } from '../house.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import { createGate, gateFull } from '../platform/gate.ts';
import { findHolder } from './bindings.ts';
import type { InstitutionChoice, SignedStatement } from './contract.ts';
import { enter, findPlacesBy, type LoggedIn, noteRefused } from './enter.ts';
import type { Proof } from './proof.ts';
import { type AccountRow, findAccountById } from './queries.ts';
import { mayUseNhiReader } from './sam.ts';
import { openCardStatement, type StatementOf, spend, type Visit } from './statements.ts';
import { subjectsOf } from './tries.ts';

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
  const sam = reader === 'nhi' ? await mayUseNhiReader(house, signed.workstation) : undefined;
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

type Found = { proof: Proof } | { refusal: Refusal; account?: AccountRow };

const prove = async (house: House, given: CardLogIn): Promise<Found> => {
  const statement = await openLogIn(house, given);
  if (isRefusal(statement)) return { refusal: statement };
  const verified = await judgeCard(house, statement, given);
  if (isRefusal(verified)) return { refusal: verified };
  const first = { record: statement.record, workstation: given.signed.workstation };
  const holder = await findHolder(house, statement.card, verified, first);
  if (isRefusal(holder)) return { refusal: holder };
  const account = await findAccountById(house.db, holder.account_id);
  if (!account || account.disabled) return { refusal: refuse('not_appointed'), ...(account && { account }) };
  const { address } = given.visit;
  if (holder.isNew)
    await house.audit({
      now: house.clock.now(),
      act: 'card:bind',
      outcome: 'done',
      account_id: account.account_id,
      address,
      detail: { card: statement.card, ending: verified.identity.subject_serial.slice(-4) },
    });
  return {
    proof: {
      account,
      sites: await findPlacesBy(house, account.account_id, holder.mark),
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
    await noteRefused(house, found.refusal, from, found.account);
    return found.refusal;
  });
  return done === gateFull ? refuse('too_busy') : done;
};
