import type { Static } from 'typebox';
import { insertAudit } from '../audit/index.ts';
import type { House } from '../house.ts';
import type { Db, Tx } from '../platform/db.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { Session } from '../platform/session.ts';
import { presentService } from './applications.ts';
import type { editService as editContract, listCatalogue as listContract } from './contract.ts';
import { findCatalogue, type ServiceEdit, updateService } from './queries.ts';

type Entry = Static<(typeof listContract)['answers'][200]>['services'][number];

export const listCatalogue = async (db: Db | Tx): Promise<Entry[]> =>
  (await findCatalogue(db)).map((row) => ({
    ...presentService(row),
    eligibility: row.eligibility as Entry['eligibility'],
    applications: row.applications,
    grants: row.grants,
  }));

type Edit = Static<(typeof editContract)['body']>;

/** The days fit the state; each kind of institution is named once. */
const judge = ({ state, opens_on, ended_on, eligibility }: Edit): Refusal | undefined => {
  if (state === 'building' && opens_on === null) return refuse('opening_day_missing', { field: 'opens_on' });
  if ((state === 'ended') !== (ended_on !== null)) return refuse('end_day_mismatch', { field: 'ended_on' });
  const kinds = eligibility.map((each) => each.site_kind);
  return new Set(kinds).size === kinds.length
    ? undefined
    : refuse('kind_named_twice', { field: 'eligibility' });
};

/**
 * Changes a service of the catalogue, in force at once. Refuses service_not_found, opening_day_missing,
 * end_day_mismatch (a last day belongs to the state ended, and to no other), kind_named_twice.
 */
export const editService = (
  house: House,
  session: Session,
  code: string,
  edit: Edit,
): Promise<Entry | Refusal> =>
  house.db.transaction().execute(async (tx) => {
    const refusal = judge(edit);
    if (refusal) return refusal;
    const now = house.clock.now();
    const before = (await listCatalogue(tx)).find((each) => each.code === code);
    const written: ServiceEdit = edit;
    if (!before || !(await updateService(tx, code, written, session.account_id, now.at)))
      return refuse('service_not_found');
    const who = { account_id: session.account_id, site_code: session.site.code, address: session.address };
    const eligible = (entry: { eligibility: Edit['eligibility'] }) =>
      entry.eligibility.map((each) => `${each.site_kind}(${each.professions.join(' ')})`).join(', ');
    const detail = {
      service: code,
      before: `${before.state} ${before.name}; ${eligible(before)}`,
      after: `${edit.state} ${edit.name}; ${eligible(edit)}`,
    };
    await insertAudit(tx, [{ now, act: 'service:edit', outcome: 'done', ...who, detail }]);
    const entry = (await listCatalogue(tx)).find((each) => each.code === code);
    if (!entry) throw new Error('a service was changed and is not there');
    return entry;
  });
