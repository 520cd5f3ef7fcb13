export { linkNumbers } from './link-numbers.ts';
export { orderDay } from './order-day.ts';
export { type Policy, readPolicy } from './policy.ts';
export { ensureMonth, insertPolicy } from './queries.ts';
export { rationingRoutes } from './routes.ts';
export { type Sale, type SaleVoid, sealOfSale, sealOfVoid } from './sale-row.ts';
