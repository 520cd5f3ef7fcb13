import type { Static } from 'typebox';
import type { House } from '../house.ts';
import { isoInstant } from '../platform/clock.ts';
import type { Session } from '../platform/session.ts';
import { findCardsOf } from './binding-queries.ts';
import type { viewOwnWays as contract } from './card-contract.ts';
import { isProven, listPasskeys, mayAddPasskey } from './passkeys.ts';

/**
 * The cards and passkeys that let somebody in; none to who came by a password, which whoever gave it may know.
 */
export const viewOwnWays = async (
  house: House,
  session: Session,
): Promise<Static<(typeof contract)['answers'][200]>> => {
  if (!isProven(session)) return { cards: [], passkeys: [], may_add_passkey: false };
  const [cards, passkeys, may_add_passkey] = await Promise.all([
    findCardsOf(house.db, session.account_id),
    listPasskeys(house, session),
    mayAddPasskey(house, session),
  ]);
  return {
    cards: cards.map(({ card, subject_serial, bound_at }) => ({
      card,
      ending: subject_serial.slice(-4),
      bound_at: isoInstant(bound_at),
    })),
    passkeys,
    may_add_passkey,
  };
};
