import { type AuditEntry, insertAudit } from '../audit/index.ts';
import type { House } from '../house.ts';
import type { Tx } from '../platform/db.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import type { Session } from '../platform/session.ts';
import type { ContentKind, OrderedKind } from './contract.ts';
import {
  type FieldsOf,
  findContent,
  insertContent,
  insertVersion,
  type Kind,
  listContent,
  lockKind,
  type RowOf,
  savePlaces,
  updateContent,
} from './queries.ts';
import { moveTo } from './rules.ts';

type Draft<K extends Kind> = { id: string; version: number; offered?: boolean; fields: FieldsOf<K> };
/** What is to be stored, from what is there; may refuse, and may read and write within the transaction. */
export type Compose<K extends Kind> = (
  tx: Tx,
  before: RowOf<K> | undefined,
) => Promise<Draft<K> | Refusal> | Draft<K> | Refusal;

type Wanted = { kind: Kind; id: string; version: number };

const isSame = (a: unknown, b: unknown): boolean =>
  a instanceof Uint8Array && b instanceof Uint8Array
    ? Buffer.from(a).equals(b)
    : JSON.stringify(a) === JSON.stringify(b);

const holds = <K extends Kind>(row: RowOf<K>, { offered, fields }: Draft<K>): boolean =>
  (offered === undefined || row.offered === offered) &&
  Object.entries(fields).every(([name, value]) => isSame(row[name as keyof RowOf<K>], value));

const noteSaved = async (
  tx: Tx,
  house: House,
  session: Session,
  act: string,
  detail: NonNullable<AuditEntry['detail']>,
): Promise<void> => {
  const { account_id, site, address } = session;
  const who = { account_id, site_code: site.code, address };
  await insertAudit(tx, [{ now: house.clock.now(), act, outcome: 'done', ...who, detail }]);
};

/**
 * Saves a new piece or a change of one, with its version and its row in the audit trail. `version` is the one
 * on the editor's screen: another is refused `content_changed`, unless what is stored is already what was to
 * be saved, since then an answer was lost and the request came again.
 */
export const saveContent = <K extends Kind>(
  house: House,
  session: Session,
  { kind, id, version }: Wanted & { kind: K },
  compose: Compose<K>,
): Promise<Refusal | undefined> =>
  house.db.transaction().execute(async (tx) => {
    await lockKind(tx, kind);
    const before = await findContent(tx, kind, id);
    if (!before && version > 0) return refuse('content_not_found');
    const draft = await compose(tx, before);
    if (isRefusal(draft)) return draft;
    if (before && holds(before, draft)) return undefined;
    if (before && before.version !== version) return refuse('content_changed');
    const row = {
      id,
      version: version + 1,
      offered: draft.offered ?? before?.offered ?? true,
      ...draft.fields,
    };
    if (before) await updateContent(tx, kind, row);
    else if (!(await insertContent(tx, kind, row))) throw new Error(`${kind} ${id} could not be added`);
    const { account_id } = session;
    await insertVersion(tx, kind, row, { account_id, at: house.clock.now().at });
    await noteSaved(tx, house, session, 'content:save', { kind, id, version: row.version });
    return undefined;
  });

/** Takes a piece off the pages, or puts it back. Answers its version. */
export const offerContent = async <K extends ContentKind>(
  house: House,
  session: Session,
  wanted: Wanted & { kind: K; offered: boolean },
): Promise<number | Refusal> => {
  const { kind, id, offered } = wanted;
  const refusal = await saveContent<K>(house, session, wanted, (_tx, before) => {
    if (!before) return refuse('content_not_found');
    const { version: _version, offered: _offered, ...fields } = before;
    return { id, version: before.version, offered, fields: withoutPlace(fields) as FieldsOf<K> };
  });
  return refusal ?? (await findContent(house.db, kind, id))?.version ?? 0;
};

const withoutPlace = <T extends object>(fields: T): object => {
  const { id: _id, position: _position, ...rest } = fields as T & { id?: unknown; position?: unknown };
  return rest;
};

/** Moves a piece to a place; answers the place it has now. */
export const moveContent = (
  house: House,
  session: Session,
  { kind, id, position }: { kind: OrderedKind; id: string; position: number },
): Promise<number | Refusal> =>
  house.db.transaction().execute(async (tx) => {
    await lockKind(tx, kind);
    const ids = (await listContent(tx, kind, 'all')).map((row) => row.id);
    if (!ids.includes(id)) return refuse('content_not_found');
    const moved = moveTo(ids, id, position);
    const [from, to] = [ids.indexOf(id) + 1, moved.indexOf(id) + 1];
    await savePlaces(tx, kind, moved);
    if (from !== to) await noteSaved(tx, house, session, 'content:move', { kind, id, from, to });
    return to;
  });
