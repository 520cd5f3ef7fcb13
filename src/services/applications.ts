import { holdersAt, lockPeopleOf } from '../access/index.ts';
import { insertAudit } from '../audit/index.ts';
import type { House } from '../house.ts';
import { addDays, isoInstant, taipei } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/db.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { Session, SessionSite } from '../platform/session.ts';
import { dataReadyAt, internetData, operationsOf } from './catalogue.ts';
import type { OfferedService, ServiceView } from './contract.ts';
import {
  endApplication,
  findOffered,
  insertApplication,
  type OfferedRow,
  type ServiceRow,
} from './queries.ts';

export const presentService = (row: ServiceRow): ServiceView => ({
  code: row.code,
  name: row.name,
  name_en: row.name_en,
  about: row.about,
  about_en: row.about_en,
  state: row.state,
  opens_on: row.opens_on,
  ended_on: row.ended_on,
  implied_by: row.implied_by,
  operations: operationsOf(row.code),
});

const presentOffered = (row: OfferedRow, site: SessionSite): OfferedService => ({
  ...presentService(row),
  professions: holdersAt(site, row.professions) ?? [],
  application: row.applied_at &&
    row.source && {
      applied_at: isoInstant(row.applied_at),
      applied_by: row.applied_by,
      source: row.source,
      data_from: row.data_from && isoInstant(row.data_from),
    },
  holders: row.holders,
});

/** What the kind of an institution may apply for, and what it has applied for though it may no longer. */
const isOffered = (row: OfferedRow, site: SessionSite): boolean =>
  row.implied_by === null &&
  (row.applied_at !== null || (row.state !== 'ended' && holdersAt(site, row.professions) !== null));

export const listOffered = async (
  db: Db | Tx,
  site: SessionSite,
): Promise<{ services: OfferedService[] }> => {
  const rows = await findOffered(db, site);
  return { services: rows.filter((row) => isOffered(row, site)).map((row) => presentOffered(row, site)) };
};

/** May this be applied for, and why not. `field` names its place in the request. */
const judge = (row: OfferedRow | undefined, site: SessionSite, field: string): Refusal | undefined => {
  if (!row) return refuse('service_not_found', { field });
  const params = { service: row.name };
  if (row.implied_by !== null) return refuse('service_implied', { field, params });
  if (holdersAt(site, row.professions) === null) return refuse('service_not_for_kind', { field, params });
  if (row.state === 'ended') return refuse('service_ended', { field, params });
  return row.applied_at === null ? undefined : refuse('already_applied', { field, params });
};

/** R066: the data asked for today are there on the next day, from the hour of the nightly run on. */
const dataFrom = (service: string, today: string): Date | null => {
  if (service !== internetData) return null;
  const ready = Temporal.PlainDateTime.from(`${addDays(today, 1)}T${dataReadyAt}`).toZonedDateTime(taipei);
  return new Date(ready.epochMilliseconds);
};

/**
 * 健保服務申請: completes at once, for all services named or for none (R058, R064). Refuses
 * service_not_found, service_not_for_kind, service_implied, service_ended, already_applied.
 */
export const applyForServices = (
  house: House,
  session: Session,
  services: readonly string[],
): Promise<{ services: OfferedService[] } | Refusal> =>
  house.db.transaction().execute(async (tx) => {
    const now = house.clock.now();
    const { site, account_id } = session;
    await lockPeopleOf(tx, site.code);
    const rows = await findOffered(tx, site);
    for (const [index, code] of services.entries()) {
      const refusal = judge(
        rows.find((row) => row.code === code),
        site,
        `services.${index}`,
      );
      if (refusal) return refusal;
    }
    for (const service_code of services) {
      const made = { site_code: site.code, service_code, applied_by: account_id };
      await insertApplication(tx, { ...made, data_from: dataFrom(service_code, now.day) }, now.at);
    }
    await insertAudit(
      tx,
      services.map((service) => ({
        now,
        act: 'service:apply',
        outcome: 'done',
        account_id,
        site_code: site.code,
        address: session.address,
        detail: { service },
      })),
    );
    return listOffered(tx, site);
  });

/** 取消申請: what was granted of it stops working at once. Refuses not_applied. */
export const withdrawApplication = (
  house: House,
  session: Session,
  service: string,
): Promise<{ services: OfferedService[] } | Refusal> =>
  house.db.transaction().execute(async (tx) => {
    const now = house.clock.now();
    const { site, account_id } = session;
    await lockPeopleOf(tx, site.code);
    if (!(await endApplication(tx, site.code, service, account_id, now.at))) return refuse('not_applied');
    const detail = { service };
    await insertAudit(tx, [
      {
        now,
        act: 'service:withdraw',
        outcome: 'done',
        account_id,
        site_code: site.code,
        address: session.address,
        detail,
      },
    ]);
    return listOffered(tx, site);
  });
