import { type Refusal, refuse } from '../platform/errors.ts';

export type DocumentKind = '01' | '02' | '03' | '04' | '05';

/** A number that passed its form: what identifies the person, and what a screen may show of it. */
export type PersonNumber = {
  /** 01-04 share the Taiwan number space: one person under all of them; a passport has its country's */
  space: string;
  number: string;
  /** `F100****24`: parity shows and twins can be told apart (R104) */
  covered_number: string;
  /** decides the day (R092); of a number ending in a letter, the last digit before it (X06) */
  last_digit: number;
};

/** The first day on which 統一證號 of the new form ([A-Z][89]) were issued (C3). */
const newFormFrom = '2021-01-02';

const letterValues = new Map([...'ABCDEFGHJKLMNPQRSTUVXYWZIO'].map((letter, index) => [letter, index + 10]));

/** Full-width letters and digits become ASCII, blanks go, lower case becomes upper case. */
export const normaliseNumber = (typed: string): string =>
  typed.normalize('NFKC').replaceAll(/\s/gu, '').toUpperCase();

/**
 * The check sum that national IDs and 統一證號 of both forms share: the first letter's two digits weigh 1
 * and 9, then 8 … 1, then the check digit; a second letter counts as the last digit of its value.
 */
const passesCheckDigit = (number: string): boolean => {
  const first = letterValues.get(number[0] ?? '');
  if (first === undefined) return false;
  const digits = [...number.slice(1)].map((each) => (letterValues.get(each) ?? Number(each)) % 10);
  const sum = digits.reduce(
    (total, digit, index) => total + digit * Math.max(8 - index, 1),
    Math.floor(first / 10) + (first % 10) * 9,
  );
  return sum % 10 === 0;
};

const nationalId = /^[A-Z][12]\d{8}$/;
const residentOld = /^[A-Z][A-D]\d{8}$/;
const residentNew = /^[A-Z][89]\d{8}$/;
const passport = /^[A-Z0-9]{6,20}$/;

/** The first four and the last two stay; a short passport number shows less, never more than half. */
const cover = (number: string): string => {
  const shown = number.length >= 10 ? 4 : 1;
  return `${number.slice(0, shown)}${'*'.repeat(Math.max(number.length - shown - 2, 2))}${number.slice(-2)}`;
};

const lastDigitOf = (number: string): number => Number(/\d(?=\D*$)/.exec(number)?.[0] ?? 0);

const taiwanNumber = (kind: DocumentKind, number: string, day: string): Refusal | undefined => {
  const malformed = refuse('number_malformed', { field: 'number' });
  if (!passesCheckDigit(number)) return malformed;
  if (nationalId.test(number)) return kind === '01' || kind === '02' ? undefined : malformed;
  if (residentOld.test(number)) return undefined;
  if (!residentNew.test(number)) return malformed;
  return day >= newFormFrom ? undefined : refuse('number_form_not_yet_issued', { field: 'number' });
};

/**
 * Reads a typed or read number for a document kind on a Taipei day (R091). 01 and 02 take national IDs and
 * 統一證號 (a foreign resident has a health card too); 03 and 04 take 統一證號; 05 takes a passport number
 * with its issuing country. Refuses a wrong form or check digit.
 */
export const readNumber = (
  kind: DocumentKind,
  typed: string,
  issuingCountry: string | undefined,
  day: string,
): PersonNumber | Refusal => {
  const number = normaliseNumber(typed);
  if (kind !== '05') {
    const refusal = taiwanNumber(kind, number, day);
    if (refusal) return refusal;
    return { space: 'tw', number, covered_number: cover(number), last_digit: lastDigitOf(number) };
  }
  const country = normaliseNumber(issuingCountry ?? '');
  if (!/^[A-Z]{2,3}$/.test(country)) return refuse('issuing_country_missing', { field: 'issuing_country' });
  if (!passport.test(number)) return refuse('passport_malformed', { field: 'number' });
  return {
    space: `passport|${country}`,
    number,
    covered_number: cover(number),
    last_digit: lastDigitOf(number),
  };
};
