import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../../db/tables.ts';
import { type Db, json, type Tx } from '../platform/db.ts';
import type { ContentKind } from './contract.ts';

export type Kind = ContentKind | 'old_platform';
/** The one row of the 舊版 link. */
export const oldPlatformId = '00000000-0000-0000-0000-000000000041';

/** What an editor may change of each kind; `id`, `version`, `offered` and `position` are common. */
const columns = {
  announcement: ['title', 'body', 'starts_on', 'ends_on', 'audience', 'site_kinds'],
  faq: ['listed_as', 'question', 'answer'],
  contact_line: ['text', 'text_en'],
  contact_desk: ['service', 'desk', 'phone', 'mail', 'hours'],
  download: ['file_name', 'title', 'about', 'sha256'],
  link: ['title', 'address', 'about'],
  old_platform: ['address', 'ends_on'],
} as const satisfies Record<Kind, readonly string[]>;

export type FieldsOf<K extends Kind> = Pick<Tables[K], (typeof columns)[K][number] & keyof Tables[K]>;
type Common = { id: string; version: number; offered: boolean };
type Place<K extends Kind> = K extends 'announcement' | 'old_platform' ? unknown : { position: number };
export type RowOf<K extends Kind> = Common & Place<K> & FieldsOf<K>;
export type KeptRow<K extends Kind> = RowOf<K> & { changed_at: Date; changed_by: string | null };

const isOrdered = (kind: Kind): boolean => kind !== 'announcement' && kind !== 'old_platform';
const listed = (kind: Kind): RawBuilder<unknown> => {
  const names = ['id', 'version', 'offered', ...(isOrdered(kind) ? ['position'] : []), ...columns[kind]];
  return sql.join(names.map((name) => sql.ref(`t.${name}`)));
};

/** Announcements by date, newest first; the others by place. */
const orderOf = (kind: Kind): RawBuilder<unknown> =>
  isOrdered(kind) ? sql`t.position` : kind === 'announcement' ? sql`t.starts_on desc, t.id desc` : sql`t.id`;

/** Every piece of a kind, or those on offer, in the order of the pages. */
export const listContent = async <K extends Kind>(
  db: Db | Tx,
  kind: K,
  which: 'all' | 'offered' = 'offered',
): Promise<RowOf<K>[]> => {
  const { rows } = await sql<RowOf<K>>`select ${listed(kind)} from ${sql.table(kind)} t
    where ${which === 'all'} or t.offered order by ${orderOf(kind)}`.execute(db);
  return rows;
};

/** The same for an editor: all of them, or one, with who changed it last and when. */
export const listKept = async <K extends Kind>(db: Db | Tx, kind: K, id?: string): Promise<KeptRow<K>[]> => {
  const { rows } = await sql<KeptRow<K>>`
    select ${listed(kind)}, v.changed_at, a.display_name as changed_by from ${sql.table(kind)} t
    join content_version v on v.kind = ${kind} and v.id = t.id and v.version = t.version
    left join account a using (account_id)
    where ${id ?? null}::uuid is null or t.id = ${id ?? null} order by ${orderOf(kind)}`.execute(db);
  return rows;
};

