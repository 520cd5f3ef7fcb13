/**
 * What every 健保卡 tells without PIN and without SAM: 57 bytes, the same on both generations.
 * Nothing of it is vouched for by the card.
 */
export type NhiCard = {
  card_number: string;
  /** as far as it can be told: made-up characters of a township office have no code outside it */
  name: string;
  /** ID or residence-permit number, upper case */
  number: string;
  /** ROC year, YYYMMDD: `0790131` */
  birth_date: string;
  sex: 'M' | 'F';
  /** ROC year, YYYMMDD */
  issue_date: string;
};

export const nhiCardBytes = 57;

const ascii = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length));

/** Big5 padded with NUL, spaces or U+3000. Bytes without a character become U+FFFD: never a refusal. */
export const readBig5 = (bytes: Uint8Array): string => {
  const nul = bytes.indexOf(0);
  return new TextDecoder('big5')
    .decode(nul < 0 ? bytes : bytes.subarray(0, nul))
    .replace(/[\s\u3000]+$/u, '');
};

/** Whether `text` is a day of the calendar in ROC years, YYYMMDD. */
export const isRocDay = (text: string): boolean => {
  if (!/^\d{7}$/.test(text)) return false;
  const [year, month, day] = [
    Number(text.slice(0, 3)) + 1911,
    Number(text.slice(3, 5)),
    Number(text.slice(5)),
  ];
  const date = new Date(Date.UTC(year, month - 1, day));
  return year > 1911 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

/** Letter, then letter or digit, then eight digits: ID numbers and both forms of residence-permit numbers. */
const numberPattern = /^[A-Z][A-Z\d]\d{8}$/;

/**
 * Reads the basic data of a 健保卡; `undefined` when these bytes are not one. A name that cannot be decoded
 * and an issue date that is none refuse nothing: neither is used.
 */
export const readNhiCard = (bytes: Uint8Array): NhiCard | undefined => {
  if (bytes.length < nhiCardBytes) return undefined;
  const card_number = ascii(bytes, 0, 12);
  const number = ascii(bytes, 32, 10).toUpperCase();
  const birth_date = ascii(bytes, 42, 7);
  const sex = ascii(bytes, 49, 1).toUpperCase();
  if (!/^\d{12}$/.test(card_number) || !numberPattern.test(number) || !isRocDay(birth_date)) return undefined;
  if (sex !== 'M' && sex !== 'F') return undefined;
  const name = readBig5(bytes.subarray(12, 32));
  return { card_number, name, number, birth_date, sex, issue_date: ascii(bytes, 50, 7) };
};
