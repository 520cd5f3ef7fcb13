import { sql } from 'kysely';
import type { House } from '../house.ts';
import type { Db, Tx } from '../platform/db.ts';
import { type BindingRow, findBindingsOf } from './binding-queries.ts';
import { findPasskeys, type PasskeyRow } from './passkey-queries.ts';
import type { Place } from './proof.ts';
import { findPlaces } from './queries.ts';

/** A bound card or a passkey that stands, as a proof of its holder. */
export type LiveProof = {
  /** names it, in tickets and sessions */
  mark: string;
  /** codes of the institutions that it opens; null: all of its holder's */
  opens: string[] | null;
  card_binding_id: string | null;
};

/** Every card but the 醫事人員卡 tells itself whose it is; that one opens where it was vouched for. */
export const proofOfBinding = ({
  card_binding_id,
  card,
  vouched_by,
}: Pick<BindingRow, 'card_binding_id' | 'card' | 'vouched_by'>): LiveProof => ({
  mark: `card ${card_binding_id}`,
  opens: card === 'staff' ? vouched_by : null,
  card_binding_id,
});

export const proofOfPasskey = ({
  passkey_id,
  opens,
}: Pick<PasskeyRow, 'passkey_id' | 'opens'>): LiveProof => ({
  mark: `passkey ${passkey_id}`,
  opens,
  card_binding_id: null,
});

/** The bound cards, or the passkeys, of an account that stand at this moment. */
export const findLiveProofs = async (
  db: Db | Tx,
  accountId: string,
  way: 'certificate' | 'passkey',
): Promise<LiveProof[]> =>
  way === 'certificate'
    ? (await findBindingsOf(db, accountId)).map(proofOfBinding)
    : (await findPasskeys(db, accountId)).map(proofOfPasskey);

/** The institutions that a card or a passkey opens, of those where its holder is or was appointed. */
export const findPlacesBy = async (house: House, accountId: string, proof: LiveProof): Promise<Place[]> => {
  const places = await findPlaces(house.db, accountId, house.clock.now().day);
  return places
    .filter(({ code }) => proof.opens === null || proof.opens.includes(code))
    .map((place) => ({ ...place, mark: proof.mark }));
};

/** The card that a session began with, while both stand; undefined for any other session. */
export const findCardOfSession = async (tx: Tx, sessionId: string): Promise<LiveProof | undefined> => {
  const { rows } = await sql<BindingRow>`
    select k.card_binding_id, k.account_id, k.card, k.subject_serial, k.vouched_by
    from session s join card_binding k using (card_binding_id)
    where s.token_hash = ${Buffer.from(sessionId, 'hex')} and s.ended_at is null and k.ended_at is null
      and s.way = 'certificate'`.execute(tx);
  return rows[0] && proofOfBinding(rows[0]);
};
