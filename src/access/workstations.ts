import type { House } from '../house.ts';
import { isoInstant } from '../platform/clock.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import type { Session } from '../platform/session.ts';
import type { SignedStatement, WorkstationView } from './card-contract.ts';
import { noteLabelled } from './note-labelled.ts';
import { endSessionsOfWorkstation } from './queries.ts';
import { samAt } from './sam.ts';
import { openCardStatement, spend, type Visit } from './statements.ts';
import * as queries from './workstation-queries.ts';

export const enrolmentPurpose = 'enrolment';

const present = (row: queries.WorkstationRow, real: Date): WorkstationView => ({
  workstation_id: Number(row.workstation_id),
  label: row.label,
  enrolled_at: isoInstant(row.enrolled_at),
  enrolled_by: row.enrolled_by,
  last_used_at: row.last_used_at && isoInstant(row.last_used_at),
  ...samAt(row.sam, row.site_code, real),
  workstation: row.public_key.toString('base64url'),
});

export const listWorkstations = async (house: House, session: Session): Promise<WorkstationView[]> => {
  const rows = await queries.findWorkstations(house.db, session.site.code);
  return rows.map((row) => present(row, house.clock.real()));
};

/**
 * Enrols the computer whose agent signed: from now on the institution vouches for what it reads from cards.
 * One institution at a time. Refuses statement_invalid, challenge_invalid, workstation_already_enrolled,
 * workstation_elsewhere.
 */
export const enrolWorkstation = async (
  house: House,
  session: Session,
  given: { label: string; signed: SignedStatement; visit: Visit },
): Promise<WorkstationView | Refusal> => {
  const { signed, visit } = given;
  const statement = openCardStatement(house, signed, 'enrolment/1', visit, enrolmentPurpose);
  if (isRefusal(statement)) return statement;
  const spent = await spend(house, statement);
  if (spent) return spent;
  const label = given.label.normalize('NFC').trim();
  const now = house.clock.now();
  return house.db.transaction().execute(async (tx) => {
    const { code } = session.site;
    const made = { site_code: code, public_key: signed.workstation, label, enrolled_by: session.account_id };
    const id = await queries.insertWorkstation(tx, made, now.at);
    if (id === undefined) {
      const enrolled = await queries.findEnrolled(tx, signed.workstation);
      return refuse(enrolled?.site_code === code ? 'workstation_already_enrolled' : 'workstation_elsewhere');
    }
    await noteLabelled(tx, session, now, 'workstation:enrol', label);
    const [row] = await queries.findWorkstations(tx, code, id);
    if (!row) throw new Error('a workstation was enrolled and is not there');
    return present(row, house.clock.real());
  });
};

/**
 * Takes an enrolment back: the next read of a card there is refused, and sessions that a 健保卡 began there end.
 * Refuses workstation_not_found.
 */
export const endWorkstation = (
  house: House,
  session: Session,
  workstationId: string,
): Promise<null | Refusal> =>
  house.db.transaction().execute(async (tx) => {
    const now = house.clock.now();
    const { code } = session.site;
    const label = await queries.endWorkstation(tx, workstationId, code, session.account_id, now.at);
    if (label === undefined) return refuse('workstation_not_found');
    await endSessionsOfWorkstation(tx, workstationId, house.clock.real());
    await noteLabelled(tx, session, now, 'workstation:end', label);
    return null;
  });
