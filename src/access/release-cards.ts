import type { House } from '../house.ts';
import type { Tx } from '../platform/db.ts';
import type { Session } from '../platform/session.ts';
import { setDisplayName } from './appointment-queries.ts';
import { endBindings } from './binding-queries.ts';
import { endPasskeys } from './passkey-queries.ts';
import { endCardSessions } from './queries.ts';

/** Ends cards and passkeys of an account, and the sessions that began with them; answers how many there were. */
export const endCards = async (house: House, tx: Tx, accountId: string, by: Session): Promise<number> => {
  const { at } = house.clock.now();
  const cards = await endBindings(tx, accountId, by.account_id, at);
  const passkeys = await endPasskeys(tx, accountId, at);
  await endCardSessions(tx, accountId, house.clock.real());
  return cards + passkeys;
};

/** Gives an account another name. Its cards were bound to the person of the old one, and are bound anew. */
export const renameAccount = async (
  house: House,
  tx: Tx,
  { account_id, display_name }: { account_id: string; display_name: string },
  by: Session,
): Promise<void> => {
  await setDisplayName(tx, account_id, display_name);
  await endCards(house, tx, account_id, by);
};
