import { findAppointments, lockPeopleOf, presentAppointment } from '../access/index.ts';
import { insertAudit } from '../audit/index.ts';
import type { House } from '../house.ts';
import { isoInstant } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { Session } from '../platform/session.ts';
import { listOffered } from '../services/index.ts';
import type { InstitutionView } from './contract.ts';
import * as queries from './queries.ts';

const pageSize = 50;

const present = (row: queries.InstitutionRow): InstitutionView => ({
  ...row,
  suspended_at: row.suspended_at && isoInstant(row.suspended_at),
});

export const searchInstitutions = async (
  house: House,
  query: { text?: string; kind?: string; lacks?: 'representative' | 'manager'; after?: string },
) => {
  const { kind, lacks, after = '' } = query;
  const search = { text: (query.text ?? '').trim(), kind, lacks, after };
  const rows = await queries.findInstitutions(house.db, search, pageSize + 1);
  const shown = rows.slice(0, pageSize);
  return {
    institutions: shown.map(present),
    total: await queries.countInstitutions(house.db, search),
    next_after: rows.length > pageSize ? (shown.at(-1)?.code ?? null) : null,
  };
};

/** The look itself is an act, which the institution reads in its own trail. Refuses institution_not_found. */
export const viewInstitution = async (house: House, session: Session, code: string) => {
  const row = await queries.findInstitution(house.db, code);
  if (!row) return refuse('institution_not_found');
  const now = house.clock.now();
  const { account_id } = session;
  await house.audit({
    now,
    act: 'institution:view',
    outcome: 'done',
    account_id,
    site_code: code,
    address: session.address,
  });
  const people = await findAppointments(house.db, code, ['representative', 'manager', 'user'], now.day);
  return {
    institution: present(row),
    appointments: people.map((each) => presentAppointment(each, now.day, account_id)),
    ...(await listOffered(house.db, row)),
  };
};

/** Suspends (with a reason) or resumes (with null). Refuses institution_not_found, already_suspended, not_suspended. */
export const setSuspension = (
  house: House,
  session: Session,
  code: string,
  reason: string | null,
): Promise<InstitutionView | Refusal> =>
  house.db.transaction().execute(async (tx) => {
    await lockPeopleOf(tx, code);
    const row = await queries.findInstitution(tx, code);
    if (!row) return refuse('institution_not_found');
    if ((row.suspended_at !== null) === (reason !== null))
      return refuse(reason === null ? 'not_suspended' : 'already_suspended');
    const now = house.clock.now();
    await queries.setSiteSuspension(tx, code, reason, now.at);
    const act = reason === null ? 'institution:resume' : 'institution:suspend';
    const { account_id } = session;
    const detail: Record<string, string> = reason === null ? {} : { reason };
    await insertAudit(tx, [
      { now, act, outcome: 'done', account_id, site_code: code, address: session.address, detail },
    ]);
    const changed = await queries.findInstitution(tx, code);
    return present(changed ?? row);
  });
