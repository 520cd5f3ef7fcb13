import { sql } from 'kysely';
import type { CertificateCard } from '../../agent/protocol.ts';
import type { Db, Tx } from '../platform/db.ts';

/** Who a certificate is about, in the books of the authority that issued it. */
export type Subject = {
  /** hex of the 32 bytes that name the issuer */
  issuer: string;
  subject_serial: string;
};

export type BindingRow = {
  card_binding_id: string;
  account_id: string;
  card: CertificateCard;
  subject_serial: string;
  /** for a 醫事人員卡: the institutions that have vouched for it */
  vouched_by: string[];
};

export const findBinding = async (
  db: Db | Tx,
  card: CertificateCard,
  subject: Subject,
): Promise<BindingRow | undefined> => {
  const { rows } = await sql<BindingRow>`
    select card_binding_id, account_id, card, subject_serial, vouched_by from card_binding
    where issuer = ${Buffer.from(subject.issuer, 'hex')} and subject_serial = ${subject.subject_serial}
      and card = ${card} and ended_at is null`.execute(db);
  return rows[0];
};

/** Another institution has read the record of this card, and found the same person. */
export const addVoucher = async (tx: Tx, bindingId: string, siteCode: string): Promise<void> => {
  await sql`update card_binding set vouched_by = array_append(vouched_by, ${siteCode})
    where card_binding_id = ${bindingId} and not ${siteCode} = any(vouched_by)`.execute(tx);
};

/** One change of a person's cards, passkeys or name at a time, until the transaction ends. */
export const lockAccount = async (tx: Tx, accountId: string): Promise<void> => {
  await sql`select from account where account_id = ${accountId} for update`.execute(tx);
};

/** The id of the new binding, or undefined when the subject or this kind of card of the account has one. */
export const insertBinding = async (
  tx: Tx,
  made: Subject & { card: CertificateCard; account_id: string; vouched_by: string[] },
  now: Date,
): Promise<string | undefined> => {
  const { rows } = await sql<{ card_binding_id: string }>`
    insert into card_binding (issuer, subject_serial, card, account_id, vouched_by, bound_at)
    values (${Buffer.from(made.issuer, 'hex')}, ${made.subject_serial}, ${made.card}, ${made.account_id},
      ${made.vouched_by}, ${now})
    on conflict do nothing returning card_binding_id`.execute(tx);
  return rows[0]?.card_binding_id;
};

export const findBindingsOf = async (db: Db | Tx, accountId: string): Promise<BindingRow[]> => {
  const { rows } = await sql<BindingRow>`
    select card_binding_id, account_id, card, subject_serial, vouched_by from card_binding
    where account_id = ${accountId} and ended_at is null`.execute(db);
  return rows;
};

export type OwnCardRow = { card: CertificateCard; subject_serial: string; bound_at: Date };

export const findCardsOf = async (db: Db, accountId: string): Promise<OwnCardRow[]> => {
  const { rows } = await sql<OwnCardRow>`
    select card, subject_serial, bound_at from card_binding
    where account_id = ${accountId} and ended_at is null order by card`.execute(db);
  return rows;
};

/** Ends one binding; false when it had ended. `by`: whose account says so. */
export const endBinding = async (tx: Tx, bindingId: string, by: string, now: Date): Promise<boolean> => {
  const { numAffectedRows } = await sql`update card_binding set ended_at = ${now}, ended_by = ${by}
    where card_binding_id = ${bindingId} and ended_at is null`.execute(tx);
  return numAffectedRows === 1n;
};

/** Ends every binding of an account; answers how many there were. */
export const endBindings = async (tx: Tx, accountId: string, by: string, now: Date): Promise<number> => {
  const { numAffectedRows } = await sql`
    update card_binding set ended_at = ${now}, ended_by = ${by}
    where account_id = ${accountId} and ended_at is null`.execute(tx);
  return Number(numAffectedRows);
};

export type RegisterRow = { site_code: string | null; is_spare: boolean };

/** What the authority knew of a card beforehand (`evenhand import-register cards`). */
export const findRegistered = async (
  db: Db | Tx,
  card: CertificateCard,
  subjectSerial: string,
): Promise<RegisterRow | undefined> => {
  const { rows } = await sql<RegisterRow>`
    select site_code, is_spare from card_register
    where card = ${card} and subject_serial = ${subjectSerial}`.execute(db);
  return rows[0];
};

/** The subjects whose card of this kind is an institution's, as the register says; none: it does not say. */
export const findSerialsOf = async (
  db: Db | Tx,
  card: CertificateCard,
  siteCode: string,
): Promise<string[]> => {
  const { rows } = await sql<{ subject_serial: string }>`
    select subject_serial from card_register where card = ${card} and site_code = ${siteCode}`.execute(db);
  return rows.map(({ subject_serial }) => subject_serial);
};

/** Codes of all institutions of a name, contracted or not; two are enough to know it is no name. */
export const findSitesNamed = async (db: Db | Tx, name: string): Promise<string[]> => {
  const { rows } = await sql<{ code: string }>`
    select code from site where full_name = ${name} and kind <> 'authority' order by code limit 2`.execute(
    db,
  );
  return rows.map(({ code }) => code);
};

/** People whose ID number ends in four digits and whose name is this; two are enough to know it is nobody. */
export const findPeopleLike = async (
  db: Db | Tx,
  lastFourMark: Buffer,
  name: string,
): Promise<{ account_id: string }[]> => {
  const { rows } = await sql<{ account_id: string }>`
    select account_id from account
    where last_four_mark = ${lastFourMark} and display_name = ${name} and disabled_at is null
    limit 2`.execute(db);
  return rows;
};

/** Was this account ever appointed there, whatever became of it? */
export const wasAppointed = async (tx: Tx, accountId: string, siteCode: string): Promise<boolean> => {
  const { rows } = await sql`select from appointment
    where account_id = ${accountId} and site_code = ${siteCode} limit 1`.execute(tx);
  return rows.length > 0;
};
