export { allotSite, planDeliveries, type Receipt, sealOfReceipt } from './deliveries.ts';
export { type Movement, move, sealOfMovement } from './movements.ts';
export { findStock, insertMovements, lockStock, onSaleByItem, saveStock } from './queries.ts';
export { stockRoutes } from './routes.ts';
export { onSale, type StockRow } from './rules.ts';
export { findNotice } from './view-stock.ts';
