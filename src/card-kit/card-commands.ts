import { randomBytes } from 'node:crypto';
import { answerPiv, freshPiv, type PivImage, type PivMemory } from './piv-card.ts';
import { status } from './status-word.ts';

/** What a virtual card in a PC/SC reader is like. */
export type CardImage = NhiImage | PivImage;

/** A 健保卡, or what somebody put in its place. */
export type NhiImage = {
  type: 'nhi';
  /** what it is called in the kit */
  name: string;
  /** what GET DATA answers, hex; null: a card of HCA, which knows no such data */
  record: string | null;
  /** cards of ROC 114/12 and later refuse SELECT and answer GET DATA all the same */
  select: 'wanted' | 'unknown';
  /** how many reads after it is put in fail before one succeeds */
  cold_failures: number;
  /** how long it thinks before each answer, ms */
  delay_ms: number;
};

/** ATR of the common 健保卡 (pcsc-tools' list): T=1. */
export const atr = Buffer.from('3BEE00008131FE4580318066409093060F17830F9000F3', 'hex');

const applet = Buffer.from('D1580000010000000000000000000011', 'hex');

type NhiMemory = { selected: boolean; failures_left: number };

/** A card with what it remembers from command to command. */
export type LiveCard = {
  image: CardImage;
  /** data and status word */
  answer: (command: Buffer) => Buffer;
  /** it lost its power or was reset */
  forget: () => void;
};

const liveNhi = (image: NhiImage): LiveCard => {
  const memory: NhiMemory = { selected: false, failures_left: image.cold_failures };
  return {
    image,
    answer: (command) => answerCommand(image, memory, command),
    forget: () => {
      memory.selected = false;
    },
  };
};

const livePiv = (image: PivImage): LiveCard => {
  const memory: PivMemory = freshPiv(image);
  return {
    image,
    answer: (command) => answerPiv(image, memory, command),
    forget: () => {
      memory.isVerified = false;
    },
  };
};

export const makeLive = (image: CardImage): LiveCard =>
  image.type === 'piv' ? livePiv(image) : liveNhi(image);

const done = (data: Buffer): Buffer => Buffer.concat([data, status(0x9000)]);

const select = (image: NhiImage, memory: NhiMemory, command: Buffer): Buffer => {
  if (image.select === 'unknown') return status(0x6d00);
  const wanted = command.subarray(5, 5 + (command[4] ?? 0));
  memory.selected = image.record !== null && wanted.equals(applet);
  return status(memory.selected ? 0x9000 : 0x6a82);
};

const getData = (image: NhiImage, memory: NhiMemory, tag: number): Buffer => {
  if (image.record === null) return status(0x6a86);
  if (image.select === 'wanted' && !memory.selected) return status(0x6985);
  const record = Buffer.from(image.record, 'hex');
  if (tag === 0x0000) return done(record.subarray(0, 12));
  // 註銷註記: valid
  if (tag === 0x2400) return done(Buffer.from('1'));
  if (tag !== 0x1100) return status(0x6a86);
  if (memory.failures_left > 0) {
    memory.failures_left -= 1;
    return status(0x6f00);
  }
  return done(record);
};

/** Whether it asks for what a 健保卡 has for everybody. */
export const isRead = (command: Buffer): boolean => command[1] === 0xca && command[2] === 0x11;

const answerCommand = (image: NhiImage, memory: NhiMemory, command: Buffer): Buffer => {
  const [cla = 0xff, ins = 0, p1 = 0, p2 = 0] = command;
  if (cla !== 0) return status(0x6e00);
  if (ins === 0xa4) return select(image, memory, command);
  if (ins === 0xca) return getData(image, memory, (p1 << 8) | p2);
  if (ins === 0x84) return done(randomBytes(8));
  return status(0x6d00);
};
