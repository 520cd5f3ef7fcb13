import Type, { type Static } from 'typebox';
import { SiteView } from '../access/contract.ts';
import { SignedStatement } from '../cards/contract.ts';
import {
  Bytes32,
  Closed,
  contract,
  Day,
  Instant,
  Quantities,
  Remark,
  RequestId,
} from '../platform/contract.ts';

/** 身分別 as the screen lists them (R079). */
export const DocumentKind = Type.Enum(['01', '02', '03', '04', '05']);
export type DocumentKind = Static<typeof DocumentKind>;

/** What the clerk held in the hand when 02 was chosen (C1). */
export const DocumentInHand = Type.Enum(['nhi_card', 'id_card', 'household_register']);
export type DocumentInHand = Static<typeof DocumentInHand>;

export const PersonClass = Type.Enum(['adult', 'child']);

/** What a site can sell this moment: on hand, less what arrived for a later day of sale. */
export const StockOnSale = Type.Record(Type.String(), Type.Integer());
export type StockOnSale = Static<typeof StockOnSale>;

/** A line of 最近購買紀錄 (R103): where, when and how much this person bought, at any site. */
export const RecentPurchase = Closed({
  short_name: Type.String(),
  covered_number: Type.String(),
  sold_at: Instant,
  quantities: Quantities,
  voided: Type.Boolean(),
});
export type RecentPurchase = Static<typeof RecentPurchase>;

export const RefusalView = Closed({
  code: Type.String(),
  message: Type.String(),
  params: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
});
export type RefusalView = Static<typeof RefusalView>;

/** The arrival notice of R107 and when it comes up (X11). */
export const ArrivalNotice = Type.Enum(['none', 'every_entry', 'once_per_log_in']);

/** What the purchase screen needs on entering: the day, the rules in force, the stock, the notice. */
export const CounterView = Closed({
  site: SiteView,
  today: Day,
  now: Instant,
  policy: Closed({
    version: Type.String(),
    valid_from: Day,
    items: Type.Array(Closed({ item: Type.String(), price_twd: Type.Integer() })),
    /** Numbers for the five lines of 口罩購買說明 (R085). */
    notes: Closed({
      limit: Type.Integer(),
      window_days: Type.Integer(),
      price_twd: Type.Integer({ description: 'price of `limit` adult pieces' }),
      even_weekdays: Type.Array(Type.Integer()),
      odd_weekdays: Type.Array(Type.Integer()),
      everyone_weekdays: Type.Array(Type.Integer()),
      proxy_cards: Type.Integer(),
      allotment: Quantities,
      child_age_limit: Type.Integer({ description: 'children are this old or younger, counted by year' }),
      child_born_from_roc: Type.Integer({ description: 'children were born in this ROC year or later' }),
    }),
    documents_off: Type.Array(DocumentKind),
  }),
  stock: StockOnSale,
  sold_out: Type.Boolean(),
  arrival_notice: ArrivalNotice,
  day_rule_lifted: Type.Boolean({
    description: 'an order of the authority lifts parity in this county today',
  }),
});
export type CounterView = Static<typeof CounterView>;

export const viewCounter = contract({
  method: 'GET',
  path: '/api/counter',
  permission: 'sale:check:own-site',
  summary: 'The state of the purchase screen on entering',
  answers: { 200: CounterView },
});

/** 資格審核 of what was typed. */
export const TypedCheck = Closed({
  site_code: Type.String({ minLength: 1, maxLength: 10, description: 'the site shown on screen' }),
  document_kind: DocumentKind,
  number: Type.String({ minLength: 1, maxLength: 32 }),
  issuing_country: Type.Optional(
    Type.String({ minLength: 2, maxLength: 3, description: 'for 05, ISO 3166' }),
  ),
  birth_date: Type.String({
    minLength: 1,
    maxLength: 16,
    description: '19740503, 0630503, 630503 or 63/05/03',
  }),
  document_in_hand: Type.Optional(DocumentInHand),
});
export type TypedCheck = Static<typeof TypedCheck>;

/** 資格審核 of what the agent of an enrolled workstation read from a 健保卡 (R087). */
export const CardCheck = Closed({
  site_code: Type.String({ minLength: 1, maxLength: 10, description: 'the site shown on screen' }),
  document_kind: Type.Literal('01'),
  signed: SignedStatement,
});
export type CardCheck = Static<typeof CardCheck>;

