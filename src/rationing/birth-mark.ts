import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { House } from '../house.ts';
import type { Pepper } from '../people/index.ts';
import type { Tx } from '../platform/db.ts';

/** A birth date as the database keeps it: a keyed mark, of no use without the pepper. */
export const markOfBirth = (pepper: Pepper, personKey: string, birthDate: string): Buffer =>
  createHmac('sha256', pepper).update(`birth ${personKey}|${birthDate}`).digest().subarray(0, 16);

/** The mark that a card read left for a person, or undefined: nobody has read a card of this person yet. */
export const findBirthMark = async (house: House, personKey: string): Promise<Buffer | undefined> => {
  const { rows } = await sql<{ mark: Buffer }>`
    select mark from birth_mark where programme = ${house.programme} and person_key = ${personKey}`.execute(
    house.db,
  );
  return rows[0]?.mark;
};

/** The latest card decides; two reads at once of one person leave one of them. */
export const saveBirthMark = async (
  tx: Tx,
  programme: string,
  personKey: string,
  mark: Buffer,
  seen: { site_code: string; workstation_id: string; at: Date },
): Promise<void> => {
  await sql`
    insert into birth_mark (programme, person_key, mark, marked_at, site_code, workstation_id)
    values (${programme}, ${personKey}, ${mark}, ${seen.at}, ${seen.site_code}, ${seen.workstation_id})
    on conflict (programme, person_key) do update set mark = excluded.mark, marked_at = excluded.marked_at,
      site_code = excluded.site_code, workstation_id = excluded.workstation_id`.execute(tx);
};
