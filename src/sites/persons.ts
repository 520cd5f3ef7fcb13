import { createRandomOf, type Random, shuffled } from './random.ts';

export type SyntheticPerson = {
  /** passes its checksum; belongs to nobody we know */
  number: string;
  form: 'national_id' | 'resident_old' | 'resident_new';
  /** 身分別 that a counter would choose for it */
  document_kind: '01' | '03' | '04';
  /** ISO, not after the day asked about */
  birth_date: string;
};

/** Tens and units of the letters from 10 on (facts §1, ID numbers). */
const letters = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';
const numericValue = (letter: string): number => letters.indexOf(letter) + 10;

/** Completes a letter, a second character and seven digits with the digit that makes the sum end in 0. */
const withCheckDigit = (firstNine: string): string => {
  const [first = '', ...others] = firstNine;
  const digits = others.map((each) => (/\d/.test(each) ? Number(each) : numericValue(each) % 10));
  const value = numericValue(first);
  const sum = digits.reduce(
    (total, digit, index) => total + digit * (8 - index),
    Math.floor(value / 10) + (value % 10) * 9,
  );
  return `${firstNine}${(10 - (sum % 10)) % 10}`;
};

const bodies = 10 ** 7;
/** A prime, so that it has no factor in common with any number space below. */
const stride = 7_368_787;

/** The number of an index in a space: letter, second character of `seconds`, seven digits, check digit. */
const numberIn = (seconds: string, index: number, seed: number): string => {
  const at = shuffled(index, letters.length * seconds.length * bodies, stride, seed);
  const body = String(at % bodies).padStart(7, '0');
  const rest = Math.floor(at / bodies);
  const second = seconds[rest % seconds.length];
  return withCheckDigit(`${letters[Math.floor(rest / seconds.length)]}${second}${body}`);
};

/** 統一證號 of the new form exist from this day on (facts §1). */
const newFormFrom = '2021-01-02';
/** of the people who live in Taiwan, about 0.8 of 24.4 million */
const residentShare = 0.033;

/** People per five years of age from 0 on, per mille, Taiwan at the end of 2019; rounded, from memory. */
const pyramid = [41, 45, 42, 52, 65, 68, 69, 82, 84, 76, 77, 78, 72, 60, 36, 26, 19, 11, 4, 1];
const pyramidSum = pyramid.reduce((sum, each) => sum + each, 0);
const dayMs = 86_400_000;

const ageInDays = (random: Random): number => {
  let left = random() * pyramidSum;
  const band = pyramid.findIndex((each) => {
    left -= each;
    return left < 0;
  });
  return Math.floor((Math.max(band, 0) + random()) * 5 * 365.2425);
};

/**
 * The person number `index` of a synthetic population: always the same for the same seed and day, and no two
 * below 520 million share a number, so that a bench may ask for any of them, in any process, without a list.
 * `on` is a Taipei day, ISO: ages are as of it, and new 統一證號 come up only once they are issued.
 */
export const makePerson = (index: number, { seed, on }: { seed: number; on: string }): SyntheticPerson => {
  const random = createRandomOf(seed, index);
  const birth_date = new Date(Date.parse(`${on}T00:00:00Z`) - ageInDays(random) * dayMs)
    .toISOString()
    .slice(0, 10);
  if (random() >= residentShare)
    return { number: numberIn('12', index, seed), form: 'national_id', document_kind: '01', birth_date };
  const document_kind = random() < 0.9 ? '03' : '04';
  return on >= newFormFrom && random() < 0.5
    ? { number: numberIn('89', index, seed), form: 'resident_new', document_kind, birth_date }
    : { number: numberIn('ABCD', index, seed), form: 'resident_old', document_kind, birth_date };
};

/** The persons from index `from` on, `count` of them. */
export function* makePersons(
  count: number,
  { seed, on, from = 0 }: { seed: number; on: string; from?: number },
): Generator<SyntheticPerson> {
  for (let index = from; index < from + count; index++) yield makePerson(index, { seed, on });
}
