import type { House } from '../house.ts';
import type { Tx } from '../platform/db.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import { authorityCode, setDisplayName, worksAt, worksElsewhere } from './appointment-queries.ts';
import { endBindings, lockAccount } from './binding-queries.ts';
import { endPasskeys } from './passkey-queries.ts';
import { endCardSessions } from './queries.ts';

type Clocked = Pick<House, 'clock'>;

/** Ends cards and passkeys of an account, and the sessions that began with them; answers how many there were. */
export const endCards = async (house: Clocked, tx: Tx, accountId: string, by: string): Promise<number> => {
  await lockAccount(tx, accountId);
  const { at } = house.clock.now();
  const cards = await endBindings(tx, accountId, by, at);
  const passkeys = await endPasskeys(tx, accountId, at);
  await endCardSessions(tx, accountId, house.clock.real());
  return cards + passkeys;
};

/**
 * Gives an account another name; answers the former one, and how many cards and passkeys ended with it: they were
 * bound to its person, and are bound anew. One that is called so already keeps all: undefined.
 */
export const renameAccount = async (
  house: Clocked,
  tx: Tx,
  { account_id, display_name }: { account_id: string; display_name: string },
  by: string,
): Promise<{ name_before: string; released: number } | undefined> => {
  await lockAccount(tx, account_id);
  const name_before = await setDisplayName(tx, account_id, display_name);
  if (name_before === undefined) return undefined;
  return { name_before, released: await endCards(house, tx, account_id, by) };
};

/**
 * May this act touch what a person has everywhere: name, cards, passkeys? An institution's only while the
 * person works nowhere else; the authority's own people only by who keeps them. Locks the account, so that
 * nobody is appointed or bound meanwhile.
 */
export const judgePersonChange = async (
  tx: Tx,
  { account_id, site_code }: { account_id: string; site_code: string },
  target: { anywhere?: boolean },
): Promise<Refusal | undefined> => {
  await lockAccount(tx, account_id);
  if (site_code === authorityCode) return undefined;
  if (await worksAt(tx, account_id, authorityCode)) return refuse('person_of_authority');
  if (target.anywhere) return undefined;
  return (await worksElsewhere(tx, account_id, site_code)) ? refuse('cards_elsewhere') : undefined;
};
