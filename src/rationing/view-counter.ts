import type { House } from '../house.ts';
import { sumOf } from '../platform/counts.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { Session } from '../platform/session.ts';
import { findNotice, findStock, onSaleByItem } from '../stock/index.ts';
import type { CounterView, DocumentKind } from './contract.ts';
import type { Policy } from './policy.ts';
import { findLiftedDays, findPolicy } from './queries.ts';

const documentKinds: DocumentKind[] = ['01', '02', '03', '04', '05'];

/** The numbers of the five lines of 口罩購買說明, from the rules in force (R085). */
const notesOf = (policy: Policy, siteKind: string): CounterView['policy']['notes'] => {
  const adult = policy.classes.find((each) => each.person_class === 'adult');
  const child = policy.classes.find((each) => each.person_class === 'child');
  const [item] = adult?.may_have ?? [];
  const price = policy.items.find((each) => each.item === item)?.price_twd ?? 0;
  const limit = adult?.limit.kind === 'sum' ? adult.limit.pieces : (adult?.limit.pieces[item ?? ''] ?? 0);
  const rule = policy.day_rule;
  const childBornFrom = child?.born_from ?? 0;
  return {
    limit,
    window_days: policy.window.days,
    price_twd: price * limit,
    even_weekdays: rule.kind === 'parity' ? rule.even : [],
    odd_weekdays: rule.kind === 'parity' ? rule.odd : [],
    everyone_weekdays: rule.kind === 'parity' ? rule.everyone : [],
    proxy_cards: policy.proxy.cards_per_bearer,
    allotment: policy.allotment[siteKind] ?? policy.allotment['pharmacy'] ?? {},
    child_age_limit: Number(policy.valid_from.slice(0, 4)) - childBornFrom,
    child_born_from_roc: childBornFrom - 1911,
  };
};

/** The purchase screen on entering: the day, the rules in force, the stock, and whether to ask about arrival. */
export const viewCounter = async (house: House, session: Session): Promise<CounterView | Refusal> => {
  const { db, programme, clock } = house;
  const { site } = session;
  const now = clock.now();
  const [policy, rows, orders] = await Promise.all([
    findPolicy(db, programme, now.day),
    findStock(db, programme, [site.code]),
    findLiftedDays(db, programme, now.day),
  ]);
  if (!policy) return refuse('no_policy', { params: { today: now.day } });
  const stock = {
    ...Object.fromEntries(policy.items.map(({ item }) => [item, 0])),
    ...onSaleByItem(rows, now.day),
  };
  const pieces = sumOf(stock);
  const notice = await findNotice(db, programme, site.code, now.day, pieces);
  return {
    site,
    today: now.day,
    now: now.iso,
    policy: {
      version: policy.version,
      valid_from: policy.valid_from,
      items: policy.items,
      notes: notesOf(policy, site.kind),
      documents_off: documentKinds.filter((each) => !policy.documents[each]),
    },
    stock,
    sold_out: pieces === 0 && notice === 'none',
    arrival_notice: notice,
    day_rule_lifted: [...(orders.get('') ?? []), ...(orders.get(site.county) ?? [])].includes(now.day),
  };
};