/** Editors of a kind wait for each other: places and names stay right, and so does every version. */
export const lockKind = async (tx: Tx, kind: Kind): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('evenhand.content.' || ${kind}, 0))`.execute(tx);
};

export const findContent = async <K extends Kind>(
  db: Db | Tx,
  kind: K,
  id: string,
): Promise<RowOf<K> | undefined> => {
  const { rows } = await sql<RowOf<K>>`
    select ${listed(kind)} from ${sql.table(kind)} t where t.id = ${id}`.execute(db);
  return rows[0];
};

/** As PostgreSQL reads it from JSON: bytes in hex. */
const toJson = (row: object): string =>
  json(
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value,
      ]),
    ),
  );

/** A new piece, last of its kind. False when its id is there already. */
export const insertContent = async <K extends Kind>(
  tx: Tx,
  kind: K,
  row: Common & FieldsOf<K>,
): Promise<boolean> => {
  const last = isOrdered(kind)
    ? sql`|| jsonb_build_object('position', (select coalesce(max(position), 0) + 1 from ${sql.table(kind)}))`
    : sql``;
  const { numAffectedRows } = await sql`insert into ${sql.table(kind)}
    select * from jsonb_populate_record(null::${sql.table(kind)}, ${toJson(row)}::jsonb ${last})
    on conflict (id) do nothing`.execute(tx);
  return Number(numAffectedRows) === 1;
};

export const updateContent = async <K extends Kind>(
  tx: Tx,
  kind: K,
  row: Common & FieldsOf<K>,
): Promise<void> => {
  const names = sql.join(['version', 'offered', ...columns[kind]].map((name) => sql.ref(name)));
  await sql`update ${sql.table(kind)} set (${names}) =
    (select ${names} from jsonb_populate_record(null::${sql.table(kind)}, ${toJson(row)}::jsonb))
    where id = ${row.id}`.execute(tx);
};

/** Gives every piece of a kind its place: the first id is 1. */
export const savePlaces = async (tx: Tx, kind: Kind, ids: readonly string[]): Promise<void> => {
  await sql`update ${sql.table(kind)} t set position = v.position
    from unnest(${ids}::uuid[]) with ordinality as v(id, position)
    where t.id = v.id and t.position <> v.position`.execute(tx);
};

export const insertVersion = async <K extends Kind>(
  tx: Tx,
  kind: K,
  row: Common & FieldsOf<K>,
  by: { account_id: string | null; at: Date },
): Promise<void> => {
  const { id, version, offered, ...fields } = row;
  await sql`insert into content_version (kind, id, version, changed_at, account_id, offered, fields)
    values (${kind}, ${id}, ${version}, ${by.at}, ${by.account_id}, ${offered}, ${toJson(fields)})`.execute(
    tx,
  );
};

export type VersionRow = {
  version: number;
  changed_at: Date;
  changed_by: string | null;
  offered: boolean;
  fields: Record<string, string | number | boolean | null | string[]>;
};

export const listVersions = async (db: Db, kind: Kind, id: string): Promise<VersionRow[]> => {
  const { rows } = await sql<VersionRow>`
    select v.version, v.changed_at, a.display_name as changed_by, v.offered, v.fields
    from content_version v left join account a using (account_id)
    where v.kind = ${kind} and v.id = ${id} order by v.version desc`.execute(db);
  return rows;
};

/** Keeps an uploaded file once, whatever it is called. */
export const insertFile = async (tx: Tx, sha256: Buffer, bytes: Buffer): Promise<void> => {
  await sql`insert into download_file (sha256, bytes) values (${sha256}, ${bytes})
    on conflict do nothing`.execute(tx);
};

export const findFile = async (db: Db, sha256: Buffer): Promise<Buffer | undefined> => {
  const { rows } = await sql<{ bytes: Buffer }>`
    select bytes from download_file where sha256 = ${sha256}`.execute(db);
  return rows[0]?.bytes;
};

/** Sizes of uploaded files in bytes, by the hex of their hash. */
export const sizesOfFiles = async (db: Db | Tx): Promise<Map<string, number>> => {
  const { rows } = await sql<{ sha256: Buffer; size: number }>`
    select sha256, length(bytes) as size from download_file`.execute(db);
  return new Map(rows.map((row) => [row.sha256.toString('hex'), row.size]));
};

/** The ids that a kind has. */
export const listIds = async (db: Db | Tx, kind: Kind): Promise<Set<string>> => {
  const { rows } = await sql<{ id: string }>`select id from ${sql.table(kind)}`.execute(db);
  return new Set(rows.map((row) => row.id));
};
