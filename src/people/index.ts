export { readBirthDate } from './birth-date.ts';
export { type DocumentKind, normaliseNumber, type PersonNumber, readNumber } from './documents.ts';
export { fingerprintOf, type Pepper, personKeyOf } from './person-key.ts';
