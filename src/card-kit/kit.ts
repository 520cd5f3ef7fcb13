import { existsSync } from 'node:fs';
import { copyFile, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CardKind } from '../../agent/protocol.ts';
import type { NhiImage } from './card-commands.ts';
import { nhiPlans } from './card-list.ts';
import { nhiRecordBytes } from './nhi-record.ts';
import type { PivImage } from './piv-card.ts';
import type { RevokedCard } from './revocation-service.ts';
import { giveOrder, type ReaderIndex } from './steering.ts';
import { cardsIn, putIn, takeOut } from './tokens.ts';
import type { Leaving } from './virtual-card.ts';

/** What `cards.json` says of a card. Its owner alone may read the file: PINs stand in it. */
export type KitCard = {
  name: string;
  kind: CardKind | 'sam';
  holder: string;
  shows: string;
  /** where it goes when nobody says where */
  reader: Reader;
  pin?: string;
  number?: string;
  birth_date?: string;
};

/** The 健保卡 slot and the 醫事卡 slot of the 健保讀卡機, its SAM, and a 晶片讀卡機. */
export const readers = ['nhi', 'staff', 'sam', 'chip'] as const;
export type Reader = (typeof readers)[number];

export type Kit = {
  folder: string;
  version: number;
  /** where the revocation service listens: the certificates say so */
  port: number;
  cards: KitCard[];
};

export const pathsOf = (folder: string) => ({
  list: join(folder, 'cards.json'),
  tokens: join(folder, 'tokens'),
  /** cards that count wrong PINs */
  piv: join(folder, 'tokens', 'piv'),
  agent: join(folder, 'agent'),
  trust: join(folder, 'trust'),
  run: join(folder, 'run'),
  orders: join(folder, 'run', 'orders.sock'),
  revoked: join(folder, 'authorities', 'revoked.json'),
  spare: join(folder, 'spare-cards.csv'),
  sams: join(folder, 'agent', 'sams'),
  /** the SAM that is in the reader */
  sam: join(folder, 'agent', 'sam.json'),
});

/** Throws a sentence when no kit is in the folder. */
export const openKit = async (folder: string): Promise<Kit> => {
  const { list } = pathsOf(folder);
  if (!existsSync(list)) throw new Error(`No cards in ${folder} yet: make them with "evenhand cards make".`);
  return { folder, ...(JSON.parse(await readFile(list, 'utf8')) as Omit<Kit, 'folder'>) };
};

export const listRevoked = async (folder: string): Promise<RevokedCard[]> =>
  JSON.parse(await readFile(pathsOf(folder).revoked, 'utf8')) as RevokedCard[];

/** Throws a sentence for a name that no card has. */
export const getCard = (kit: Kit, name: string): KitCard => {
  const card = kit.cards.find((each) => each.name === name);
  if (!card) throw new Error(`No card is called "${name}": "evenhand cards list" has them all.`);
  return card;
};

/** The 健保卡 as the virtual reader plays it. */
export const imageOf = (name: string): NhiImage => {
  const plan = nhiPlans.find((each) => each.name === name);
  if (!plan) throw new Error(`"${name}" is no card for a PC/SC reader.`);
  const { answers = nhiRecordBytes(plan.record).toString('hex') } = plan;
  const { select = 'wanted', cold_failures = 0, delay_ms = 0 } = plan;
  return { type: 'nhi', name, record: answers, select, cold_failures, delay_ms };
};

/** A card that counts wrong PINs; undefined: a token of SoftHSM. */
const findPiv = async (folder: string, name: string): Promise<PivImage | undefined> => {
  const file = join(pathsOf(folder).piv, `${name}.json`);
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as PivImage) : undefined;
};

/** The two PC/SC readers are the 健保卡 slot and the 晶片讀卡機. */
const pcscIndex: Partial<Record<Reader, ReaderIndex>> = { nhi: 0, chip: 1 };

const refuseReader = (card: KitCard, reader: Reader): never => {
  throw new Error(`The card ${card.name} does not fit in the reader ${reader}.`);
};

/** While no virtual reader runs, no card is in one. */
const takeFromPcsc = async (orders: string, reader: ReaderIndex, when: Leaving): Promise<void> => {
  await giveOrder(orders, { do: 'remove', reader, when }).catch(() => undefined);
};

/**
 * Puts a card into a reader, its usual one when none is named; what was in there comes out. A 健保卡 needs the
 * virtual readers to be running.
 */
export const insertCard = async (kit: Kit, name: string, reader?: Reader): Promise<Reader> => {
  const card = getCard(kit, name);
  const { tokens, orders, sam, sams } = pathsOf(kit.folder);
  const to = reader ?? card.reader;
  if ((card.kind === 'sam') !== (to === 'sam')) return refuseReader(card, to);
  if (to === 'sam') {
    await copyFile(join(sams, `${name}.json`), sam);
    return to;
  }
  const image = card.kind === 'nhi' ? imageOf(name) : await findPiv(kit.folder, name);
  if (image) {
    const index = pcscIndex[to];
    if (index === undefined || (image.type === 'piv' && to === 'nhi')) return refuseReader(card, to);
    if (to === 'chip') await takeOut(tokens, 'chip');
    await giveOrder(orders, { do: 'insert', reader: index, image });
    return to;
  }
  if (to !== 'staff' && to !== 'chip') return refuseReader(card, to);
  if (to === 'chip') await takeFromPcsc(orders, 1, 'now');
  await putIn(tokens, to, name);
  return to;
};

/** Takes out what is in a reader. `when` is for a 健保卡: also in the middle of its next command. */
export const removeCard = async (kit: Kit, reader: Reader, when: Leaving = 'now'): Promise<void> => {
  const { tokens, orders, sam } = pathsOf(kit.folder);
  if (reader === 'sam') await rm(sam, { force: true });
  if (reader === 'staff' || reader === 'chip') await takeOut(tokens, reader);
  const index = pcscIndex[reader];
  if (index !== undefined) await takeFromPcsc(orders, index, when);
};

const samInside = async (folder: string): Promise<string | null> => {
  const { sam, sams } = pathsOf(folder);
  const now = await readFile(sam, 'utf8').catch(() => '');
  for (const file of await readdir(sams).catch(() => []))
    if ((await readFile(join(sams, file), 'utf8')) === now) return file.replace('.json', '');
  return null;
};

/** The name of the card in each reader, null where none is. */
export const cardsInside = async (kit: Kit): Promise<Record<Reader, string | null>> => {
  const { tokens, orders } = pathsOf(kit.folder);
  const pcsc = await giveOrder(orders, { do: 'state' }).catch(() => undefined);
  const [staff = null] = await cardsIn(tokens, 'staff');
  const [chip = null] = await cardsIn(tokens, 'chip');
  return {
    nhi: pcsc?.inside[0] ?? null,
    staff,
    sam: await samInside(kit.folder),
    chip: chip ?? pcsc?.inside[1] ?? null,
  };
};