export const CheckRequest = Type.Union([TypedCheck, CardCheck]);
export type CheckRequest = Static<typeof CheckRequest>;

export const challengeCardRead = contract({
  method: 'POST',
  path: '/api/checks/challenge',
  permission: 'sale:check:own-site',
  summary: 'A challenge for reading one 健保卡: a minute, this session',
  answers: { 201: Closed({ nonce: Bytes32 }) },
});

const checkedPerson = {
  covered_number: Type.String(),
  birth_date: Day,
  recent: Type.Array(RecentPurchase),
  stock: StockOnSale,
  today: Day,
};

export const CheckAllowed = Closed({
  verdict: Type.Literal('allowed'),
  ...checkedPerson,
  approval: Type.String({ description: 'sealed; present it with the sale' }),
  expires_at: Instant,
  person_class: PersonClass,
  last_digit: Type.Integer(),
  /** The most of each item, and of all items together. */
  most: Quantities,
  most_in_all: Type.Integer(),
  /** What to fill in: the highest quantity the person may have and the site can give (R083). */
  suggested: Quantities,
  prices_twd: Type.Record(Type.String(), Type.Integer()),
});
export type CheckAllowed = Static<typeof CheckAllowed>;

export const CheckRefused = Closed({
  verdict: Type.Literal('refused'),
  ...checkedPerson,
  refusal: RefusalView,
});
export type CheckRefused = Static<typeof CheckRefused>;

export const checkPurchase = contract({
  method: 'POST',
  path: '/api/checks',
  permission: 'sale:check:own-site',
  summary: '資格審核: may this person buy here and now, and how much',
  body: CheckRequest,
  answers: { 200: Type.Union([CheckAllowed, CheckRefused]) },
});

export const SaleRequest = Closed({
  request_id: RequestId,
  approval: Type.String({ minLength: 1, maxLength: 2048 }),
  quantities: Quantities,
  by_proxy: Type.Boolean(),
});
export type SaleRequest = Static<typeof SaleRequest>;

export const SaleView = Closed({
  request_id: RequestId,
  sold_at: Instant,
  quantities: Quantities,
  price_twd: Type.Integer(),
  covered_number: Type.String(),
  voided: Type.Boolean(),
});
export type SaleView = Static<typeof SaleView>;

export const SaleDone = Closed({
  /** `repeated`: this request id was answered before; the purchase stands once. */
  outcome: Type.Enum(['sold', 'repeated']),
  sale: SaleView,
  recent: Type.Array(RecentPurchase),
  stock: StockOnSale,
});
export type SaleDone = Static<typeof SaleDone>;

export const sell = contract({
  method: 'POST',
  path: '/api/sales',
  permission: 'sale:make:own-site',
  summary: '購買: sell what the approval allows; the same request id never sells twice',
  body: SaleRequest,
  answers: { 201: SaleDone, 200: SaleDone },
});

export const SaleOfDay = Closed({
  request_id: RequestId,
  sold_at: Instant,
  covered_number: Type.String(),
  document_kind: DocumentKind,
  quantities: Quantities,
  price_twd: Type.Integer(),
  by_proxy: Type.Boolean(),
  clerk: Type.String(),
  void: Type.Optional(Closed({ at: Instant, reason: Type.String(), clerk: Type.String() })),
});
export type SaleOfDay = Static<typeof SaleOfDay>;

export const DaySales = Closed({
  day: Day,
  sales: Type.Array(SaleOfDay),
  totals: Closed({
    sales: Type.Integer(),
    voided: Type.Integer(),
    quantities: Quantities,
    cash_twd: Type.Integer(),
  }),
});
export type DaySales = Static<typeof DaySales>;

export const listDaySales = contract({
  method: 'GET',
  path: '/api/sales',
  permission: 'sale:list:own-site',
  summary: "The site's own sales of today, with the cash total",
  answers: { 200: DaySales },
});

export const voidSale = contract({
  method: 'POST',
  path: '/api/sales/:request_id/void',
  permission: 'sale:void:own-site',
  summary: 'Take back a sale of today; stock and entitlement come back with it',
  params: Closed({ request_id: RequestId }),
  body: Closed({
    void_id: RequestId,
    reason: Remark,
  }),
  answers: { 200: Closed({ sale: SaleOfDay, stock: StockOnSale }) },
});
