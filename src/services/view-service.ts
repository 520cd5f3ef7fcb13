import type { Static } from 'typebox';
import { holdersAt, mayHold, stateOf } from '../access/index.ts';
import type { House } from '../house.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { Session } from '../platform/session.ts';
import { presentService } from './applications.ts';
import type { viewService as contract } from './contract.ts';
import { type Grounds, readGrounds } from './grants.ts';
import { findGrantsAt, type OfferedRow } from './queries.ts';

type View = Static<(typeof contract)['answers'][200]>;

/** The first thing that stands between this person and a service (X26). */
const findMissing = async (
  house: House,
  session: Session,
  service: OfferedRow,
  { site, people, now }: Grounds,
): Promise<View['missing']> => {
  const allowed = holdersAt(site, service.professions);
  if (allowed === null) return 'not_for_kind';
  if (service.state === 'ended') return 'ended';
  if (service.applied_at === null) return 'application';
  const me = people.find((each) => each.account_id === session.account_id);
  if (!me || stateOf(me, now.day) !== 'active') return 'user';
  if (!mayHold(allowed, me.professions)) return 'profession';
  const grants = await findGrantsAt(house.db, site.code);
  const granted = grants.some(
    ({ account_id, service_code, starts_on, ends_on }) =>
      account_id === session.account_id &&
      service_code === service.code &&
      starts_on <= now.day &&
      (ends_on === null || ends_on >= now.day),
  );
  if (!granted) return 'grant';
  return service.state === 'building' ? 'not_open' : null;
};

/** One service as it stands for this person; an implied one stands as the one it comes with. */
export const viewService = async (house: House, session: Session, code: string): Promise<View | Refusal> => {
  const grounds = await readGrounds(house.db, session, house.clock.now());
  const shown = grounds.services.find((each) => each.code === code);
  const bearer = grounds.services.find((each) => each.code === (shown?.implied_by ?? code));
  if (!shown || !bearer) return refuse('service_not_found');
  const usable = session.services.includes(code);
  const missing = usable ? null : await findMissing(house, session, bearer, grounds);
  return { service: presentService(shown), usable, missing };
};
