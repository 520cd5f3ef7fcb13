import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { House } from '../house.ts';
import type { Tx } from '../platform/db.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import type { Session } from '../platform/session.ts';
import { lockAccount } from './binding-queries.ts';
import type { InstitutionChoice, WayIn } from './contract.ts';
import { holdPassword } from './credentials.ts';
import { factsOf } from './facts.ts';
import { openTicket, sealTicket, type Ticket } from './institution-choice.ts';
import { findLiveProofs, findPlacesBy } from './live-proofs.ts';
import type { Place, Proof } from './proof.ts';
import {
  type AccountRow,
  type CredentialRow,
  endSession,
  findAccount,
  findCredentials,
  insertSession,
} from './queries.ts';
import { isByPassword, isOpen, reachOf, rolesOf, standingOf } from './rules.ts';
import { findLive, hashOfToken, presentSession, siteOf } from './sessions.ts';
import { holdEnrolment } from './workstation-queries.ts';

export type LoggedIn = { token: string; session: Session };

const markOfPassword = (hash: string): string => createHash('sha256').update(hash).digest('hex').slice(0, 32);

/** An institution proved by a password: another password is another proof. */
export const byPassword = (row: CredentialRow): Place => ({
  ...row,
  mark: markOfPassword(row.password_hash),
});

/** The cookie that a ticket becomes: the same for the same ticket, so that the second time finds it taken. */
const tokenOf = (house: House, ticket: string): string =>
  createHmac('sha256', house.keys.token).update(`session of ${ticket}`).digest('base64url');

type NewSession = Omit<Parameters<typeof insertSession>[1], 'card_binding_id'>;

/**
 * Holds what proved somebody until the transaction ends: no password is changed, no card or passkey released
 * and no computer taken back meanwhile. Refuses what is gone by now: wrong_credentials,
 * workstation_not_enrolled, ticket_invalid.
 */
const holdProof = async (
  tx: Tx,
  { way, account_id, site_code, workstation_id }: NewSession,
  mark: string,
): Promise<{ card_binding_id: string | null } | Refusal> => {
  if (isByPassword(way)) {
    const hash = await holdPassword(tx, account_id, site_code);
    if (hash === undefined || markOfPassword(hash) !== mark) return refuse('wrong_credentials');
    const isHeld = workstation_id === null || (await holdEnrolment(tx, workstation_id));
    return isHeld ? { card_binding_id: null } : refuse('workstation_not_enrolled');
  }
  await lockAccount(tx, account_id);
  const proof = (await findLiveProofs(tx, account_id, way)).find((each) => each.mark === mark);
  return !proof || (proof.opens !== null && !proof.opens.includes(site_code))
    ? refuse('ticket_invalid')
    : { card_binding_id: proof.card_binding_id };
};

/** Writes the session, while what proved its holder stands. Refuses as `holdProof`, and a ticket that was used. */
const writeSession = (house: House, session: NewSession, mark: string): Promise<undefined | Refusal> =>
  house.db.transaction().execute(async (tx) => {
    const held = await holdProof(tx, session, mark);
    if (isRefusal(held)) return held;
    const isWritten = await insertSession(tx, { ...session, ...held }, house.clock.real());
    return isWritten ? undefined : refuse('ticket_invalid');
  });

/** A session begins at one institution; the one that the cookie belonged to ends. */
const begin = async (
  house: House,
  { account, place, address, ticket, way, first_generation, workstation_id }: Proof,
  site: Place,
  former: string | undefined,
): Promise<LoggedIn | Refusal> => {
  const real = house.clock.real();
  const token = ticket === undefined ? randomBytes(32).toString('base64url') : tokenOf(house, ticket);
  const token_hash = hashOfToken(token);
  const who = { account_id: account.account_id, site_code: site.code };
  const session = { token_hash, place, way, first_generation, workstation_id, ...who };
  const refusal = await writeSession(house, session, site.mark);
  // Of a choice there is only to say that it is over, which is noted where it is answered.
  if (refusal && ticket !== undefined) return refuse('ticket_invalid');
  if (refusal && refusal.code !== 'ticket_invalid')
    await noteRefused(house, refusal, { address, way }, { ...account, site_code: site.code });
  if (refusal) return refusal;
  if (former !== undefined) await endSession(house.db, hashOfToken(former), real);
  const detail = { way };
  await house.audit({
    now: house.clock.now(),
    act: 'session:begin',
    outcome: 'done',
    address,
    detail,
    ...who,
  });
  const [row] = await findLive(house, [token_hash]);
  // A password or a card that went a moment later took it along.
  if (!row) return refuse('ticket_invalid');
  return { token, session: presentSession(row, reachOf(factsOf(row), house.clock.now().day), address) };
};

