import Type, { type Static } from 'typebox';
import { Closed, contract, Day, Instant, Quantities, Remark, RequestId } from '../platform/contract.ts';

export const DeliveryState = Type.Enum(['expected', 'not_arrived', 'partial', 'confirmed']);

export const ReceiptView = Closed({
  receipt_no: Type.Integer(),
  quantities: Quantities,
  on_sale_date: Day,
  confirmed_at: Instant,
  clerk: Type.String(),
  reason: Type.Optional(Type.String()),
});

/** One delivery (配送) of one site and day, with what arrived of it so far. */
export const DeliveryView = Closed({
  delivery_id: Type.Integer(),
  due_on: Day,
  on_sale_date: Day,
  expected: Quantities,
  state: DeliveryState,
  receipts: Type.Array(ReceiptView),
});
export type DeliveryView = Static<typeof DeliveryView>;

export const StockItemView = Closed({
  item: Type.String(),
  on_hand: Type.Integer({ description: 'pieces in the house' }),
  on_sale: Type.Integer({ description: 'pieces that may be sold today' }),
});

export const StockView = Closed({
  today: Day,
  allotted: Type.Boolean(),
  items: Type.Array(StockItemView),
  /** Today's, and those of earlier days that are not settled yet; oldest first. */
  deliveries: Type.Array(DeliveryView),
});
export type StockView = Static<typeof StockView>;

export const viewStock = contract({
  method: 'GET',
  path: '/api/stock',
  permission: 'stock:view:own-site',
  summary: '庫存: on hand, and the deliveries to confirm',
  answers: { 200: StockView },
});

export const confirmArrival = contract({
  method: 'POST',
  path: '/api/stock/arrivals',
  permission: 'stock:confirm:own-site',
  summary: '到貨確認: add what arrived to the stock, once per receipt',
  body: Closed({
    delivery_id: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    /** 1 for the first box of this delivery, 2 for the next: the same number twice is refused. */
    receipt_no: Type.Integer({ minimum: 1, maximum: 99 }),
    quantities: Quantities,
    more_expected: Type.Boolean({ description: 'another receipt of this delivery will follow' }),
    on_sale_date: Type.Optional(Day),
    reason: Type.Optional(Remark),
  }),
  answers: { 201: StockView },
});

export const markNotArrived = contract({
  method: 'POST',
  path: '/api/stock/deliveries/:delivery_id/not-arrived',
  permission: 'stock:confirm:own-site',
  summary: '今日未到貨: stop asking about this delivery today; it may still be confirmed later',
  params: Closed({ delivery_id: Type.String({ pattern: '^[1-9][0-9]{0,17}$' }) }),
  answers: { 200: StockView },
});

/** 原因 of a correction by hand. */
export const CorrectionCause = Type.Enum([
  'count',
  'arrival_error',
  'damaged',
  'returned',
  'transfer',
  'other',
]);
export type CorrectionCause = Static<typeof CorrectionCause>;

export const correctStock = contract({
  method: 'POST',
  path: '/api/stock/corrections',
  permission: 'stock:correct:own-site',
  summary: '庫存更正: change the number on hand, up or down, with a reason',
  body: Closed({
    request_id: RequestId,
    item: Type.String({ minLength: 1, maxLength: 32 }),
    change: Type.Integer({ minimum: -100_000, maximum: 100_000 }),
    cause: CorrectionCause,
    note: Remark,
  }),
  answers: { 201: StockView, 200: StockView },
});

export const MovementKind = Type.Enum(['arrival', 'correction', 'sale', 'void']);

export const MovementView = Closed({
  id: Type.String(),
  at: Instant,
  kind: MovementKind,
  item: Type.String(),
  change: Type.Integer(),
  on_hand_after: Type.Integer(),
  clerk: Type.String(),
  note: Type.Optional(Type.String()),
});
export type MovementView = Static<typeof MovementView>;

export const listMovements = contract({
  method: 'GET',
  path: '/api/stock/movements',
  permission: 'stock:view:own-site',
  summary: 'The ledger of this site, newest first',
  query: Closed({
    before: Type.Optional(Type.String({ pattern: '^[0-9]{1,18}$', description: 'id of the last row shown' })),
  }),
  answers: { 200: Closed({ movements: Type.Array(MovementView), more: Type.Boolean() }) },
});
