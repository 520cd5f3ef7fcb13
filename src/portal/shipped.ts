import { readFile } from 'node:fs/promises';
import type { Db, Tx } from '../platform/db.ts';
import {
  type FieldsOf,
  insertContent,
  insertVersion,
  type Kind,
  listContent,
  listIds,
  lockKind,
} from './queries.ts';

const folder = new URL('../../db/portal/', import.meta.url);
type Piece<K extends Kind> = { id: string; offered?: boolean } & FieldsOf<K>;

const readPieces = async <K extends Kind>(name: string): Promise<Piece<K>[]> =>
  JSON.parse(await readFile(new URL(`${name}.json`, folder), 'utf8'));

/** Question n of the shipped FAQ has always this id, wherever HQ moves it. */
const faqId = (n: number): string => `00000000-0000-4000-8000-00fa${String(n).padStart(8, '0')}`;

/** `## Q1：…`, then `目次：…` as the table of contents has it, then the answer. */
const faqPiece = /^## Q(\d+)：(.+)\n\n目次：(.+)\n\n([\s\S]+?)\s*$/;

/** 常見問答 as shipped: one Markdown file, so that it can be read and printed as it is. */
export const readShippedFaq = async (): Promise<Piece<'faq'>[]> => {
  const text = await readFile(new URL('faq.md', folder), 'utf8');
  return text
    .split(/^(?=## Q)/m)
    .slice(1)
    .map((part) => {
      const [, n, question, listed_as, answer] = faqPiece.exec(part) ?? [];
      if (!n || !question || !listed_as || !answer)
        throw new Error(`db/portal/faq.md has a question that cannot be read: ${part.slice(0, 60)}`);
      return { id: faqId(Number(n)), listed_as, question, answer };
    });
};

/** The texts of 電腦設定, which stand as they are written. */
export const readSetup = (): Promise<string> => readFile(new URL('setup.md', folder), 'utf8');

const addMissing = async <K extends Kind>(tx: Tx, kind: K, pieces: Piece<K>[], at: Date): Promise<void> => {
  await lockKind(tx, kind);
  const known = await listIds(tx, kind);
  for (const { offered = true, ...piece } of pieces.filter(({ id }) => !known.has(id))) {
    const row = { ...piece, version: 1, offered } as unknown as Parameters<typeof insertContent<K>>[2];
    if (await insertContent(tx, kind, row)) await insertVersion(tx, kind, row, { account_id: null, at });
  }
};

/**
 * Adds the content that comes with the program where it is missing; what HQ has changed, moved or taken off
 * the pages stays as HQ left it. Several servers may start at once.
 */
export const openPortal = async (db: Db, now: Date): Promise<void> => {
  const faq = await readShippedFaq();
  const [announcements, lines, desks, downloads, links, oldPlatform] = await Promise.all([
    readPieces<'announcement'>('announcements'),
    readPieces<'contact_line'>('contact-lines'),
    readPieces<'contact_desk'>('contact-desks'),
    readPieces<'download'>('downloads'),
    readPieces<'link'>('links'),
    readPieces<'old_platform'>('old-platform'),
  ]);
  await db.transaction().execute(async (tx) => {
    // A file name that HQ has given to a document of its own stays with it.
    const taken = (await listContent(tx, 'download', 'all')).map((row) => row.file_name);
    await addMissing(tx, 'announcement', announcements, now);
    await addMissing(tx, 'faq', faq, now);
    await addMissing(tx, 'contact_line', lines, now);
    await addMissing(tx, 'contact_desk', desks, now);
    await addMissing(
      tx,
      'download',
      downloads.filter(({ file_name }) => !taken.includes(file_name)),
      now,
    );
    await addMissing(tx, 'link', links, now);
    await addMissing(tx, 'old_platform', oldPlatform, now);
  });
};
