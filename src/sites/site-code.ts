import { type CountyName, findCountyByCode, getCounty } from './counties.ts';

export type SiteKind =
  | 'pharmacy'
  | 'health_centre'
  | 'health_service_centre'
  | 'public_hospital'
  | 'clinic'
  | 'dental'
  | 'chinese_medicine'
  | 'other';

/** Digits 1-2 of a 醫事機構代碼 (facts §3); a kind's first entry is the one that new codes get. */
const kindOfDigits: readonly (readonly [digits: string, kind: SiteKind])[] = [
  ['59', 'pharmacy'],
  ['23', 'health_centre'],
  ['21', 'health_service_centre'],
  ['01', 'public_hospital'],
  ['02', 'public_hospital'],
  ['35', 'clinic'],
  ['37', 'dental'],
  ['38', 'chinese_medicine'],
];
const kinds = new Map(kindOfDigits);

/** A 醫事機構代碼 taken apart. */
export type SiteCode = {
  /** ten digits and capital letters */
  code: string;
  kind: SiteKind;
  /** undefined when digits 3-4 belong to no county */
  county: CountyName | undefined;
  /** a wrong one is worth a warning and no more: 29 of the 6,671 real sellers have one */
  check_digit_ok: boolean;
};

/** 0-9 stand for themselves, A is 10, B 11 and so on. */
const weightOf = (character: string): number => Number.parseInt(character, 36);

/** Σ (10−i)·v(c_i) over the first nine characters, modulo 10. With the check digit it comes to 0. */
const weighedSum = (code: string): number =>
  [...code.slice(0, 9)].reduce((sum, character, index) => sum + (9 - index) * weightOf(character), 0) % 10;

export const checkDigitOf = (firstNine: string): string => String((10 - weighedSum(firstNine)) % 10);

/**
 * Reads a 醫事機構代碼. Full-width characters become ASCII, lower case becomes upper case, blanks around it
 * go. Undefined when it is not ten digits and letters; a wrong check digit is told, not refused.
 */
export const parseSiteCode = (text: string): SiteCode | undefined => {
  const code = text.normalize('NFKC').trim().toUpperCase();
  if (!/^[0-9A-Z]{10}$/.test(code)) return undefined;
  return {
    code,
    kind: kinds.get(code.slice(0, 2)) ?? 'other',
    county: findCountyByCode(code.slice(2, 4))?.name,
    check_digit_ok: code[9] === checkDigitOf(code),
  };
};

/**
 * A code with a right check digit. `township` is two digits; `serial` runs from 0 to 1199, its hundreds in
 * one character of which A is 10 and B 11. Throws a RangeError for anything else.
 */
export const makeSiteCode = (parts: {
  kind: Exclude<SiteKind, 'other'>;
  county: CountyName;
  township: string;
  serial: number;
}): string => {
  const { kind, county, township, serial } = parts;
  if (!/^\d\d$/.test(township)) throw new RangeError(`not a township code: ${township}`);
  if (!Number.isInteger(serial) || serial < 0 || serial > 1199)
    throw new RangeError(`not a serial of a site: ${serial}`);
  const type = kindOfDigits.find(([, each]) => each === kind)?.[0] ?? '';
  const hundreds = Math.floor(serial / 100)
    .toString(36)
    .toUpperCase();
  const rest = String(serial % 100).padStart(2, '0');
  const firstNine = `${type}${getCounty(county).codes[0]}${township}${hundreds}${rest}`;
  return firstNine + checkDigitOf(firstNine);
};
