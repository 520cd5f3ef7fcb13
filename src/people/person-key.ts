import { createHmac } from 'node:crypto';
import type { PersonNumber } from './documents.ts';

/** The secret that stands between the stored keys and the small space of numbers (X36). */
export type Pepper = Buffer;

const firstSixteen = (pepper: Pepper, text: string): Buffer =>
  createHmac('sha256', pepper).update(text).digest().subarray(0, 16);

/** The person's key, as a uuid: the same whichever of the documents 01-04 is shown. */
export const personKeyOf = (pepper: Pepper, person: Pick<PersonNumber, 'space' | 'number'>): string =>
  firstSixteen(pepper, `${person.space}|${person.number}`)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** What the database keeps of a secret, so that the program can tell another one. */
export const fingerprintOf = (secret: Buffer): Buffer => firstSixteen(secret, 'fingerprint');
