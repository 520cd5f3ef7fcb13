import { insertAudit } from '../audit/index.ts';
import type { House } from '../house.ts';
import { isoInstant, type Now } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/db.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { Log } from '../platform/log.ts';
import { actorOf, type Session } from '../platform/session.ts';
import type { UnifiedGrantView } from './contract.ts';
import { findService } from './queries.ts';
import * as queries from './unified-grant-queries.ts';

/** Institutions per transaction: a part takes well under a second and is what a stop waits for. */
const partSize = 500;

const present = (row: queries.UnifiedGrantRow): UnifiedGrantView => ({
  unified_grant_id: Number(row.unified_grant_id),
  service: row.service_code,
  reason: row.reason,
  state: row.state,
  ordered_at: isoInstant(row.ordered_at),
  ordered_by: row.ordered_by,
  sites_total: row.sites_total,
  sites_done: row.sites_done,
  applications: row.applications,
  grants: row.grants,
  finished_at: row.finished_at && isoInstant(row.finished_at),
  undone_at: row.undone_at && isoInstant(row.undone_at),
  undone_by: row.undone_by,
});

export const listUnifiedGrants = async (db: Db): Promise<UnifiedGrantView[]> =>
  (await queries.findUnifiedGrants(db)).map(present);

/** How many institutions and persons an order would reach today. Refuses service_not_found. */
export const previewUnifiedGrant = async (
  house: House,
  service: string,
): Promise<{ service: string; by_kind: queries.CountRow[] } | Refusal> => {
  if (!(await findService(house.db, service))) return refuse('service_not_found', { field: 'service' });
  return { service, by_kind: await queries.countQualifying(house.db, service, house.clock.now().day) };
};

const note = (tx: Tx, session: Session, now: Now, act: string, row: queries.UnifiedGrantRow) =>
  insertAudit(tx, [
    {
      now,
      act: `unified-grant:${act}`,
      outcome: 'done',
      ...actorOf(session),
      detail: { service: row.service_code, order: Number(row.unified_grant_id), reason: row.reason },
    },
  ]);

/**
 * 統一授權 (R069): begins in the background; ordered again, it grants what is missing. Refuses
 * service_not_found, service_ended, service_implied, unified_grant_at_work.
 */
export const orderUnifiedGrant = async (
  house: House,
  session: Session,
  { service, reason }: { service: string; reason: string },
): Promise<UnifiedGrantView | Refusal> => {
  const found = await findService(house.db, service);
  if (!found) return refuse('service_not_found', { field: 'service' });
  const params = { service: found.name };
  if (found.state === 'ended') return refuse('service_ended', { field: 'service', params });
  if (found.implied_by !== null) return refuse('service_implied', { field: 'service', params });
  const ordered = await house.db.transaction().execute(async (tx) => {
    const now = house.clock.now();
    const counts = await queries.countQualifying(tx, service, now.day);
    const sites = counts.reduce((sum, each) => sum + each.sites, 0);
    const order = { service, reason, day: now.day, by: session.account_id, sites };
    const id = await queries.insertUnifiedGrant(tx, order, now.at);
    if (id === undefined) return refuse('unified_grant_at_work');
    const row = await queries.lockUnifiedGrant(tx, id);
    if (!row) throw new Error('an order was written and is not there');
    await note(tx, session, now, 'order', row);
    return present(row);
  });
  house.wakeWork();
  return ordered;
};

const changeOrder = (
  house: House,
  session: Session,
  id: string,
  act: string,
  work: (tx: Tx, row: queries.UnifiedGrantRow, now: Now) => Promise<Refusal | undefined>,
): Promise<UnifiedGrantView | Refusal> =>
  house.db.transaction().execute(async (tx) => {
    const now = house.clock.now();
    const row = await queries.lockUnifiedGrant(tx, id);
    if (!row) return refuse('unified_grant_not_found');
    const refusal = await work(tx, row, now);
    if (refusal) return refusal;
    await note(tx, session, now, act, row);
    const changed = await queries.lockUnifiedGrant(tx, id);
    return present(changed ?? row);
  });

/** What was granted stays. Refuses unified_grant_not_found, unified_grant_over. */
export const stopUnifiedGrant = (house: House, session: Session, id: string) =>
  changeOrder(house, session, id, 'stop', async (tx, row, now) => {
    if (row.state !== 'waiting' && row.state !== 'running') return refuse('unified_grant_over');
    await queries.stopOrder(tx, id, now.at);
    return undefined;
  });

/**
 * One act: exactly what this order granted, and the applications it made, end together. Refuses
 * unified_grant_not_found, unified_grant_at_work (stop it first), unified_grant_undone.
 */
export const undoUnifiedGrant = (house: House, session: Session, id: string) =>
  changeOrder(house, session, id, 'undo', async (tx, row, now) => {
    if (row.state === 'undone') return refuse('unified_grant_undone');
    if (row.state !== 'done' && row.state !== 'stopped') return refuse('unified_grant_at_work');
    await queries.undoOrder(tx, row, session.account_id, now);
    return undefined;
  });

/** One part of the order at work; false when there is nothing to do (or another server does it). */
export const workOnUnifiedGrant = (db: Db, now: () => Now): Promise<boolean> =>
  db.transaction().execute(async (tx) => {
    const order = await queries.takeUnifiedGrant(tx);
    if (!order) return false;
    const { at } = now();
    const part = await queries.grantPart(tx, order, partSize, at);
    await queries.saveProgress(tx, order.unified_grant_id, part, at);
    return true;
  });

export type BackgroundWork = { wake: () => void; stop: () => Promise<void> };

/**
 * Works off what was ordered, part by part, one part a transaction: a server that dies loses the part it was
 * writing, and another goes on behind the last one that is done (decision 0013).
 */
export const createBackgroundWork = (db: Db, now: () => Now, log: Log): BackgroundWork => {
  let running: Promise<void> | undefined;
  let stopped = false;
  const workOff = async (): Promise<void> => {
    try {
      while (!stopped && (await workOnUnifiedGrant(db, now)));
    } catch (error) {
      log.error({ err: error }, 'background work failed; it is tried again');
    }
    running = undefined;
  };
  return {
    wake: () => {
      if (!stopped) running ??= workOff();
    },
    stop: async () => {
      stopped = true;
      await running;
    },
  };
};
