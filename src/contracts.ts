import * as access from './access/contract.ts';
import * as rationing from './rationing/contract.ts';
import * as stock from './stock/contract.ts';

/** Every operation of the API by name. The web takes types from here, the server its routes. */
export const contracts = {
  logIn: access.logIn,
  viewSession: access.viewSession,
  logOut: access.logOut,
  viewCounter: rationing.viewCounter,
  checkPurchase: rationing.checkPurchase,
  sell: rationing.sell,
  listDaySales: rationing.listDaySales,
  voidSale: rationing.voidSale,
  viewStock: stock.viewStock,
  confirmArrival: stock.confirmArrival,
  markNotArrived: stock.markNotArrived,
  correctStock: stock.correctStock,
  listMovements: stock.listMovements,
} as const;

export type Contracts = typeof contracts;
