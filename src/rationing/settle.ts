import type { RecentEntry } from '../../db/tables.ts';
import { addDays, daysBetween, type Now } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import { type Movement, move, onSale, type StockRow } from '../stock/index.ts';
import { type Approval, approvalLasts } from './approval.ts';
import type { Policy } from './policy.ts';
import { allowance, judge } from './rules.ts';
import type { Sale } from './sale-row.ts';

type Quantities = Record<string, number>;

/** One 確定, as it arrived. */
export type Attempt = {
  request_id: string;
  /** hex; the same request id with another hash is another request */
  request_hash: string;
  approval: Approval;
  quantities: Quantities;
  by_proxy: boolean;
  session_id: string;
  site_code: string;
  county: string;
  account_id: string;
  address: string;
  /** real time, epoch milliseconds */
  received_at: number;
};

/** A person's row under lock; `settle` changes this working copy. */
export type PersonRow = {
  person_key: string;
  recent: RecentEntry[];
  kept_from: string;
  linked_to: string | null;
};

/** Everything under lock that a group may read and change. */
export type Books = {
  programme: string;
  policy: Policy | undefined;
  people: Map<string, PersonRow>;
  /** by site code and item */
  stock: Map<string, Map<string, StockRow>>;
  /** request ids already used at these sites, for whomever */
  usedIds: Set<string>;
  /** days on which the day rule is lifted, by county; '' is the whole country */
  lifted: Map<string, Set<string>>;
  now: Now;
  /** real time, epoch milliseconds */
  real: number;
};

export type Sold = { outcome: 'sold' | 'repeated'; entry: RecentEntry; recent: RecentEntry[] };
export type Settled = {
  answers: (Sold | Refusal)[];
  sales: Sale[];
  movements: Movement[];
  people: Set<PersonRow>;
  stock: Set<StockRow>;
};

/** A request that waited longer than this for its turn is not sold any more, in milliseconds of real time. */
export const lateAfter = 15_000;

/** The days that a rule of the policy can look back, and one more for a retry across midnight. */
const keepDays = (policy: Policy): number => policy.window.days + 1;

const liftedIn = (books: Books, county: string): Set<string> =>
  new Set([...(books.lifted.get('') ?? []), ...(books.lifted.get(county) ?? [])]);

/** An earlier answer to the same request, or that the id was used for another: before anything else. */
const findEarlier = (attempt: Attempt, person: PersonRow): Sold | Refusal | undefined => {
  const entry = person.recent.find((each) => each.request_id === attempt.request_id);
  if (!entry) return undefined;
  return entry.request_hash === attempt.request_hash
    ? { outcome: 'repeated', entry, recent: person.recent }
    : refuse('request_id_reused', { field: 'request_id' });
};

const refuseApproval = (attempt: Attempt, books: Books): Refusal | undefined => {
  const { approval } = attempt;
  // Whoever sent it has been told that the answer is late, and asks again: it must not sell behind their back.
  if (books.real - attempt.received_at > lateAfter) return refuse('too_busy');
  if (books.usedIds.has(attempt.request_id)) return refuse('request_id_reused', { field: 'request_id' });
  if (approval.session_id !== attempt.session_id) return refuse('approval_of_another_session');
  const isOld = attempt.received_at - approval.issued_at > approvalLasts;
  // Midnight may pass between check and sale, and a server beside may be there first; more days may not.
  if (isOld || Math.abs(daysBetween(approval.day, books.now.day)) > 1) return refuse('approval_expired');
  if (!books.policy) return refuse('no_policy', { params: { today: books.now.day } });
  if (approval.policy_version !== books.policy.version) return refuse('policy_changed');
  return undefined;
};

/** The rules again, on the books as they stand now: the day at 確定 decides (W19). */
const judgeAttempt = (attempt: Attempt, policy: Policy, person: PersonRow, books: Books) => {
  const { approval } = attempt;
  const allowed = allowance(
    policy,
    {
      document_kind: approval.document_kind,
      last_digit: approval.last_digit,
      birth_year: approval.birth_year,
      purchase_days: person.recent.filter((each) => !each.voided).map((each) => each.sold_on),
    },
    { day: books.now.day, time: books.now.time, lifted_days: liftedIn(books, attempt.county) },
  );
  if ('refused' in allowed) return allowed;
  const stock = books.stock.get(attempt.site_code) ?? new Map<string, StockRow>();
  const sellable = Object.fromEntries([...stock].map(([item, row]) => [item, onSale(row, books.now.day)]));
  const priced = judge(policy, approval.birth_year, attempt.quantities, sellable);
  return 'refused' in priced ? priced : { ...priced, person_class: allowed.person_class, stock };
};

const remember = (person: PersonRow, entry: RecentEntry, policy: Policy, now: Now): void => {
  const from = addDays(now.day, -keepDays(policy));
  person.recent = [...person.recent.filter((each) => each.sold_on >= from), entry];
  if (from > person.kept_from) person.kept_from = from;
};

/**
 * Decides a group in order of arrival on a working copy of the books that every accepted request changes,
 * so that the second purchase of a person, or the one that empties the stock, is seen by those after it.
 * A retry is recognised before approval, session age or rules, and gets the first answer. Pure but for the
 * copy it is given.
 */
export const settle = (attempts: readonly Attempt[], books: Books): Settled => {
  const settled: Settled = { answers: [], sales: [], movements: [], people: new Set(), stock: new Set() };
  for (const attempt of attempts) settled.answers.push(settleOne(attempt, books, settled));
  return settled;
};

const settleOne = (attempt: Attempt, books: Books, settled: Settled): Sold | Refusal => {
  const { approval, quantities } = attempt;
  const person = books.people.get(approval.person_key);
  if (!person) throw new Error('a person was not locked');
  const before = findEarlier(attempt, person) ?? refuseApproval(attempt, books);
  if (before) return before;
  const { policy, now, programme } = books;
  if (!policy) throw new Error('no policy, and not refused');
  const judged = judgeAttempt(attempt, policy, person, books);
  if ('refused' in judged) return judged;

  const chosen = Object.fromEntries(policy.items.map(({ item }) => [item, quantities[item] ?? 0]));
  const entry: RecentEntry = {
    request_id: attempt.request_id,
    request_hash: attempt.request_hash,
    sold_on: now.day,
    sold_at: now.at.getTime(),
    site_code: attempt.site_code,
    covered_number: approval.covered_number,
    quantities: chosen,
    price_twd: judged.price_twd,
    voided: false,
  };
  remember(person, entry, policy, now);
  books.usedIds.add(attempt.request_id);
  settled.people.add(person);
  settled.sales.push({
    ...entry,
    programme,
    person_key: approval.person_key,
    account_id: attempt.account_id,
    workstation: approval.workstation,
    document_kind: approval.document_kind,
    document_in_hand: approval.document_in_hand,
    source: approval.source,
    birth_year: approval.birth_year,
    person_class: judged.person_class,
    policy_version: policy.version,
    by_proxy: attempt.by_proxy,
  });
  for (const [item, row] of judged.stock) {
    const pieces = chosen[item] ?? 0;
    if (pieces === 0) continue;
    const { account_id, request_id } = attempt;
    settled.movements.push(move(row, -pieces, now, { programme, kind: 'sale', account_id, request_id }));
    settled.stock.add(row);
  }
  return { outcome: 'sold', entry, recent: person.recent };
};