/** A try that only had to wait says nothing new: so many a minute and address are enough for the trail. */
export const noteRefused = (
  house: House,
  refusal: Refusal,
  { address, way }: { address: string; way: WayIn },
  who: Partial<AccountRow> & { site_code?: string | undefined } = {},
): Promise<void> => {
  const isNews = refusal.code !== 'try_later' && (way === 'password' || who.account_id !== undefined);
  if (!isNews && house.limitStrangers(address, house.clock.real()) > 0) return Promise.resolve();
  return house.audit({
    now: house.clock.now(),
    act: 'session:begin',
    outcome: refusal.code,
    account_id: who.account_id,
    site_code: who.site_code,
    address,
    detail: { way },
  });
};

/**
 * From a proof to a session: at the one institution where this person may work, or a choice of several
 * (R046). Whoever may work nowhere is told why (R033); a password to change is changed inside.
 */
export const enter = async (
  house: House,
  proof: Proof,
  former: string | undefined,
): Promise<LoggedIn | InstitutionChoice | Refusal> => {
  const today = house.clock.now().day;
  const standings = proof.sites.map((site) => ({ site, standing: standingOf(factsOf(site), today) }));
  const open = standings.filter(({ standing }) => isOpen(standing));
  const [first] = open;
  if (!first) {
    const [closed] = standings;
    const refusal = refuse(closed?.standing ?? 'not_appointed');
    await noteRefused(house, refusal, proof, { ...proof.account, site_code: closed?.site.code });
    return refusal;
  }
  if (open.length === 1) return begin(house, proof, first.site, former);
  return {
    ticket: sealTicket(
      house,
      proof,
      open.map(({ site }) => site),
    ),
    institutions: open.map(({ site }) => ({ site: siteOf(site), roles: rolesOf(factsOf(site), today) })),
  };
};

/** What still proves a ticket's holder at an institution: not a password reset or a card released since. */
const findProved = async (house: House, account: AccountRow, ticket: Ticket, siteCode: string) => {
  const { account_id } = account;
  const isOffered = ({ code, mark }: Place) =>
    code === siteCode && ticket.sites.some((each) => each.code === code && each.mark === mark);
  if (isByPassword(ticket.way))
    return (await findCredentials(house.db, account_id, house.clock.now().day))
      .map(byPassword)
      .find(isOffered);
  const proofs = await findLiveProofs(house.db, account_id, ticket.way);
  const places = await Promise.all(proofs.map((proof) => findPlacesBy(house, account_id, proof)));
  return places.flat().find(isOffered);
};

/** The institution is chosen; the ticket says who is there. Refuses ticket_invalid, or why not there (any more). */
export const chooseInstitution = async (
  house: House,
  { ticket, site_code, address }: { ticket: string; site_code: string; address: string },
  former: string | undefined,
): Promise<LoggedIn | Refusal> => {
  const opened = openTicket(house, ticket);
  const account = opened && (await findAccount(house.db, { name: opened.account }));
  if (!opened || !account || account.disabled) return refuse('ticket_invalid');
  const site = await findProved(house, account, opened, site_code);
  if (!site) return refuse('ticket_invalid');
  const { way, first_generation, workstation_id, id } = opened;
  const place = Buffer.from(opened.place, 'hex');
  const known = { account, sites: [site], way, first_generation, workstation_id };
  const proof = { ...known, place, address, ticket: id };
  const done = await enter(house, proof, former);
  if ('ticket' in done) throw new Error('one institution left a choice');
  return done;
};
