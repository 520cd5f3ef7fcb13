import { encodeBig5 } from './big5.ts';

/** What stands on a 健保卡 for everybody to read: no PIN and no SAM stands before it. */
export type NhiRecord = {
  /** 卡片號碼, twelve digits */
  card_number: string;
  /** 姓名; a character of the user-defined area (U+E000 on) becomes its bytes of Big5 */
  name: string;
  /** 身分證號 or 居留證號 */
  number: string;
  /** ISO */
  birth_date: string;
  sex: 'M' | 'F';
  /** ISO */
  issued_on: string;
};

/** A day as cards and the counter write it: ROC year, YYYMMDD (`0630503`). */
export const rocDay = (iso: string): string => {
  const [year = '', month = '', day = ''] = iso.split('-');
  return `${String(Number(year) - 1911).padStart(3, '0')}${month}${day}`;
};

/** `bytes` in a field of `length`, filled up; throws when they do not fit. */
export const inField = (bytes: Buffer, length: number, filler = 0): Buffer => {
  if (bytes.length > length) throw new RangeError(`${bytes.length} bytes do not fit in ${length}`);
  return Buffer.concat([bytes, Buffer.alloc(length - bytes.length, filler)]);
};

/** The 57 bytes that GET DATA 11 00 answers. */
export const nhiRecordBytes = (record: NhiRecord): Buffer =>
  Buffer.concat([
    inField(Buffer.from(record.card_number, 'ascii'), 12),
    inField(encodeBig5(record.name), 20),
    inField(Buffer.from(record.number, 'ascii'), 10),
    Buffer.from(rocDay(record.birth_date), 'ascii'),
    Buffer.from(record.sex, 'ascii'),
    Buffer.from(rocDay(record.issued_on), 'ascii'),
  ]);
