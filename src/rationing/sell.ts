import { type AuditEntry, insertAudit } from '../audit/index.ts';
import type { House } from '../house.ts';
import { addDays, type Now } from '../platform/clock.ts';
import type { Tx } from '../platform/db.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import { inGroups } from '../platform/groups.ts';
import type { Session } from '../platform/session.ts';
import { insertMovements, lockStock, onSaleByItem, type StockRow, saveStock } from '../stock/index.ts';
import { openApproval } from './approval.ts';
import type { SaleDone, SaleRequest } from './contract.ts';
import { findLiftedDays, findPolicy, findUsedIds, insertSales, lockPeople, savePeople } from './queries.ts';
import { presentRecent, presentSale } from './recent.ts';
import { hashOfRequest } from './sale-row.ts';
import { type Attempt, type PersonRow, type Sold, settle } from './settle.ts';

/** The answer to one attempt, with the stock of its site after the group. */
type Answer = { result: Sold | Refusal; stock: Record<string, number>; day: string; windowDays: number };

/** More than this many would make the first of a group wait for the last. */
const mostInGroup = 256;

const bySite = (rows: readonly StockRow[]): Map<string, Map<string, StockRow>> => {
  const sites = new Map<string, Map<string, StockRow>>();
  for (const row of rows)
    sites.set(row.site_code, (sites.get(row.site_code) ?? new Map<string, StockRow>()).set(row.item, row));
  return sites;
};

const auditOf = (
  attempts: readonly Attempt[],
  answers: readonly (Sold | Refusal)[],
  now: Now,
): AuditEntry[] =>
  attempts.map((attempt, index) => {
    const answer = answers[index];
    const outcome = isRefusal(answer) ? answer.code : (answer?.outcome ?? 'done');
    const { account_id, site_code, approval, address } = attempt;
    const { person_key } = approval;
    return { now, act: 'sale:make', outcome, account_id, site_code, person_key, address };
  });

/** The same attempts for the keys that the authority has linked theirs to since the check (C4). */
const followLinks = (attempts: readonly Attempt[], people: readonly PersonRow[]): Attempt[] | undefined => {
  const links = new Map(people.map((each) => [each.person_key, each.linked_to]));
  if (![...links.values()].some((each) => each !== null)) return undefined;
  return attempts.map((attempt) => {
    const person_key = links.get(attempt.approval.person_key) ?? attempt.approval.person_key;
    return { ...attempt, approval: { ...attempt.approval, person_key } };
  });
};

/** Decides and writes under the locks that the transaction holds. */
const settleUnderLock = async (
  tx: Tx,
  house: House,
  attempts: readonly Attempt[],
  people: readonly PersonRow[],
): Promise<Answer[]> => {
  const { programme, clock, keys } = house;
  const siteCodes = [...new Set(attempts.map((each) => each.site_code))].sort();
  const stock = bySite(await lockStock(tx, programme, siteCodes));
  // The clock is read under lock: the day on which the sale is made is the day that decides (W19).
  const now = clock.now();
  const policy = await findPolicy(tx, programme, now.day);
  const lifted = await findLiftedDays(tx, programme, now.day);
  const peopleByKey = new Map(people.map((each) => [each.person_key, each]));
  const usedIds = await findUsedIds(tx, attempts, [addDays(now.day, -1), now.day]);
  const real = clock.real().getTime();
  const books = { programme, policy, people: peopleByKey, stock, usedIds, lifted, now, real };
  const settled = settle(attempts, books);
  if (settled.sales.length > 0) {
    await insertSales(tx, keys.ledger, settled.sales);
    await savePeople(tx, programme, [...settled.people]);
    await insertMovements(tx, keys.ledger, settled.movements);
    await saveStock(tx, programme, [...settled.stock]);
  }
  await insertAudit(tx, auditOf(attempts, settled.answers, now));
  return settled.answers.map((result, index) => ({
    result,
    stock: onSaleByItem([...(stock.get(attempts[index]?.site_code ?? '')?.values() ?? [])], now.day),
    day: now.day,
    windowDays: policy?.window.days ?? 7,
  }));
};

/** One group, one transaction: lock persons, lock stock, decide, write, commit. */
const sellGroup = async (house: House, attempts: readonly Attempt[]): Promise<Answer[]> => {
  const answers = await house.db.transaction().execute(async (tx) => {
    const keys = attempts.map((each) => each.approval.person_key);
    const people = await lockPeople(tx, house.programme, keys);
    const followed = followLinks(attempts, people);
    return followed ? { followed } : settleUnderLock(tx, house, attempts, people);
  });
  return 'followed' in answers ? sellGroup(house, answers.followed) : answers;
};

/** A refusal before the person is known; all others are audited with the person, in their group. */
const refuseEarly = async (house: House, session: Session, refusal: Refusal): Promise<Refusal> => {
  const { account_id, site, address } = session;
  const { code: outcome } = refusal;
  const now = house.clock.now();
  await house.audit({ now, act: 'sale:make', outcome, account_id, site_code: site.code, address });
  return refusal;
};

export type Sell = (session: Session, request: SaleRequest) => Promise<SaleDone | Refusal>;

/**
 * 購買 → 確定: sells what the approval allows, at most once per request id (R101-R103, R106). The server
 * judges every rule again under lock. Refuses with the codes of `judge` and `allowance`, and with
 * approval_invalid, approval_expired, approval_of_another_session, policy_changed, request_id_reused.
 */
export const createSell = (house: House): Sell => {
  const join = inGroups((attempts: Attempt[]) => sellGroup(house, attempts), mostInGroup);
  return async (session, request) => {
    const approval = openApproval(house.keys.token, request.approval);
    if (!approval) return refuseEarly(house, session, refuse('approval_invalid', { field: 'approval' }));
    if (approval.site_code !== session.site.code)
      return refuseEarly(house, session, refuse('another_site', { field: 'approval' }));
    const { quantities, by_proxy, request_id } = request;
    const { site, account_id, session_id, address } = session;
    const { result, stock, day, windowDays } = await join({
      request_id,
      request_hash: hashOfRequest({
        person_key: approval.person_key,
        site_code: site.code,
        quantities,
        by_proxy,
      }),
      approval,
      quantities,
      by_proxy,
      session_id,
      site_code: site.code,
      county: site.county,
      account_id,
      address,
      received_at: house.clock.real().getTime(),
    });
    if (isRefusal(result)) return result;
    const recent = await presentRecent(house.db, result.recent, site, day, windowDays);
    return { outcome: result.outcome, sale: presentSale(result.entry), recent, stock };
  };
};
