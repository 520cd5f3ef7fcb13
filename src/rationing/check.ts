import type { Visit } from '../access/index.ts';
import type { House } from '../house.ts';
import { isoInstant, type Now } from '../platform/clock.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import type { Session } from '../platform/session.ts';
import { findStock, onSaleByItem } from '../stock/index.ts';
import { approvalLasts, sealApproval } from './approval.ts';
import type { CheckAllowed, CheckRefused, CheckRequest, DocumentInHand } from './contract.ts';
import type { Policy } from './policy.ts';
import { findLiftedDays, findPerson, findPolicy } from './queries.ts';
import { presentRecent } from './recent.ts';
import { allowance, suggest } from './rules.ts';
import type { PersonRow } from './settle.ts';
import { readShown, type Shown } from './shown.ts';

/** A verdict of "no" before it is put into words. */
export type NotAllowed = Omit<CheckRefused, 'refusal'> & { refusal: Refusal };
type Found = { policy: Policy; row: PersonRow | undefined; lifted: Set<string> };

const findFacts = async (
  house: House,
  session: Session,
  shown: Shown,
  now: Now,
): Promise<Found | Refusal> => {
  const { db, programme } = house;
  const [policy, row, orders] = await Promise.all([
    findPolicy(db, programme, now.day),
    findPerson(db, programme, shown.key),
    findLiftedDays(db, programme, now.day),
  ]);
  if (!policy) return refuse('no_policy', { params: { today: now.day } });
  const lifted = new Set([...(orders.get('') ?? []), ...(orders.get(session.site.county) ?? [])]);
  return { policy, row, lifted };
};

const decide = (request: CheckRequest, shown: Shown, { policy, row, lifted }: Found, now: Now) =>
  allowance(
    policy,
    {
      document_kind: request.document_kind,
      last_digit: shown.person.last_digit,
      birth_year: Number(shown.birth_date.slice(0, 4)),
      purchase_days: (row?.recent ?? []).filter((each) => !each.voided).map((each) => each.sold_on),
    },
    { day: now.day, time: now.time, lifted_days: lifted },
  );

const inHand = (request: CheckRequest): DocumentInHand | null =>
  request.document_kind === '02' ? (request.document_in_hand ?? null) : null;

/** The approval that a sale must present, bound to session, site, person and policy (R106). */
const approve = (
  request: CheckRequest,
  shown: Shown,
  found: Found,
  session: Session,
  house: House,
  day: string,
) => {
  const issuedAt = house.clock.real().getTime();
  return {
    approval: sealApproval(house.keys.token, {
      session_id: session.session_id,
      site_code: session.site.code,
      person_key: found.row?.person_key ?? shown.key,
      covered_number: shown.person.covered_number,
      document_kind: request.document_kind,
      document_in_hand: inHand(request),
      source: shown.source,
      workstation: shown.workstation,
      birth_year: Number(shown.birth_date.slice(0, 4)),
      last_digit: shown.person.last_digit,
      policy_version: found.policy.version,
      day,
      issued_at: issuedAt,
    }),
    expires_at: isoInstant(issuedAt + approvalLasts),
  };
};

/**
 * 資格審核: may this person buy at this site now, and how much (R087-R097)? Reads without locks and writes one
 * audit row; a card read also keeps the mark of its birth date (`readShown`). Form errors are refusals of the
 * request; every other "no" is a verdict.
 */
export const check = async (
  house: House,
  session: Session,
  request: CheckRequest,
  visit: Visit,
): Promise<CheckAllowed | NotAllowed | Refusal> => {
  if (request.site_code !== session.site.code) return refuse('another_site', { field: 'site_code' });
  const now = house.clock.now();
  const seconds = house.limitChecks(session.account_id, house.clock.real());
  if (seconds > 0) return refuse('too_many_checks', { params: { seconds } });
  const shown = await readShown(house, session, now, request, visit);
  if (isRefusal(shown)) return shown;
  const found = await findFacts(house, session, shown, now);
  if (isRefusal(found)) return found;

  const decision = decide(request, shown, found, now);
  const [stockRows, recent] = await Promise.all([
    findStock(house.db, house.programme, [session.site.code]),
    presentRecent(house.db, found.row?.recent ?? [], session.site, now.day, found.policy.window.days),
    house.audit({
      now,
      act: 'sale:check',
      outcome: isRefusal(decision) ? decision.code : 'done',
      account_id: session.account_id,
      site_code: session.site.code,
      person_key: shown.key,
      address: session.address,
      detail: { source: shown.source, document_kind: request.document_kind },
    }),
  ]);
  const stock = onSaleByItem(stockRows, now.day);
  const person = {
    covered_number: shown.person.covered_number,
    birth_date: shown.birth_date,
    recent,
    stock,
    today: now.day,
  };
  if (isRefusal(decision)) return { verdict: 'refused', ...person, refusal: decision };
  return {
    verdict: 'allowed',
    ...person,
    ...approve(request, shown, found, session, house, now.day),
    ...decision,
    last_digit: shown.person.last_digit,
    suggested: suggest(found.policy, Number(shown.birth_date.slice(0, 4)), stock),
  };
};
