export { readBirthDate } from './birth-date.ts';
export { type DocumentKind, normaliseNumber, type PersonNumber, readNumber } from './documents.ts';
export { openPepper, type Pepper, pepperFingerprint, personKeyOf } from './person-key.ts';
