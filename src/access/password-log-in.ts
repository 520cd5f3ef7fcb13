import { sql } from 'kysely';
import type { Static } from 'typebox';
import { insertAudit } from '../audit/index.ts';
import type { House } from '../house.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import { actorOf, type Session } from '../platform/session.ts';
import { authorityCode } from './appointment-queries.ts';
import type { WithoutWay, viewWaysIn as waysInContract } from './contract.ts';
import { findPasswordLogInEnd, savePasswordLogInEnd } from './settings.ts';

/** Whether 一般登入 is open, for the tab of the log-in page. */
export const viewWaysIn = async (house: House): Promise<Static<(typeof waysInContract)['answers'][200]>> => {
  const ends_on = await findPasswordLogInEnd(house.db);
  return { password: { open: ends_on === null || house.clock.now().day <= ends_on, ends_on } };
};

/**
 * Who could no longer log in without 一般登入: institutions where nobody with an appointment has a card or a
 * passkey of their own yet that opens it, and people of the authority without one.
 */
const findWithoutAnotherWay = async (house: House): Promise<Static<typeof WithoutWay>> => {
  const { day } = house.clock.now();
  const hasCard = sql`(exists (select from card_binding k where k.account_id = p.account_id and k.ended_at is null
      and (k.card <> 'staff' or p.site_code = any(k.vouched_by)))
    or exists (select from passkey k where k.account_id = p.account_id and k.ended_at is null
      and (k.opens is null or p.site_code = any(k.opens))))`;
  const stands = sql`p.ended_at is null and p.suspended_at is null and (p.ends_on is null or p.ends_on >= ${day})`;
  const { rows } = await sql<{ code: string; short_name: string; total: number }>`
    select i.code, i.short_name, count(*) over ()::int as total from site i
    where i.suspended_at is null and (i.contract_ends_on is null or i.contract_ends_on >= ${day})
      and i.code <> ${authorityCode}
      and exists (select from appointment p where p.site_code = i.code and ${stands})
      and not exists (select from appointment p where p.site_code = i.code and ${stands} and ${hasCard})
    order by i.code limit 100`.execute(house.db);
  const { rows: staff } = await sql<{ name: string }>`
    select distinct a.display_name as name from appointment p join account a using (account_id)
    where p.site_code = ${authorityCode} and ${stands} and not ${hasCard} order by 1`.execute(house.db);
  return {
    hq: staff.map(({ name }) => name),
    institutions: rows.map(({ code, short_name }) => ({ code, short_name })),
    institutions_total: rows[0]?.total ?? 0,
  };
};

export const viewPasswordLogIn = async (house: House) => ({
  ends_on: await findPasswordLogInEnd(house.db),
  without_another_way: await findWithoutAnotherWay(house),
});

/**
 * Sets the last day of 一般登入, or lifts it with null. Refuses way_in_missing {hq, institutions} while
 * somebody would be shut out (`viewPasswordLogIn` has the list), and end_date_over for a day that is over.
 */
export const setPasswordLogIn = async (
  house: House,
  session: Session,
  endsOn: string | null,
): Promise<{ ends_on: string | null } | Refusal> => {
  const now = house.clock.now();
  if (endsOn !== null) {
    if (endsOn < now.day) return refuse('last_day_over', { field: 'ends_on' });
    const { hq, institutions_total } = await findWithoutAnotherWay(house);
    if (hq.length > 0 || institutions_total > 0)
      return refuse('way_in_missing', {
        field: 'ends_on',
        params: { hq: hq.length, institutions: institutions_total },
      });
  }
  await house.db.transaction().execute(async (tx) => {
    await savePasswordLogInEnd(tx, endsOn, session.account_id, now.at);
    await insertAudit(tx, [
      {
        now,
        act: 'setting:password_log_in',
        outcome: 'done',
        ...actorOf(session),
        detail: { ends_on: endsOn ?? '' },
      },
    ]);
  });
  return { ends_on: endsOn };
};
