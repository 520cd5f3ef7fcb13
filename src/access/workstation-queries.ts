import { sql } from 'kysely';
import type { Db, Tx } from '../platform/db.ts';

const bytesOf = (publicKey: string): Buffer => Buffer.from(publicKey, 'base64url');

export type EnrolledRow = { workstation_id: string; site_code: string };

/** The enrolment of a workstation that stands, whichever institution's. */
export const findEnrolled = async (db: Db | Tx, publicKey: string): Promise<EnrolledRow | undefined> => {
  const { rows } = await sql<EnrolledRow>`
    select workstation_id, site_code from workstation
    where public_key = ${bytesOf(publicKey)} and ended_at is null`.execute(db);
  return rows[0];
};

/** Does an enrolment stand? Nobody ends it until the transaction ends. */
export const holdEnrolment = async (tx: Tx, workstationId: string): Promise<boolean> => {
  const { rows } = await sql`
    select from workstation where workstation_id = ${workstationId} and ended_at is null for share`.execute(
    tx,
  );
  return rows.length > 0;
};

export const isSite = async (db: Db, code: string): Promise<boolean> => {
  const { rows } = await sql`select from site where code = ${code}`.execute(db);
  return rows.length > 0;
};

export type SamState = 'authenticated' | 'suspended' | 'expired';
export type SamRow = { state: SamState; until: Date | null; site_code: string | null };

export const findSam = async (db: Db | Tx, publicKey: string): Promise<SamRow | undefined> => {
  const { rows } = await sql<SamRow>`
    select state, until, site_code from sam_state where public_key = ${bytesOf(publicKey)}`.execute(db);
  return rows[0];
};

export const saveSam = async (db: Db, publicKey: string, sam: SamRow, now: Date): Promise<void> => {
  await sql`
    insert into sam_state (public_key, site_code, state, shown_at, until)
    values (${bytesOf(publicKey)}, ${sam.site_code}, ${sam.state}, ${now}, ${sam.until})
    on conflict (public_key) do update set site_code = excluded.site_code, state = excluded.state,
      shown_at = excluded.shown_at, until = excluded.until`.execute(db);
};

export type WorkstationRow = {
  workstation_id: string;
  site_code: string;
  public_key: Buffer;
  label: string;
  enrolled_at: Date;
  enrolled_by: string;
  last_used_at: Date | null;
  sam: SamRow | undefined;
};

type WithSam = Omit<WorkstationRow, 'sam'> & {
  sam_state: SamState | null;
  sam_until: Date | null;
  sam_site: string | null;
};

/** The standing enrolments of an institution, or one of them. */
export const findWorkstations = async (
  db: Db | Tx,
  siteCode: string,
  workstationId?: string,
): Promise<WorkstationRow[]> => {
  const { rows } = await sql<WithSam>`
    select w.workstation_id, w.site_code, w.public_key, w.label, w.enrolled_at, a.display_name as enrolled_by,
      w.last_used_at, s.state as sam_state, s.until as sam_until, s.site_code as sam_site
    from workstation w join account a on a.account_id = w.enrolled_by left join sam_state s using (public_key)
    where w.site_code = ${siteCode} and w.ended_at is null
      and (${workstationId ?? null}::bigint is null or w.workstation_id = ${workstationId ?? null}::bigint)
    order by w.label, w.workstation_id limit 500`.execute(db);
  return rows.map(({ sam_state: state, sam_until: until, sam_site: site_code, ...row }) => ({
    ...row,
    sam: state === null ? undefined : { state, until, site_code },
  }));
};

/** The id of the new enrolment, or undefined when the key is enrolled already. */
export const insertWorkstation = async (
  tx: Tx,
  made: { site_code: string; public_key: string; label: string; enrolled_by: string },
  now: Date,
): Promise<string | undefined> => {
  const { rows } = await sql<{ workstation_id: string }>`
    insert into workstation (site_code, public_key, label, enrolled_at, enrolled_by)
    values (${made.site_code}, ${bytesOf(made.public_key)}, ${made.label}, ${now}, ${made.enrolled_by})
    on conflict (public_key) where ended_at is null do nothing returning workstation_id`.execute(tx);
  return rows[0]?.workstation_id;
};

export const endWorkstation = async (
  tx: Tx,
  workstationId: string,
  siteCode: string,
  by: string,
  now: Date,
): Promise<string | undefined> => {
  const { rows } = await sql<{ label: string }>`
    update workstation set ended_at = ${now}, ended_by = ${by}
    where workstation_id = ${workstationId} and site_code = ${siteCode} and ended_at is null
    returning label`.execute(tx);
  return rows[0]?.label;
};

/** Marked as used at most once a minute, so that a read of a card does not write. */
export const touchWorkstation = async (db: Db, workstationId: string, now: Date): Promise<void> => {
  await sql`update workstation set last_used_at = ${now}
    where workstation_id = ${workstationId}
      and (last_used_at is null or last_used_at < ${new Date(now.getTime() - 60_000)})`.execute(db);
};
