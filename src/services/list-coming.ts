import type { Static } from 'typebox';
import type { House } from '../house.ts';
import type { Session } from '../platform/session.ts';
import type { listComing as contract } from './contract.ts';
import { findGrantsAt, findOffered } from './queries.ts';

type Coming = Static<(typeof contract)['answers'][200]>;

/** Services that this person holds here and that are being built; those that come with one of them too (X31). */
export const listComing = async (house: House, session: Session): Promise<Coming> => {
  if (!session.roles.includes('user')) return { services: [] };
  const today = house.clock.now().day;
  const grants = await findGrantsAt(house.db, session.site.code);
  const held = new Set(
    grants
      .filter(
        ({ account_id, ends_on }) =>
          account_id === session.account_id && (ends_on === null || ends_on >= today),
      )
      .map(({ service_code }) => service_code),
  );
  const offered = await findOffered(house.db, session.site);
  const applied = new Set(offered.filter(({ applied_at }) => applied_at !== null).map(({ code }) => code));
  return {
    services: offered
      .filter(({ code, implied_by, state }) => {
        const bearer = implied_by ?? code;
        return state === 'building' && held.has(bearer) && applied.has(bearer);
      })
      .map(({ code, name, name_en, opens_on }) => ({ code, name, name_en, opens_on })),
  };
};
